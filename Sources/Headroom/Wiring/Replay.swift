import Budgets
import Measurements
import Recordings
import Sessions

/// A recording on its way through the same session as a run.
struct Replay {
  /// The file.
  let path: String
  /// What is known since its start.
  let head: SessionHead
  /// The suite to judge by.
  let suite: Suite
  /// Why its own suite is not used; nil if it is.
  let warning: String?
  private let source: ReplaySource

  /// Opens a recording and reads its suite.
  ///
  /// Nothing is run, and nothing reaches the network.
  init(path: String) throws(RecordingError) {
    let reader = try RecordingReader(path: path)
    self.path = path
    head = reader.head
    var warning: String?
    var suite: Suite?
    if reader.isForeign {
      warning = "it was written by another program, so there is no budget to judge it by"
    } else {
      do throws(SuiteErrors) {
        suite = try Self.suite(of: reader.head)
      } catch {
        warning =
          "its suite can't be read, so there is no budget to judge it by: "
          + (error.problems.first?.headline ?? "")
      }
    }
    self.warning = warning
    if let suite {
      self.suite = suite
    } else {
      self.suite = try Self.bareSuite(path, reader.head)
    }
    source = ReplaySource(reader)
  }

  /// Plays it as fast as it can be read, and returns the figures with what the file says of the run.
  func summary() throws -> (summary: Summary, outcome: ReplaySource.Outcome) {
    let done = Gate()
    let session = Session(
      state: SessionState(head: head, suite: suite),
      source: source,
      onSnapshot: { done.open() }
    )
    try session.start()
    while !session.isOver { done.wait() }
    guard let summary = session.snapshot.summary, let outcome = source.outcome else {
      preconditionFailure("a session is over and has no summary")
    }
    return (outcome.summary.map { summary.keepingFacts(of: $0) } ?? summary, outcome)
  }

  /// The suite that the run had, read again from the head.
  private static func suite(of head: SessionHead) throws(SuiteErrors) -> Suite {
    var request = SuiteRequest(head.choice)
    request.purpose = .recorded
    request.profile = head.profile
    request.environment = head.environment
    request.variables = { [variables = head.variables] in variables[$0] }
    return try SuiteReader.read(
      text: head.suiteText,
      file: head.suite + ".yaml",
      request: request
    )
  }

  /// The benchmarks that have samples, without budgets.
  ///
  /// Reads the whole file once.
  private static func bareSuite(
    _ path: String,
    _ head: SessionHead
  ) throws(RecordingError)
    -> Suite
  {
    let reader = try RecordingReader(path: path)
    var names: [String] = []
    var known: Set<String> = []
    while let input = try reader.next() {
      guard case .interval(let interval) = input else { continue }
      for series in interval.series where known.insert(series.id.benchmark).inserted {
        names.append(series.id.benchmark)
      }
    }
    let stage = LoadProfile.Stage(from: 0, to: 0, nanoseconds: 0)
    return Suite(
      name: head.suite,
      profile: LoadProfile(name: head.profile, model: .closed, stages: [stage]),
      benchmarks: names.map {
        Benchmark(name: $0, workload: .http(HTTPRequest(method: "GET", url: "/")))
      },
      objectives: []
    )
  }
}
