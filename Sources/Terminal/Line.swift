import CNcurses
import Glibc

/// The connection to the terminal: a description of our own, so that not waiting on it changes nothing
/// for the shell that shares standard output.
struct Line {
  let descriptor: CInt
  private(set) var unsent: ArraySlice<UInt8> = []
  private(set) var isLost = false

  /// Opens the terminal behind `output` once more; where it has no name that can be opened, the
  /// given descriptor is used as it is.
  init(output: CInt) throws(ScreenError) {
    guard isatty(output) == 1 else { throw .notATerminal }
    var name = [CChar](repeating: 0, count: 256)
    var opened: CInt = -1
    if ttyname_r(output, &name, name.count) == 0 {
      opened = open(name, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    }
    if opened < 0 { opened = fcntl(output, F_DUPFD_CLOEXEC, 3) }
    guard opened >= 0 else { throw .setUpFailed(errno: errno) }
    descriptor = opened
  }

  /// Adds to what is to be sent and sends as much as the terminal takes at once.
  mutating func send(_ bytes: [UInt8]) {
    unsent += bytes
    sendPending()
  }

  /// Sends what was left over.
  mutating func sendPending() {
    while !unsent.isEmpty, !isLost {
      let count = unsent.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        unsent = unsent.dropFirst(count)
      } else if errno == EAGAIN || errno == EINTR {
        return
      } else {
        isLost = true
      }
    }
    unsent = []
  }

  /// Sends the rest, waiting for the terminal for at most this long.
  mutating func drain(milliseconds: CInt) {
    var rounds = max(1, milliseconds / 10)
    sendPending()
    while !unsent.isEmpty, !isLost, rounds > 0 {
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&entry, 1, 10)
      sendPending()
      rounds -= 1
    }
  }

  /// Whether the other side has gone, when a read had nothing to give.
  mutating func checkHangUp() {
    var modes = termios()
    if tcgetattr(descriptor, &modes) != 0 { isLost = true }
  }

  mutating func markLost() {
    isLost = true
  }
}
