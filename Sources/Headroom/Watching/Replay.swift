import Budgets
import Measurements
import Recordings
import Sessions

/// A recording, or a stretch of one, and what it is judged by.
struct Replay {
  /// What was asked for beside the file.
  struct Request {
    /// Other budgets to hold against it; nil for those that it was run with.
    var suite: SuiteSource?
    /// Where to begin; nil for the start.
    var from: SessionMoment?
    /// Where to end; nil for the end.
    var to: SessionMoment?
    /// Whether a file without an end is of a run that goes on.
    var follows = false
  }

  /// The file.
  let path: String
  /// What is known since its start.
  let head: SessionHead
  /// The suite to judge by.
  let suite: Suite
  /// Why its own suite is not used, and what is left out for that; nil if it is.
  let warning: String?
  /// What the run came to; nil if it did not end, if another suite judges it, and for a stretch.
  let recorded: Summary?
  /// The stretch, ns since the start; nil for all of it.
  let stretch: Range<Int64>?
  /// Whether another suite judges it.
  private let isJudgedAgain: Bool
  /// Whether it is read on while it is written.
  let follows: Bool

  /// Opens a recording and reads its suite.
  ///
  /// Nothing is run, and nothing reaches the network.
  init(path: String, _ request: Request = Request()) throws {
    let archive = try Self.open(path)
    self.path = path
    head = archive.head
    (suite, warning) = try Self.suite(path, archive, request.suite)
    isJudgedAgain = request.suite != nil
    follows = request.follows
    let span = Self.span(of: archive, origin: suite.profile.warmupNanoseconds)
    stretch = try Self.stretch(request, in: span)
    recorded = isJudgedAgain || stretch != nil ? nil : archive.recordedSummary
  }

  /// Opens a recording, with its times as the clock here shows them.
  static func open(
    _ path: String,
    follows: Bool = false
  ) throws(RecordingError) -> sending RecordingArchive {
    let archive = try RecordingArchive(path: path, follows: follows)
    archive.head = HostFacts.shownHere(archive.head)
    return archive
  }

  /// Opens it once more, to be gone through.
  func archive() throws -> sending any SessionArchive {
    let archive = try Self.open(path, follows: follows)
    guard isJudgedAgain || stretch != nil else { return archive }
    return try StretchArchive(archive, stretch ?? 0..<Int64.max)
  }

  /// So many inputs take well under a second to read.
  static let inputsBetweenLooks = 16

  /// What a recording came to.
  struct Result {
    var summary: Summary
    /// What was skipped, in words.
    var warnings: [String]
    /// Why it could not be read to its end; nil if it was.
    var failure: String?
    /// Why the run ended; torn if the file does not say.
    var end: SessionEnd
    /// Whether the run ended, and the file says so.
    var isFinished: Bool { end != .torn }
  }

  /// Goes through it as fast as it can be read: the figures, with what the file says of the run.
  ///
  /// - Parameter goesOn: whether to read on: asked now and then, and where a file that is followed has
  ///   no more yet, which it waits for a little.
  /// - Returns: what it came to, as far as it was read.
  /// - Throws: why it can't be opened.
  func result(
    goesOn: (_ state: SessionState, _ isWaiting: Bool) -> Bool = { _, isWaiting in !isWaiting }
  ) throws -> Result {
    let archive = try archive()
    var state = SessionState(head: archive.head, suite: suite)
    var end: SessionEnd?
    var failure: String?
    var count = 0
    while end == nil {
      do {
        let step = try archive.next()
        if case .waiting = step, goesOn(state, true) { continue }
        guard case .input(let input) = step else { break }
        if case .end(let reason) = input { end = reason }
        _ = state.apply(input)
        count += 1
        if count % Self.inputsBetweenLooks == 0, !goesOn(state, false) { break }
      } catch {
        failure = "\(error)"
        break
      }
    }
    let reached = end ?? .torn
    if end == nil { _ = state.apply(.end(reached)) }
    let summary = state.summary()
    return Result(
      summary: archive.recordedSummary.map { summary.keepingFacts(of: $0) } ?? summary,
      warnings: archive.warnings,
      failure: failure,
      end: reached
    )
  }

  // MARK: - The stretch

  /// Where what `archive` gave lies in time.
  func span(of archive: any SessionArchive) -> SessionMoment.Span {
    Self.span(of: archive, origin: stretch == nil ? suite.profile.warmupNanoseconds : 0)
  }

