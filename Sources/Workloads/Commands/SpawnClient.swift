import CSpawn
import Glibc
import Measurements
import Sessions
import Synchronization

/// Has programs started by a small process of their own (`SpawnServer`), and hears how they ended.
///
/// `run` is called by one thread at a time, `cancel` by any.
final class SpawnClient: Sendable {
  /// How the server is started.
  enum Launch: Sendable {
    /// This program once more; where that can't be, a thread.
    case process
    /// A thread of this process, whose own memory is then the least that a program seems to take.
    case thread
  }

  private struct Wishes {
    /// The number of the run that is under way, counted from 1; 0 for none.
    var running = 0
    var isCancelled = false
  }

  private let requests: Mutex<MessageStream>
  private let cancels: Int32
  private let server: pid_t?
  private let count = Atomic<Int>(0)
  private let wishes = Mutex(Wishes())

  /// Starts a server for these programs.
  init(_ plans: [SpawnPlan], launch: Launch = .process) throws(CommandError) {
    var sockets: [Int32] = [-1, -1]
    var pipes: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &sockets) == 0, pipe2(&pipes, O_CLOEXEC) == 0 else {
      throw .noResources(reason: String(cString: strerror(errno)))
    }
    cancels = pipes[1]
    requests = Mutex(MessageStream(sockets[0]))
    server = launch == .process ? Self.spawnServer(requests: sockets[1], cancels: pipes[0]) : nil
    if server == nil {
      let (own, wishes) = (sockets[1], pipes[0])
      startThread { SpawnServer(requests: own, cancels: wishes, hasOwnProcess: false).serve() }
    } else {
      close(sockets[1])
      close(pipes[0])
    }
    requests.withLock { stream in
      for plan in plans { stream.write(Array(plan.json.text.utf8)) }
      // There are no more of them.
      stream.write([])
    }
  }

  deinit {
    close(cancels)
    guard let server else { return }
    // It ends when the socket is closed, which is after this, and a run first: somebody else waits.
    startThread { while waitpid(server, nil, 0) < 0, errno == EINTR {} }
  }

  /// Runs a program to its end, at most `timeoutNanoseconds` long; blocks.
  ///
  /// Returns how it ended, and whether it was ended for taking too long; nil if the server is gone.
  func run(_ index: Int, timeoutNanoseconds: Int64) -> (end: RunEnd, isOverdue: Bool)? {
    let number = count.add(1, ordering: .relaxed).newValue
    return requests.withLock { stream in
      wishes.withLock { $0.running = number }
      defer { wishes.withLock { $0.running = 0 } }
      stream.write([UInt8](integers: [Int64(index), Int64(number)]))
      if wishes.withLock({ $0.isCancelled }) { end(number) }
      let (deadline, isFar) = SystemClock.monotonic().addingReportingOverflow(timeoutNanoseconds)
      var message = stream.read(until: isFar ? .max : deadline)
      let isOverdue = message == nil && !isFar && SystemClock.monotonic() >= deadline
      if isOverdue {
        end(number)
        message = stream.read()
      }
      return message.flatMap(RunEnd.init).map { ($0, isOverdue) }
    }
  }

  /// Whether somebody cancelled.
  var isCancelled: Bool { wishes.withLock { $0.isCancelled } }

  /// Ends the run that is under way, and each one that follows, with its whole process group: SIGTERM,
  /// and SIGKILL two seconds later.
  func cancel() {
    let running = wishes.withLock { wishes in
      wishes.isCancelled = true
      return wishes.running
    }
    if running > 0 { end(running) }
  }

  private func end(_ number: Int) {
    var line = Array("\(number)\n".utf8)
    _ = write(cancels, &line, line.count)
  }

  /// Starts this program once more; nil if that can't be.
  private static func spawnServer(requests: Int32, cancels: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Copies beyond both targets, since one of the two may stand where the other has to go.
    let copies = [requests, cancels].map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
    defer { for copy in copies { close(copy) } }
    posix_spawn_file_actions_adddup2(&actions, copies[0], SpawnServer.requestDescriptor)
    posix_spawn_file_actions_adddup2(&actions, copies[1], SpawnServer.cancelDescriptor)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // In a group of its own, so that Ctrl-C on the terminal reaches us alone.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    let arguments = CStringArray([CommandLine.arguments.first ?? "headroom", SpawnServer.word])
    var process: pid_t = 0
    let code = posix_spawn(
      &process,
      "/proc/self/exe",
      &actions,
      &attributes,
      arguments.pointers,
      environ
    )
    return code == 0 ? process : nil
  }
}
