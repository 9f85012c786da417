import Budgets
import Glibc
import Measurements
import Sessions
import Synchronization

/// A command that is sampled: each sample is one run, with what comes before and after it.
final class CommandSubject: SampleSubject {
  /// The places of its programs among those of the client.
  struct Programs: Sendable {
    var main: Int
    var prepare: Int?
    var cleanup: Int?
  }

  let name: String
  let sampling: Sampling
  private let client: SpawnClient
  private let programs: Programs
  private let expected: [ClosedRange<Int>]
  private let timeoutNanoseconds: Int64
  private let seen: Mutex<Seen>

  /// What was noticed of its runs.
  private struct Seen {
    /// Causes of failures that were told.
    var told: Set<ErrorKind> = []
    var remarks: CommandRemarks
  }

  init(
    _ benchmark: Benchmark,
    _ command: Command,
    client: SpawnClient,
    programs: Programs
  ) {
    name = benchmark.name
    sampling = command.sampling
    expected = command.expectedStatuses
    timeoutNanoseconds = benchmark.timeoutNanoseconds
    seen = Mutex(Seen(remarks: CommandRemarks(usesShell: command.usesShell)))
    self.client = client
    self.programs = programs
  }

  func take(_ turn: SampleTurn, into tally: SampleTally, desk: SampleDesk) -> Int {
    if let prepare = programs.prepare, !runBeside(prepare, "prepare", into: tally, desk: desk) {
      return client.isCancelled ? 0 : 1
    }
    let isOver = !runMain(turn, into: tally, desk: desk)
    if let cleanup = programs.cleanup, !isOver {
      _ = runBeside(cleanup, "cleanup", into: tally, desk: desk)
    }
    return isOver ? 0 : 1
  }

  func cancel() { client.cancel() }

  /// One run of the command; false if there are no more.
  private func runMain(_ turn: SampleTurn, into tally: SampleTally, desk: SampleDesk) -> Bool {
    guard let (end, isOverdue) = client.run(programs.main, timeoutNanoseconds: timeoutNanoseconds)
    else {
      desk.tell("\(name): the process that starts commands is gone")
      return false
    }
    if let kind = failure(end, isOverdue: isOverdue) {
      if client.isCancelled {
        tally.recordInterruption()
        return false
      }
      tally.recordFailure(kind, nanoseconds: end.wallNanoseconds)
      tell(kind, end, of: name, desk)
      return true
    }
    tally.succeeded.record(end.wallNanoseconds)
    tally.recordResources(
      userNanoseconds: end.userNanoseconds,
      systemNanoseconds: end.systemNanoseconds,
      residentBytes: end.residentBytes,
      isMost: end.residentBytes <= end.residentFloorBytes
    )
    if !turn.isWarmup { seen.withLock { $0.remarks.note(end) } }
    return true
  }

  /// A command before or after a run; false if it failed, which counts as a failure of the benchmark.
  private func runBeside(
    _ program: Int,
    _ word: String,
    into tally: SampleTally,
    desk: SampleDesk
  ) -> Bool {
    guard let (end, isOverdue) = client.run(program, timeoutNanoseconds: timeoutNanoseconds) else {
      return false
    }
    if end.cause == .exit(0) { return true }
    guard !client.isCancelled else { return false }
    let cause = isOverdue ? ErrorKind.timeout : end.kind
    let kind = ErrorKind.reported("\(word): \(cause.name)")
    tally.recordFailure(kind, nanoseconds: end.wallNanoseconds)
    tell(kind, end, of: name, desk)
    return false
  }

  /// Why a run failed; nil if it did not.
  private func failure(_ end: RunEnd, isOverdue: Bool) -> ErrorKind? {
    if isOverdue { return .timeout }
    if case .exit(let status) = end.cause, expected.contains(where: { $0.contains(status) }) {
      return nil
    }
    return end.kind
  }

  /// Says how a run failed, once for each cause.
  private func tell(_ kind: ErrorKind, _ end: RunEnd, of name: String, _ desk: SampleDesk) {
    guard seen.withLock({ $0.told.insert(kind).inserted }) else { return }
    let lines = end.errorText.split(whereSeparator: \.isNewline).prefix(3)
    let words = lines.isEmpty ? "" : ": " + lines.joined(separator: " | ").prefix(300)
    desk.tell("\(name) failed, \(kind.name)\(words)")
  }

  func remarks(on samples: Histogram) -> [String] {
    seen.withLock { $0.remarks }.words(on: samples)
  }
}

extension RunEnd {
  /// What it is called where it counts as a failure.
  var kind: ErrorKind {
    switch cause {
    case .exit(let status): .exit(status)
    case .signal(let number): .signal(number)
    case .notStarted(let code): .reported("can't be started: \(BusyProgram.reason(code))")
    }
  }
}
