import Glibc
import Sessions
import Synchronization

/// Standard output and standard error, unbuffered, whoever reads them.
enum StandardStreams {
  /// Whether something was not written to standard output.
  private static let hasLostOutput = Atomic(false)

  /// Writes all of `text` to standard output; false if it could not be, which is said once.
  @discardableResult
  static func print(_ text: String) -> Bool {
    if write(text, to: STDOUT_FILENO) { return true }
    let reason = String(cString: strerror(errno))
    if !hasLostOutput.exchange(true, ordering: .relaxed) {
      complain("can't write to standard output: \(reason)")
    }
    return false
  }

  /// Ends a program that did what it was asked for, unless that was to print and it could not.
  static func exitAfterPrinting() -> Never {
    let status: ExitStatus = hasLostOutput.load(ordering: .relaxed) ? .inputOutput : .success
    exit(status.rawValue)
  }

  /// Writes all of `text` to standard error; a reader who is gone is no reason to stop.
  static func note(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Writes a line that begins with `headroom:` to standard error.
  static func complain(_ text: String) { note("headroom: " + text + "\n") }

  /// Whether somebody looks at `descriptor`.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The columns of the terminal at `descriptor`; nil if it is none, or has no size.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Lets a write to a closed pipe or a full quota fail with an error instead of killing the
  /// program before its recording is closed (signal(7): SIGPIPE and SIGXFSZ terminate).
  static func ignoreBrokenOnes() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Fills the places of standard streams that are closed, so that no file of ours gets their numbers;
  /// to read or write there still fails, as the coreutils see to it.
  static func holdClosedOnes() {
    for (descriptor, mode) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] as [(Int32, Int32)]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free is this one (open(2)).
      _ = open("/dev/null", mode)
    }
  }

  /// The marks that the user's terminal can show.
  static func glyphs(plain: Bool) -> Glyphs { plain || !readsUnicode() ? .ascii : .unicode }

  /// Whether the user's locale can show more than ASCII.
  static func readsUnicode() -> Bool {
    setlocale(LC_CTYPE, "")
    guard let codeset = nl_langinfo(codesetItem) else { return false }
    return String(cString: codeset).uppercased() == "UTF-8"
  }

  /// `CODESET` is a macro over an enumeration that Swift does not see (langinfo.h).
  private static let codesetItem: nl_item = 14

  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, !rest.isEmpty {
        let written = Glibc.write(descriptor, base, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          return false
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
      }
      return true
    }
  }
}
