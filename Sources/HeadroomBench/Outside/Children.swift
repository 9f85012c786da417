import Glibc
import Synchronization

/// Every process that the benchmark started and that has not been waited for yet.
///
/// Each is the leader of its own process group, so that it can be ended with what it started.
final class Children: Sendable {
  private struct Running {
    var text: String
    var deadline: Int64
    var started: Int64
    var isOverdue = false
  }

  private struct State {
    var running: [pid_t: Running] = [:]
    /// Commands that end what is no child of ours, by a name of theirs.
    var undoing: [String: [String]] = [:]
    var isEnding = false
  }

  private let state = Mutex(State())

  /// Starts a program; its standard input is empty.
  func start(_ command: ChildCommand) throws(ChildFailure) -> pid_t {
    stayIfEnding()
    let result: Result<pid_t, ChildFailure> = state.withLock { state in
      guard !state.isEnding else { return .failure(ChildFailure(description: "interrupted")) }
      let started = Self.now()
      switch Self.spawn(command) {
      case .failure(let failure): return .failure(failure)
      case .success(let child):
        state.running[child] = Running(
          text: command.text,
          deadline: started + Int64(command.seconds * 1e9),
          started: started
        )
        return .success(child)
      }
    }
    return try result.get()
  }

  /// Does not come back after a signal: whoever got it ends this process, and what a part says of
  /// programs that were killed is of no use.
  func stayIfEnding() {
    while state.withLock({ $0.isEnding }) { usleep(100_000) }
  }

  /// Waits for the end of a program that `start` returned.
  func wait(_ child: pid_t) throws(ChildFailure) -> ChildEnd {
    var information = siginfo_t()
    // Looks without taking, so that its number stays its own until it is off the list.
    while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    let ended = Self.now()
    var usage = rusage()
    var status: Int32 = 0
    let running = state.withLock { state in
      while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
      return state.running.removeValue(forKey: child)
    }
    if let running, running.isOverdue {
      throw ChildFailure(description: "'\(running.text)' took too long and was ended")
    }
    return ChildEnd(
      status: status & 0x7f == 0 ? (status >> 8) & 0xff : nil,
      userSeconds: Self.seconds(usage.ru_utime),
      systemSeconds: Self.seconds(usage.ru_stime),
      residentBytes: usage.ru_maxrss * 1024,
      wallSeconds: Double(ended - (running?.started ?? ended)) / 1e9
    )
  }

  /// Runs a program to its end, which must be a success.
  @discardableResult
  func run(
    _ command: ChildCommand,
    accepting statuses: Set<Int32> = [0]
  )
    throws(ChildFailure) -> ChildEnd
  {
    let end = try wait(try start(command))
    guard let status = end.status, statuses.contains(status) else {
      let what = end.status.map { "status \($0)" } ?? "a signal"
      let errors = TextFile.read(command.errors).suffix(300)
      throw ChildFailure(description: "'\(command.text)' ended with \(what): \(errors)")
    }
    return end
  }

  /// Ends a program that `start` returned, and waits for it.
  func end(_ child: pid_t) {
    state.withLock { state in
      guard state.running[child] != nil else { return }
      state.running[child]?.deadline = Self.now() + 2_000_000_000
      kill(-child, SIGTERM)
    }
    _ = try? wait(child)
  }

  /// Remembers a command that ends something which is no child of ours.
  func remember(_ name: String, endedBy words: [String]) {
    state.withLock { $0.undoing[name] = words }
  }

  /// Ends what was remembered under this name.
  func undo(_ name: String) {
    guard let words = state.withLock({ $0.undoing.removeValue(forKey: name) }) else { return }
    Self.runBare(words)
  }

  /// Ends programs that run longer than they may.
  func endOverdue() {
    state.withLock { state in
      let now = Self.now()
      for (child, running) in state.running where now > running.deadline {
        kill(-child, running.isOverdue ? SIGKILL : SIGTERM)
        state.running[child]?.isOverdue = true
        state.running[child]?.deadline = now + 2_000_000_000
      }
    }
  }

  /// Ends everything and starts nothing more; returns when all of it is gone.
  func endAll() {
    let undoing = state.withLock { state in
      state.isEnding = true
      for child in state.running.keys { kill(-child, SIGTERM) }
      defer { state.undoing = [:] }
      return state.undoing
    }
    for words in undoing.values { Self.runBare(words) }
    for round in 0..<40 {
      let isOver = state.withLock { state in
        for child in state.running.keys {
          if waitpid(child, nil, WNOHANG) != 0 { state.running[child] = nil }
        }
        if round == 20 { for child in state.running.keys { kill(-child, SIGKILL) } }
        return state.running.isEmpty
      }
      if isOver { return }
      usleep(100_000)
    }
  }

  private static func runBare(_ words: [String]) {
    let command = ChildCommand(
      words: words,
      output: "/dev/null",
      errors: "/dev/null",
      seconds: 5
    )
    guard case .success(let child) = spawn(command) else { return }
    while waitpid(child, nil, 0) < 0, errno == EINTR {}
  }

  private static func spawn(_ command: ChildCommand) -> Result<pid_t, ChildFailure> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, command.output, writing, 0o644)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, command.errors, writing, 0o644)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Our threads block the signals that end us; a child must not.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words: [UnsafeMutablePointer<CChar>?] = command.words.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    guard let name = words.first.flatMap({ $0 }) else {
      return .failure(ChildFailure(description: "no program was named"))
    }
    let code = posix_spawnp(&child, name, &actions, &attributes, words, environ)
    guard code == 0 else {
      let reason = String(cString: strerror(code))
      return .failure(ChildFailure(description: "'\(command.text)' can't be started: \(reason)"))
    }
    return .success(child)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
