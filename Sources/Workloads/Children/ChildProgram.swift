import CSpawn
import Glibc

/// A program that runs in a process group of its own and is listened to.
///
/// Owned by one thread. What is left of the group is ended with it, or when nobody holds it any more.
final class ChildProgram {
  /// What becomes of its standard output.
  enum Output {
    /// It is read from `output`.
    case read
    /// Nobody wants it.
    case discarded
  }

  /// Its process, and the group of all that it starts.
  let process: pid_t
  /// The other end of its standard output; nil if that is discarded.
  let output: Int32?
  /// The other end of its standard error.
  let errors: Int32
  /// The other end of a socket that it has as `channelDescriptor`; nil without one.
  let channel: Int32?
  /// The number that a program finds its socket under.
  static let channelDescriptor: Int32 = 3
  private var end: ChildEnd?

  /// Starts a program with its standard input empty, and with a socket to us if `hasChannel`.
  init(
    _ plan: ChildPlan,
    output: Output = .read,
    hasChannel: Bool = false
  ) throws(CommandError) {
    try plan.check()
    var pairs: [(ours: Int32, its: Int32)] = []
    do throws(CommandError) {
      pairs.append(try Self.pipe())
      if output == .read { pairs.append(try Self.pipe()) }
      if hasChannel { pairs.append(try Self.socketPair()) }
      let itsOutput = output == .read ? pairs[1].its : nil
      let itsChannel = hasChannel ? pairs.last?.its : nil
      process = try Self.spawn(
        plan,
        output: itsOutput,
        errors: pairs[0].its,
        channel: itsChannel
      )
    } catch {
      for pair in pairs {
        close(pair.ours)
        close(pair.its)
      }
      throw error
    }
    errors = pairs[0].ours
    self.output = output == .read ? pairs[1].ours : nil
    channel = hasChannel ? pairs.last?.ours : nil
    for pair in pairs { close(pair.its) }
  }

  deinit {
    if end == nil {
      kill(-process, SIGKILL)
      while waitpid(process, nil, 0) < 0, errno == EINTR {}
    }
    close(errors)
    if let output { close(output) }
    if let channel { close(channel) }
  }

  /// How it ended; nil while it runs.
  ///
  /// The first time that it is found to have ended, what it started is asked to end too.
  func ended() -> ChildEnd? {
    if let end { return end }
    var information = siginfo_t()
    // Looks without taking, so that the group's number stays its own until it was signalled.
    let found = waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    guard found == 0, information.si_signo == SIGCHLD else { return nil }
    return take()
  }

  /// Waits for its end; only for what ends by itself, and soon.
  func waited() -> ChildEnd {
    if let end { return end }
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    return take()
  }

  private func take() -> ChildEnd {
    kill(-process, SIGTERM)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let number = status & 0x7F
    let found = number == 0 ? ChildEnd.exited(status: status >> 8 & 0xFF) : .signalled(number)
    end = found
    return found
  }

  /// Sends a signal to it and all that it started, unless it has ended.
  func signal(_ number: Int32) {
    if end == nil { kill(-process, number) }
  }

  /// A pipe of which it has the end that is written to.
  private static func pipe() throws(CommandError) -> (ours: Int32, its: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe2(&ends, O_CLOEXEC) == 0 else {
      throw .noResources(reason: String(cString: strerror(errno)))
    }
    return (ends[0], ends[1])
  }

  private static func socketPair() throws(CommandError) -> (ours: Int32, its: Int32) {
    var ends: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw .noResources(reason: String(cString: strerror(errno)))
    }
    return (ends[0], ends[1])
  }

  private static func spawn(
    _ plan: ChildPlan,
    output: Int32?,
    errors: Int32,
    channel: Int32?
  ) throws(CommandError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    // The last one: what stood at its number has its place by now.
    if let channel { posix_spawn_file_actions_adddup2(&actions, channel, channelDescriptor) }
    if let folder = plan.folder { posix_spawn_file_actions_addchdir_np(&actions, folder) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // We ignore broken pipes, and our threads block the signals that end us; a child must do neither.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var ours = sigset_t()
    sigemptyset(&ours)
    for number in [SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGXFSZ] { sigaddset(&ours, number) }
    posix_spawnattr_setsigdefault(&attributes, &ours)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let words = CStringArray(plan.arguments)
    let variables = CStringArray(plan.variables)
    let name = plan.arguments.first ?? ""
    var process: pid_t = 0
    let code = BusyProgram.start {
      posix_spawnp(&process, name, &actions, &attributes, words.pointers, variables.pointers)
    }
    guard code == 0 else {
      throw .notStarted(benchmark: plan.name, program: name, reason: BusyProgram.reason(code))
    }
    return process
  }
}

/// How a program ended.
enum ChildEnd: Equatable, Sendable {
  /// By itself, with this status.
  case exited(status: Int32)
  /// A signal ended it.
  case signalled(Int32)

  /// Whether it is a success.
  var isSuccess: Bool { self == .exited(status: 0) }

  /// In words that follow a name: `ended with status 3`.
  var text: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .signalled(let number): "was ended by signal \(number)"
    }
  }
}
