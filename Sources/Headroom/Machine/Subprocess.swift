import Glibc
import Workloads

/// A program that is asked one question and has little time to answer.
enum Subprocess {
  /// What it prints on standard output, at most 1 MiB; nil if it can't be started, fails, or is not
  /// done in time, in which case it is killed.
  static func output(of arguments: [String], seconds: Double) -> String? {
    var pipes: [Int32] = [0, 0]
    guard pipe(&pipes) == 0 else { return nil }
    for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(pipes[0]) }
    guard let child = spawn(arguments, output: pipes[1]) else {
      close(pipes[1])
      return nil
    }
    close(pipes[1])
    let bytes = readAll(from: pipes[0], seconds: seconds)
    if bytes == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    guard let bytes, status == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs a program to its end, with what it prints on our standard error; its exit status, 128 and
  /// the number of the signal that ended it, or nil if there is no such program.
  static func run(_ arguments: [String]) -> Int32? {
    guard let child = spawn(arguments, output: STDERR_FILENO, errors: nil) else { return nil }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// Starts a program with an empty standard input; `errors` is where its standard error goes, nil for
  /// where ours does.
  private static func spawn(
    _ arguments: [String],
    output: Int32,
    errors: String? = "/dev/null"
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    if let errors {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    guard let name = words.first.flatMap({ $0 }) else { return nil }
    let code = BusyProgram.start { posix_spawnp(&child, name, &actions, nil, words, environ) }
    return code == 0 ? child : nil
  }

  /// Everything until the end of the pipe; nil if that does not come in time.
  private static func readAll(from descriptor: Int32, seconds: Double) -> [UInt8]? {
    let deadline = milliseconds() + Int64(seconds * 1000)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16384)
    while bytes.count < 1 << 20 {
      let left = deadline - milliseconds()
      guard left > 0 else { return nil }
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waiting, 1, Int32(clamping: left))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { return nil }
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: chunk[..<count])
      } else if errno != EINTR {
        return nil
      }
    }
    return nil
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
