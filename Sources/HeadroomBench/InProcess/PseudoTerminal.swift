import Glibc
import Sessions

/// A terminal without a window: what is written to it is read at once and thrown away.
struct PseudoTerminal {
  /// The side on which programs run.
  let descriptor: Int32

  /// Opens one of this size; a thread reads it until it is closed.
  init(columns: Int, rows: Int) throws(ChildFailure) {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: CInt = 0
    var number: CUnsignedInt = 0
    guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw ChildFailure(description: "no pseudo terminal is to be had") }
    descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      close(master)
      throw ChildFailure(description: "the pseudo terminal can't be opened")
    }
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    startThread {
      var chunk = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = read(master, &chunk, chunk.count)
        // EIO is the end: nobody has the other side open any more.
        if count == 0 || count < 0 && errno != EINTR { break }
      }
      close(master)
    }
  }

  // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2): macros that Swift does not see, as what the C library
  // makes of them (unlockpt, ptsname).
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  /// Ends it.
  func stop() { close(descriptor) }
}
