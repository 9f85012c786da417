import Glibc
import Testing

/// The real program, built beside this test, with its streams in pipes.
///
/// Nothing here waits without a deadline; a program that is too slow is killed.
final class Program {
  /// How it ended.
  struct Result {
    /// The exit status; 128 and the signal's number if a signal ended it.
    var status: Int32
    /// Standard output.
    var output: String
    /// Standard error.
    var errors: String
  }

  private let process: pid_t
  /// Standard output and standard error; nil at their ends.
  private var streams: [Int32?]
  /// What came of each so far.
  private var texts: [[UInt8]] = [[], []]
  private var isReaped = false

  /// Starts it, or another one that is built beside it, in a folder.
  init(
    _ arguments: [String],
    in folder: String,
    environment: [String] = [],
    named name: String = "headroom"
  ) throws {
    let streams = try (Self.pipe(), Self.pipe())
    // A shell changes the folder, and becomes the program.
    let words =
      ["/bin/sh", "-c", #"cd "$1" && shift && exec env "$@""#, "sh", folder] + environment
      + [try Self.path(of: name)] + arguments
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, streams.0.write, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, streams.1.write, STDERR_FILENO)
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    // The thread of a test blocks signals, and who started it may ignore some: both would be inherited.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, pointers, environ)
    close(streams.0.write)
    close(streams.1.write)
    try #require(code == 0, "posix_spawn failed: \(code)")
    self.process = process
    self.streams = [streams.0.read, streams.1.read]
  }

  deinit {
    if !isReaped {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    for case .some(let stream) in streams { close(stream) }
  }

  /// Runs it to its end.
  static func run(
    _ arguments: [String],
    in folder: String,
    environment: [String] = [],
    named name: String = "headroom"
  ) throws -> Result {
    try Program(arguments, in: folder, environment: environment, named: name).result()
  }

  /// Sends a signal.
  func signal(_ number: Int32) { kill(process, number) }

  /// Waits until it has said something on standard error.
  func wait(forErrors text: String) throws {
    try read { !String(decoding: texts[1], as: UTF8.self).contains(text) }
  }

  /// Reads both streams to their ends, and how it ended.
  func result() throws -> Result {
    try read { true }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    isReaped = true
    let number = status & 0x7F
    return Result(
      status: number == 0 ? status >> 8 & 0xFF : 128 + number,
      output: String(decoding: texts[0], as: UTF8.self),
      errors: String(decoding: texts[1], as: UTF8.self)
    )
  }

  /// Reads as long as it is to go on and a stream is open.
  private func read(while isWanted: () -> Bool) throws {
    let deadline = Deadline()
    while isWanted(), streams.contains(where: { $0 != nil }) {
      var entries = streams.map { pollfd(fd: $0 ?? -1, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&entries, 2, deadline.leftMilliseconds)
      if ready < 0 && errno == EINTR { continue }
      try #require(
        ready > 0,
        "the program goes on for too long: \(String(decoding: texts[1], as: UTF8.self))"
      )
      for place in 0..<2 where entries[place].revents != 0 {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(entries[place].fd, &chunk, chunk.count)
        if count > 0 {
          texts[place] += chunk[..<count]
        } else if count == 0 || errno != EINTR {
          close(entries[place].fd)
          streams[place] = nil
        }
      }
    }
  }

  /// Whether a program was built beside this test.
  static func isBuilt(_ name: String) -> Bool { (try? path(of: name)) != nil }

  /// A program in the folder that this test's own one is in.
  static func path(of name: String) throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    try #require(count > 0)
    let own = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    for folder in [own, CommandLine.arguments.first ?? ""].map(Self.folder) {
      let path = folder + "/" + name
      if access(path, X_OK) == 0 { return path }
    }
    throw MissingProgram(besides: own)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(Glibc.pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// The program was not built.
struct MissingProgram: Error {
  /// Where it should be beside.
  var besides: String
}

/// Two minutes from now: only what hangs takes so long, however busy the machine is.
struct Deadline {
  private let milliseconds = Self.now() + 120_000

  /// What is left of it, at least 0.
  var leftMilliseconds: Int32 { Int32(clamping: max(0, milliseconds - Self.now())) }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
