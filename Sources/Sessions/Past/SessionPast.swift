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
  private static let landmarkLimit = 10_000
  /// What keyframes and sums may take, bytes.
  private static let limitBytes = 72 << 20

  private let archive: any SessionArchive
  private let suite: Suite
  private let circumstances: SessionState.Circumstances
  private var state: SessionState
  /// The intervals of a minute.
  private let minuteCount: Int
  /// `[interval]`: its end, ns since the start of the session.
  private var ends: [Int64] = []
  private var landmarks: [SessionEvent] = []
  /// The events so far, also those that were too many to be kept.
  private var eventCount = 0
  private var keyframes: Keyframes
  /// The last answers, which the next one often comes right after, or right before.
  private var cursors: Cursors
  private var traces: [ObjectiveTrace]
  private var progress = Progress.more
  /// Why the archive could not be read on.
  private(set) var failure: String?
  /// Whether something was taken in since the last overview.
  private(set) var hasGrown = false

  /// A session of which nothing was read yet.
  ///
  /// `limitBytes` and `span`, the intervals in a block, are for tests.
  init(
    _ archive: any SessionArchive,
    suite: Suite,
    circumstances: SessionState.Circumstances = SessionState.Circumstances(),
    limitBytes: Int = SessionPast.limitBytes,
    span: Int = Keyframes.span
  ) {
    self.archive = archive
    self.suite = suite
    self.circumstances = circumstances
    state = SessionState(head: archive.head, suite: suite, circumstances: circumstances)
    traces = state.objectives.map { ObjectiveTrace($0.objective.comparison) }
    keyframes = Keyframes(state, limitBytes: limitBytes, span: span)
    minuteCount = SubjectState.intervals(in: 60, of: archive.head.intervalNanoseconds)
    cursors = Cursors(minuteCount: minuteCount)
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
      keyframes.append(record, state, eventCount: eventCount)
      guard record.phase == .measured else { return }
      trace(record)
    case .event(let event): remember([event])
    case .end: progress = .over
    case .preview: break
    }
  }

  private func trace(_ record: IntervalRecord) {
    for objective in state.objectives[traces.count...] {
      traces.append(ObjectiveTrace(objective.objective.comparison))
    }
    var lastTen: [Int: Totals] = [:]
    for (index, objective) in state.objectives.enumerated() {
      let subject = state.objectiveSubjects[index]
      let ten = lastTen[subject] ?? state.subjects[subject].recent.totalsOfTen
      lastTen[subject] = ten
      traces[index].append(
        objective,
        state.subjects[subject],
        lastTen: ten,
        endNanoseconds: record.endNanoseconds
      )
    }
    guard let first = traces.first, first.ends.isEven else { return }
    for index in traces.indices.dropFirst() { traces[index].shareEnds(with: first) }
  }

  private func remember(_ events: [SessionEvent]) {
    for event in events {
      if case .slowest = event.kind { continue }
      eventCount += 1
      if landmarks.count < Self.landmarkLimit { landmarks.append(event) }
    }
  }

  // MARK: Looking at it

  /// What `look` gives; nil if the archive can't be read there, which is then a warning.
  func reading<Answer>(_ look: (SessionPast) throws -> Answer) -> Answer? {
    do {
      return try look(self)
    } catch {
      failure = "\(error)"
      hasGrown = true
      return nil
    }
  }

  /// Whether the session has been taken in up to a moment, or to its end.
  func covers(_ nanoseconds: Int64) -> Bool {
    progress == .over || (ends.last ?? 0) >= min(nanoseconds, archive.endNanoseconds)
  }

  /// The end of the last interval that was taken in, ns since the start of the session.
  var reachedNanoseconds: Int64 { ends.last ?? 0 }

  /// Whether what lies at a moment won't change any more: its interval was taken in, or the session
  /// came to its end before.
  func isSettled(_ nanoseconds: Int64) -> Bool {
    progress == .over || reachedNanoseconds >= nanoseconds
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

  /// The session as it was known at a moment, ns since its start: after the last interval that was
  /// complete then; before the first, after that one.
  ///
  /// - Throws: if the archive can't be read there.
  func frame(at nanoseconds: Int64) throws -> Frame {
    guard covers(nanoseconds) else { return try glimpse(at: nanoseconds) }
    let count = min(max(1, Self.first(ends) { $0 > nanoseconds }), ends.count)
    let cursor = try cursor(after: count)
    var snapshot = cursor.state.snapshot(recording: .off)
    snapshot.takeHistories(of: state, until: cursor.state)
    if let summary = snapshot.summary, let run = archive.recordedSummary {
      snapshot.summary = summary.keepingFacts(of: run)
    }
    var frame = Frame(
      atNanoseconds: nanoseconds,
      snapshot: snapshot,
      isWhole: true
    )
    frame.changes = ChangeFinder(cursor.minute).changes(cursor.state)
    return frame
  }

  /// The session after its first `count` intervals, exactly as it was then but for its histories.
  private func cursor(after count: Int) throws -> Cursor {
    if count == ends.count {
      let minute = try records(of: max(0, count - minuteCount)..<count)
      let cursor = Cursor(state: state, minute: minute)
      cursors.look(at: cursor)
      return cursor
    }
    let keyframe = keyframes.last(before: count)
    if let near = cursors.last(after: keyframe.intervalCount...count) {
      let inputs = try archive.inputs(of: near.intervalCount..<count)
      return cursors.go(from: near, through: inputs, to: count)
    }
    let samples = Background(keyframes.samples(of: keyframe))
    var window = keyframes.window(of: keyframe, upTo: cursors.first(to: count))
    var (before, rest) = try inputs(upTo: count, from: window)
    if !window.isEmpty, !Self.areAlike(before + Self.records(of: rest)) {
      window = keyframes.window(of: keyframe)
      (before, rest) = try inputs(upTo: count, from: window)
    }
    let state = keyframes.restore(
      keyframe,
      samples: samples.value(),
      minute: before.suffix(window.count),
      newest: self.state,
      events: landmarks
    )
    return cursors.go(from: Cursor(state: state, minute: before), through: rest, to: count)
  }

  /// The intervals up to the end of a window, from its beginning and from that of the last minute
  /// before `count` intervals; and what comes from there on up to `count`.
  private func inputs(
    upTo count: Int,
    from window: Range<Int>
  ) throws -> (before: [IntervalRecord], rest: ArraySlice<SessionInput>) {
    let first = min(window.lowerBound, max(0, count - minuteCount))
    var rest = try archive.inputs(of: first..<count)[...]
    var before: [IntervalRecord] = []
    while first + before.count < window.upperBound, let input = rest.popFirst() {
      if case .interval(let record) = input { before.append(record) }
    }
    return (before, rest)
  }

  /// Whether the same subjects were measured in all measured intervals.
  private static func areAlike(_ records: [IntervalRecord]) -> Bool {
    let measured = records.filter { $0.phase == .measured }
    return measured.dropFirst().allSatisfy { $0.isOfSameSubjects(as: measured[0]) }
  }

  private func records(of intervals: Range<Int>) throws -> [IntervalRecord] {
    Self.records(of: try archive.inputs(of: intervals))
  }

  private static func records(of inputs: some Sequence<SessionInput>) -> [IntervalRecord] {
    inputs.compactMap { if case .interval(let record) = $0 { record } else { nil } }
  }

  /// The first index of `values`, which ascend, for which `condition` holds; their number for none.
  private static func first(_ values: [Int64], where condition: (Int64) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if condition(values[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The minute before a moment alone, while what was before it has not been summed.
  private func glimpse(at nanoseconds: Int64) throws -> Frame {
    let state = SessionState(head: archive.head, suite: suite, circumstances: circumstances)
    let inputs = try archive.inputs(upTo: nanoseconds, count: minuteCount)
    var cursor = Cursor(state: state, minute: [])
    for input in inputs {
      if case .interval(let record) = input, record.endNanoseconds > nanoseconds,
        !cursor.minute.isEmpty
      {
        break
      }
      cursor.take(input)
    }
    cursor.minute = cursor.minute.suffix(minuteCount)
    var frame = Frame(
      atNanoseconds: nanoseconds,
      snapshot: cursor.state.snapshot(recording: .off),
      isWhole: false
    )
    // Where the measured part began is known as soon as the going through has come that far.
    frame.snapshot.measuredSinceNanoseconds = self.state.measuredSince
    frame.changes = ChangeFinder(cursor.minute).changes(cursor.state)
    return frame
  }

  /// Begins to judge a stretch, from the start of an interval to the end of one, on its own; nil
  /// before it was taken in.
  func judging(_ region: Range<Int64>) throws -> RegionWork? {
    guard covers(region.upperBound), !ends.isEmpty else { return nil }
    let first = min(Self.first(ends) { $0 > region.lowerBound }, ends.count - 1)
    let last = min(Self.first(ends) { $0 >= region.upperBound }, ends.count - 1)
    let range = first..<(max(first, last) + 1)
    var totals = [Totals](repeating: Totals(), count: state.subjects.count)
    var edges = [range]
    if let blocks = keyframes.blocks(in: range) {
      for (subject, ofBlocks) in keyframes.totals(of: blocks).enumerated() {
        totals[subject] = ofBlocks
      }
      edges = [range.lowerBound..<blocks.lowerBound, blocks.upperBound..<range.upperBound]
    }
    for record in try edges.flatMap(records) {
      guard record.phase == .measured else { continue }
      for (subject, interval) in state.split(record).enumerated() {
        if interval.isActive { totals[subject].add(interval) }
      }
    }
    let whole = totals[Roster.suite]
    let result = RegionResult(
      bounds: (first > 0 ? ends[first - 1] : 0)..<ends[range.upperBound - 1],
      judgements: zip(state.objectives, state.objectiveSubjects)
        .map { judge($0.objective, totals[$1]) },
      count: whole.events.count,
      failed: whole.events.failed,
      rate: whole.seconds > 0 ? Double(whole.events.count) / whole.seconds : 0
    )
    return RegionWork(result, of: range, state.objectives)
  }

  /// Goes on with judging a stretch.
  func goingOn(with work: RegionWork) throws -> RegionWork {
    guard !work.isComplete else { return work }
    var work = work
    work.take(try records(of: work.next()), of: state)
    return work
  }
}

extension Snapshot {
  /// Takes over what a session, which went on, has of the time until `then`.
  fileprivate mutating func takeHistories(of session: SessionState, until then: SessionState) {
    let (all, measured) = (then.intervalCount, then.measuredCount)
    timeline.level = session.timeline.level.prefix(all)
    timeline.rate = session.timeline.rate.prefix(all)
    timeline.failed = session.timeline.failed.prefix(all)
    for index in benchmarks.indices {
      let subject = session.subjects[session.roster.firstBenchmark + index]
      benchmarks[index].history = subject.history.prefix(measured)
      benchmarks[index].failedHistory = subject.failedHistory.prefix(measured)
    }
    for index in processes.indices {
      processes[index].cpu = session.subjects[1 + index].history.prefix(measured)
      processes[index].resident = session.subjects[1 + index].failedHistory.prefix(measured)
    }
    for index in objectives.indices {
      objectives[index].history = session.objectives[index].history.prefix(measured)
    }
  }
}
