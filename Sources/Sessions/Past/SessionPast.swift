import Budgets
import Measurements

/// A session that is gone through once, from beginning to end, so that it can be had at any moment.
///
/// Owned by one thread.
final class SessionPast {
  /// How far it is.
  enum Progress: Equatable {
    /// There is more to take in.
    case more
    /// The session goes on, and what there is has been taken in.
    case waiting
    /// All of it has been taken in.
    case over
  }

  /// The most landmarks that are kept.
  static let landmarkLimit = 10_000

  private let archive: any SessionArchive
  private let suite: Suite
  private let circumstances: SessionState.Circumstances
  private var state: SessionState
  /// `[interval]`: its end, ns since the start of the session.
  private var ends: [Int64] = []
  private var landmarks: [SessionEvent] = []
  private var traces: [ObjectiveTrace]
  private var progress = Progress.more
  /// Why the archive could not be read on.
  private var failure: String?
  /// Whether something was taken in since the last overview.
  private(set) var hasGrown = false

  init(
    _ archive: any SessionArchive,
    suite: Suite,
    circumstances: SessionState.Circumstances
  ) {
    self.archive = archive
    self.suite = suite
    self.circumstances = circumstances
    state = SessionState(head: archive.head, suite: suite, circumstances: circumstances)
    traces = state.objectives.map { _ in ObjectiveTrace() }
  }

  // MARK: Going through it

  /// Takes in the next interval or event.
  func advance() -> Progress {
    guard progress != .over else { return .over }
    do {
      switch try archive.next() {
      case .input(let input): take(input)
      case .waiting: progress = .waiting
      case .over: progress = .over
      }
    } catch {
      failure = "\(error)"
      take(.end(.torn))
    }
    return progress
  }

  private func take(_ input: SessionInput) {
    hasGrown = true
    progress = .more
    let derived = state.apply(input)
    switch input {
    case .interval(let record):
      ends.append(record.endNanoseconds)
      remember(derived)
      if record.phase == .measured {
        for index in traces.indices { traces[index].append(state.objectives[index], record) }
      }
    case .event(let event): remember([event])
    case .end: progress = .over
    case .preview: break
    }
  }

  private func remember(_ events: [SessionEvent]) {
    for event in events where landmarks.count < Self.landmarkLimit {
      if case .slowest = event.kind { continue }
      landmarks.append(event)
    }
  }

  // MARK: Looking at it

  /// Whether the session has been taken in up to a moment, or to its end.
  func covers(_ nanoseconds: Int64) -> Bool {
    progress == .over || (ends.last ?? 0) >= min(nanoseconds, archive.endNanoseconds)
  }

  /// The whole session, as far as it was taken in.
  func overview() -> Overview {
    hasGrown = false
    var overview = Overview(snapshot: state.snapshot(recording: .off))
    if let summary = overview.snapshot.summary, let run = archive.recordedSummary {
      overview.snapshot.summary = summary.keepingFacts(of: run)
    }
    overview.landmarks = landmarks
    overview.traces = traces
    overview.summedNanoseconds = ends.last ?? 0
    overview.endNanoseconds = max(archive.endNanoseconds, overview.summedNanoseconds)
    overview.isComplete = progress == .over
    overview.warnings = archive.warnings + (failure.map { [$0] } ?? [])
    return overview
  }

  /// The session at the end of the interval that holds a moment, ns since its start; a moment beyond
  /// either end is that end.
  func frame(at nanoseconds: Int64) -> Frame {
    guard covers(nanoseconds) else { return glimpse(at: nanoseconds) }
    let count = ends.firstIndex { $0 >= nanoseconds }.map { $0 + 1 } ?? ends.count
    let snapshot =
      count == ends.count
      ? overview().snapshot : state(after: count).snapshot(recording: .off)
    return Frame(
      atNanoseconds: min(max(0, nanoseconds), ends.last ?? 0),
      snapshot: snapshot,
      isWhole: true
    )
  }

  /// The session after its first `count` intervals.
  private func state(after count: Int) -> SessionState {
    var state = SessionState(head: archive.head, suite: suite, circumstances: circumstances)
    for input in (try? archive.inputs(of: 0..<count)) ?? [] { _ = state.apply(input) }
    return state
  }

  /// The minute before a moment alone, while what was before it has not been summed.
  private func glimpse(at nanoseconds: Int64) -> Frame {
    var state = SessionState(head: archive.head, suite: suite, circumstances: circumstances)
    let count = SubjectState.intervals(in: 60, of: archive.head.intervalNanoseconds)
    for input in (try? archive.inputs(upTo: nanoseconds, count: count)) ?? [] {
      _ = state.apply(input)
    }
    return Frame(
      atNanoseconds: min(max(0, nanoseconds), archive.endNanoseconds),
      snapshot: state.snapshot(recording: .off),
      isWhole: false
    )
  }

  /// A stretch, from the start of an interval to the end of one, judged on its own; nil before it
  /// was taken in.
  ///
  /// Objectives that are judged in each window of a run are judged over the whole of the stretch.
  func result(of region: Range<Int64>) -> RegionResult? {
    guard covers(region.upperBound), !ends.isEmpty else { return nil }
    let first = min(ends.firstIndex { $0 > region.lowerBound } ?? .max, ends.count - 1)
    let last = max(first, ends.firstIndex { $0 >= region.upperBound } ?? ends.count - 1)
    var totals = [Totals](repeating: Totals(), count: suite.benchmarks.count + 1)
    var bounds: Range<Int64>?
    for case .interval(let record) in (try? archive.inputs(of: first..<(last + 1))) ?? [] {
      bounds = (bounds?.lowerBound ?? record.startNanoseconds)..<record.endNanoseconds
      guard record.phase == .measured else { continue }
      for (subject, interval) in state.split(record).enumerated() {
        totals[subject].add(interval, activeNanoseconds: record.activeNanoseconds)
      }
    }
    guard let bounds, let whole = totals.last else { return nil }
    return RegionResult(
      bounds: bounds,
      judgements: zip(state.objectives, state.objectiveSubjects)
        .map { judge($0.objective, totals[$1]) },
      count: whole.count,
      failed: whole.failed,
      rate: whole.seconds > 0 ? Double(whole.count) / whole.seconds : 0
    )
  }
}

extension ObjectiveTrace {
  /// Takes in how an objective stands at the end of an interval.
  fileprivate mutating func append(_ objective: ObjectiveState, _ record: IntervalRecord) {
    ends.append(record.endNanoseconds)
    whole.append(objective.whole.judged)
    last10.append(objective.last10.judged)
    lacksAnswers.append(objective.whole.tooFewAnswers)
  }
}

extension Judgement {
  /// The value; NaN while it is pending or there is none.
  fileprivate var judged: Double { verdict == .pending ? .nan : observed ?? .nan }
}
