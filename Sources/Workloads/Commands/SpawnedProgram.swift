import CSpawn
import Glibc
import Measurements

/// A program that is ready to be started again and again: nothing is allocated for a run.
///
/// It runs in a process group of its own, with every signal let through and a broken pipe deadly
/// again. Its standard output goes nowhere.
final class SpawnedProgram {
  private let program: UnsafeMutablePointer<CChar>
  private let arguments: CStringArray
  private let environment: CStringArray
  private let actions: UnsafeMutablePointer<posix_spawn_file_actions_t>
  private let attributes: UnsafeMutablePointer<posix_spawnattr_t>
  /// The file that has the text that it reads; -1 for none.
  private var input: Int32 = -1

  /// Prepares `plan`; what it writes to standard error goes to the descriptor `errors`, and `null` is
  /// /dev/null.
  init(_ plan: SpawnPlan, errors: Int32, null: Int32) {
    program = strdup(plan.program)
    arguments = CStringArray(plan.arguments)
    environment = CStringArray(Self.environment(with: plan.environment))
    actions = .allocate(capacity: 1)
    attributes = .allocate(capacity: 1)
    posix_spawn_file_actions_init(actions)
    posix_spawnattr_init(attributes)
    switch plan.input {
    case .nothing: posix_spawn_file_actions_adddup2(actions, null, STDIN_FILENO)
    case .file(let path): posix_spawn_file_actions_addopen(actions, STDIN_FILENO, path, O_RDONLY, 0)
    case .text(let text):
      input = Self.file(of: text)
      // Opened for each run, so that each reads it from its beginning.
      let path = "/proc/self/fd/\(input)"
      posix_spawn_file_actions_addopen(actions, STDIN_FILENO, path, O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(actions, null, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(actions, errors, STDERR_FILENO)
    if let folder = plan.folder { posix_spawn_file_actions_addchdir_np(actions, folder) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(attributes, &signals)
    posix_spawnattr_setpgroup(attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(attributes, Int16(flags))
  }

  deinit {
    free(program)
    posix_spawn_file_actions_destroy(actions)
    posix_spawnattr_destroy(attributes)
    actions.deallocate()
    attributes.deallocate()
    if input >= 0 { close(input) }
  }

  /// Starts it, waits for its end and measures; blocks.
  ///
  /// `hasStarted` is told its number while it runs. The clock is read right before the program is
  /// started and right after it was waited for (wait4(2)).
  func run(hasStarted: (pid_t) -> Void) -> RunEnd {
    var process: pid_t = 0
    var status: Int32 = 0
    var usage = rusage()
    var began: Int64 = 0
    let code = BusyProgram.start {
      began = SystemClock.monotonic()
      return posix_spawn(
        &process,
        program,
        actions,
        attributes,
        arguments.pointers,
        environment.pointers
      )
    }
    guard code == 0 else { return RunEnd(.notStarted(code)) }
    hasStarted(process)
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let ended = SystemClock.monotonic()
    // The status as wait(2) packs it.
    let signal = status & 0x7F
    var end = RunEnd(signal == 0 ? .exit(Int(status >> 8 & 0xFF)) : .signal(Int(signal)))
    end.wallNanoseconds = ended - began
    end.userNanoseconds = usage.ru_utime.nanoseconds
    end.systemNanoseconds = usage.ru_stime.nanoseconds
    end.residentBytes = Int64(usage.ru_maxrss) * 1024
    return end
  }

  /// This program's environment with these variables, as `NAME=VALUE`, in place of its own.
  private static func environment(with own: [String]) -> [String] {
    let names = own.map { $0.prefix { $0 != "=" } + "=" }
    var all = own
    var entry = environ
    while let text = entry.pointee {
      let inherited = String(cString: text)
      if !names.contains(where: { inherited.hasPrefix($0) }) { all.append(inherited) }
      entry += 1
    }
    return all
  }

  /// A file without a name that has this text; -1 if there can be none.
  private static func file(of text: String) -> Int32 {
    let file = memfd_create("headroom-stdin", UInt32(HEADROOM_MFD_CLOEXEC))
    guard file >= 0 else { return -1 }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { break }
      rest = rest.dropFirst(max(0, count))
    }
    return file
  }
}

extension timeval {
  fileprivate var nanoseconds: Int64 { Int64(tv_sec) * 1_000_000_000 + Int64(tv_usec) * 1000 }
}