  private static func span(
    of archive: any SessionArchive,
    origin: Int64
  ) -> SessionMoment.Span {
    SessionMoment.Span(
      startedNanoseconds: archive.head.startedNanoseconds,
      utcOffsetSeconds: archive.head.shownOffsetSeconds,
      originNanoseconds: origin,
      endNanoseconds: archive.endNanoseconds
    )
  }

  private static func stretch(
    _ request: Request,
    in span: SessionMoment.Span
  ) throws(ReplayError) -> Range<Int64>? {
    guard request.from != nil || request.to != nil else { return nil }
    let from = try moment(request.from, "--from", in: span) ?? 0
    let to = try moment(request.to, "--to", in: span) ?? .max
    guard from < to else { throw .noTime }
    return from..<to
  }

  private static func moment(
    _ moment: SessionMoment?,
    _ option: String,
    in span: SessionMoment.Span
  ) throws(ReplayError) -> Int64? {
    guard let moment else { return nil }
    guard let nanoseconds = moment.nanoseconds(in: span) else {
      throw .outside(option: option, span: span)
    }
    return nanoseconds
  }

  // MARK: - The suite

  private static func suite(
    _ path: String,
    _ archive: RecordingArchive,
    _ other: SuiteSource?
  ) throws -> (Suite, warning: String?) {
    if let other {
      let suite = try suite(other, judging: archive.head)
      return (suite, strangers(to: suite, in: archive.head))
    }
    if archive.isForeign {
      let warning = "it was written by another program, so there is no budget to judge it by"
      return (try bareSuite(path, archive.head, model: .external), warning)
    }
    guard !archive.head.suiteText.isEmpty else {
      let warning = "its head is damaged or lost, so its suite and its budgets are not known"
      return (try bareSuite(path, archive.head), warning)
    }
    do throws(SuiteErrors) {
      return (try suite(of: archive.head), nil)
    } catch {
      let warning =
        "its suite can't be read, so there is no budget to judge it by: "
        + (error.problems.first?.headline ?? "")
      return (try bareSuite(path, archive.head), warning)
    }
  }

  /// By which suite it is judged, and which of its benchmarks are not in that one.
  private static func strangers(to other: Suite, in head: SessionHead) -> String {
    let known = Set(other.benchmarks.map(\.name))
    let own = (try? suite(of: head))?.benchmarks.map(\.name) ?? []
    let missing = own.filter { !known.contains($0) }
    let judged = "judged by the suite '\(other.name)'"
    guard !missing.isEmpty else { return judged }
    let names = missing.prefix(3).joined(separator: ", ") + (missing.count > 3 ? ", …" : "")
    let count = missing.count == own.count ? "all \(own.count)" : "\(missing.count)"
    return judged + ", which does not have \(count) of its benchmarks; left out: \(names)"
  }

  /// Another suite, in the profile and environment that the run had where it knows them.
  private static func suite(
    _ source: SuiteSource,
    judging head: SessionHead
  ) throws(SuiteErrors) -> Suite {
    var request = SuiteRequest()
    request.purpose = .recorded
    request.variables = { [variables = head.variables] in variables[$0] }
    request.profile = head.profile
    request.environment = head.environment
    do throws(SuiteErrors) {
      return try source.suite(request)
    } catch {
      // What has no position is not in the file: it does not know the profile or the environment.
      guard error.problems.allSatisfy({ $0.position == nil }) else { throw error }
    }
    (request.profile, request.environment) = (nil, nil)
    return try source.suite(request)
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

  /// The benchmarks that have samples, without budgets, under a load of which nothing is known but
  /// its model.
  ///
  /// Reads the whole file once.
  private static func bareSuite(
    _ path: String,
    _ head: SessionHead,
    model: LoadProfile.LoadModel = .closed
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
      profile: LoadProfile(name: head.profile, model: model, stages: [stage]),
      benchmarks: names.map {
        Budgets.Benchmark(name: $0, workload: .http(HTTPRequest(method: "GET", url: "/")))
      },
      objectives: []
    )
  }
}

/// Why a recording can't be shown as it was asked for.
enum ReplayError: CommandFailure, Equatable {
  /// The moment lies outside of the session.
  case outside(option: String, span: SessionMoment.Span)
  /// The end does not come after the beginning.
  case noTime

  var status: ExitStatus { .usage }

  var text: String {
    switch self {
    case .outside(let option, let span):
      let from = span.timeOfDay(at: 0)
      let to = span.timeOfDay(at: span.endNanoseconds)
      return "\(option) is not within the session, \(from) to \(to); "
        + "a time that counts from its start begins with +."
    case .noTime: return "--from is not before --to."
    }
  }
}
