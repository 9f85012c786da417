import Glibc
import Synchronization
import Testing

/// The real program in a terminal window of its own, which a test can close.
///
/// The program leads the session of the window, as a shell does: closing it sends SIGHUP to it.
final class WindowProgram {
  /// How it ended.
  enum End: Equatable {
    /// With this status.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)
  }

  private let process: pid_t
  private let window: Int32
  private let shown = Mutex("")
  private var isReaped = false
  private var isOpen = true

  /// Starts it in a folder; `redirections` are the shell's, as in `2>&-`.
  convenience init(_ arguments: [String], in folder: String, redirections: String = "") throws {
    try self.init(
      program: Program.path(of: "headroom"),
      arguments,
      in: folder,
      redirections: redirections
    )
  }

  /// Starts any program in a folder.
  init(
    program: String,
    _ arguments: [String],
    in folder: String,
    environment: [String] = [],
    redirections: String = ""
  ) throws {
    window = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: CInt = 0
    var number: CUnsignedInt = 0
    // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2): macros that Swift does not see.
    try #require(window >= 0 && ioctl(window, 0x4004_5431, &isLocked) == 0)
    try #require(ioctl(window, 0x8004_5430, &number) == 0)
    var size = winsize(ws_row: 30, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(window, UInt(TIOCSWINSZ), &size)
    let line =
      #"cd "$1" && shift && exec env TERM=xterm LC_ALL=C.UTF-8 "$@" "# + redirections
    let words = ["/bin/sh", "-c", line, "sh", folder] + environment + [program] + arguments
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The leader of a session gets the first terminal that it opens (POSIX_SPAWN_SETSID comes first).
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/pts/\(number)", O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // POSIX_SPAWN_SETSID of spawn.h, which Swift does not see.
    posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGMASK))
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, pointers, environ)
    try #require(code == 0, "posix_spawn failed: \(code)")
    self.process = process
  }

  deinit {
    if !isReaped {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    closeWindow()
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process, number) }

  /// Types into the window.
  func type(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(window, $0.baseAddress, $0.count) }
  }

  /// Closes the window; twice does nothing.
  func closeWindow() {
    guard isOpen else { return }
    isOpen = false
    close(window)
  }

  /// Whether it was stopped, as Ctrl-Z does.
  var isStopped: Bool { isInState("T") }

  /// Whether it has ended; how, `end` says.
  var hasEnded: Bool { isInState("Z") }

  /// proc_pid_stat(5): the state follows the name.
  private func isInState(_ letter: String) -> Bool {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self).contains(") \(letter) ")
  }

  /// What was written to the window so far.
  var output: String {
    read()
    return shown.withLock { $0 }
  }

  /// Waits for something to come true, and reads what is written to the window meanwhile.
  func wait(_ what: String, for isTrue: () -> Bool) throws {
    let deadline = Deadline()
    while !isTrue() {
      read()
      try #require(deadline.leftMilliseconds > 0, "waited for \(what); the window shows: \(output)")
      usleep(10_000)
    }
  }

  /// Waits for its end.
  func end() throws -> End {
    let deadline = Deadline()
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      read()
      try #require(deadline.leftMilliseconds > 0, "the program does not end: \(output)")
      usleep(5000)
    }
    isReaped = true
    read()
    let number = status & 0x7F
    return number == 0 ? .exited(status >> 8 & 0xFF) : .signalled(number)
  }

  private func read() {
    guard isOpen else { return }
    var entry = pollfd(fd: window, events: Int16(POLLIN), revents: 0)
    while poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLIN) != 0 {
      var chunk = [UInt8](repeating: 0, count: 65536)
      let count = Glibc.read(window, &chunk, chunk.count)
      guard count > 0 else { return }
      shown.withLock { $0 += String(decoding: chunk[..<count], as: UTF8.self) }
    }
  }
}
