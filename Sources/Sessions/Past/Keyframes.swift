import Budgets
import Measurements

/// What is kept of a session so that it can be had again after any of its intervals: a keyframe at
/// the end of each block, and the sums of the blocks.
///
/// When they take more than they may, blocks are joined in twos.
struct Keyframes {
  /// Intervals in a block: a session is restored by decoding fewer than these and its last minute.
  static let span = 64

  private let limitBytes: Int
  /// Intervals in 10 s and in 60 s.
  private let tenSeconds: Int
  private let minute: Int
  private var sums: BlockSums
  /// `[block]`: the state before it; the first is that before the first interval.
  private var frames: [Keyframe]
  /// `[subject]`: the block that is filling; of the suite as a whole nothing, since it is the sum of
  /// its parts.
  private var block: [Histogram]
  /// The measured intervals.
  private var measured: [Int32] = []
  /// The last one of them.
  private var last: IntervalRecord?
  /// Since how many of them the same subjects have been measured in each.
  private var alike = 0
  private var subjectCount: Int
  /// `[objective]`: all slots of its error budget.
  private var slots: [[ErrorBudgetState.Point]]
  private var frameBytes: Int

  /// What is kept of a session that begins as `state`.
  init(_ state: SessionState, limitBytes: Int, span: Int = Keyframes.span) {
    self.limitBytes = limitBytes
    tenSeconds = SubjectState.intervals(in: 10, of: state.head.intervalNanoseconds)
    minute = SubjectState.intervals(in: 60, of: state.head.intervalNanoseconds)
    sums = BlockSums(span: span)
    block = Array(repeating: Histogram(), count: state.subjects.count)
    subjectCount = state.subjects.count
    slots = state.objectives.map { $0.errorBudget?.slots ?? [] }
    let rereads = Array(repeating: true, count: state.subjects.count)
    let first = Keyframe(state, rereads: rereads, eventCount: 0, last: nil)
    frames = [first]
    frameBytes = first.bytes
  }

  /// Takes in an interval, and what the session became with it; `eventCount` events so far.
  mutating func append(_ record: IntervalRecord, _ state: SessionState, eventCount: Int) {
    while block.count < state.subjects.count { block.append(Histogram()) }
    while slots.count < state.objectives.count { slots.append([]) }
    if record.phase == .measured {
      for series in record.series where series.id.kind == .succeeded {
        guard let subject = state.roster.subject(ofBenchmark: series.id.benchmark) else { continue }
        block[subject].add(series.counts)
      }
      measured.append(Int32(state.intervalCount - 1))
      let isAlike = last?.isOfSameSubjects(as: record) ?? true
      alike = isAlike && subjectCount == state.subjects.count ? alike + 1 : 1
      (last, subjectCount) = (record, state.subjects.count)
    }
    for (index, objective) in state.objectives.enumerated() {
      guard let budget = objective.errorBudget, budget.slotCount > slots[index].count,
        let newest = budget.slots.last
      else { continue }
      slots[index].append(newest)
    }
    guard state.intervalCount % sums.span == 0 else { return }
    sums.append(block)
    block = Array(repeating: Histogram(), count: block.count)
    let frame = Keyframe(state, rereads: rereads(state), eventCount: eventCount, last: frames.last)
    frames.append(frame)
    frameBytes += frame.bytes
    if sums.bytes + frameBytes > limitBytes, sums.count.isMultiple(of: 2) { coarsen() }
  }

  /// `[subject]`: whether it was measured in each interval of the last minute.
  private func rereads(_ state: SessionState) -> [Bool] {
    guard alike == measured.count || alike >= minute else {
      return Array(repeating: false, count: state.subjects.count)
    }
    return last.map { state.split($0).map(\.isActive) }
      ?? Array(repeating: true, count: state.subjects.count)
  }

  /// The last keyframe that has at most so many intervals before it.
  func last(before intervals: Int) -> Keyframe {
    frames[min(intervals / sums.span, frames.count - 1)]
  }

  // MARK: The last minute

  /// The intervals before a keyframe that are read again to restore it.
  func window(of keyframe: Keyframe) -> Range<Int> {
    window(of: keyframe, last: minute)
  }

  /// Those of them that have to be read if the session goes on to `count` intervals and the same
  /// subjects are measured in all that come: the rest of its last minute, and at least 10 s.
  func window(of keyframe: Keyframe, upTo count: Int) -> Range<Int> {
    let more = measured.suffix(from: keyframe.state.measuredCount).prefix { $0 < count }.count
    return window(of: keyframe, last: max(tenSeconds, minute - more))
  }

  private func window(of keyframe: Keyframe, last number: Int) -> Range<Int> {
    let end = keyframe.intervalCount
    let before = keyframe.state.measuredCount
    guard before > 0, keyframe.rereads.contains(true) else { return end..<end }
    return Int(measured[max(0, before - number)])..<end
  }

  // MARK: Fewer and longer blocks

  private mutating func coarsen() {
    var rebased: [ObjectIdentifier: Keyframe.OpenSum] = [:]
    frames = stride(from: 0, to: frames.count, by: 2).map { index in
      frames[index].rebasing { open, subject in
        guard let open, !open.blocksFrom.isMultiple(of: 2 * sums.span) else { return open }
        if let known = rebased[ObjectIdentifier(open)] { return known }
        let moved = self.moved(open, subject)
        rebased[ObjectIdentifier(open)] = moved
        return moved
      }
    }
    sums.coarsen()
    frameBytes = frames.reduce(0) { $0 + $1.bytes }
  }

  /// An open sum whose head has one block more, which ends where a longer block ends too.
  private func moved(_ open: Keyframe.OpenSum, _ subject: Int?) -> Keyframe.OpenSum {
    let next = open.blocksFrom + sums.span
    let subjects = subject.map { $0..<($0 + 1) } ?? block.indices
    let head = subjects.map { subject in
      var histogram = Histogram()
      histogram.add(open.head(of: subject - subjects.lowerBound))
      histogram.add(sum(open.blocksFrom..<next, of: subject))
      return PackedCounts(histogram.sparse)
    }
    return Keyframe.OpenSum(number: open.number, head: head, blocksFrom: next)
  }

  /// The samples of a subject in a run of whole blocks.
  private func sum(_ range: Range<Int>, of subject: Int) -> Histogram {
    guard subject == Roster.suite else { return sums.sum(range, of: subject) }
    var pooled = Histogram()
    let newest = frames[frames.count - 1].state
    guard newest.poolsSuite else { return pooled }
    for part in newest.roster.partsOfSuite { pooled.add(sums.sum(range, of: part)) }
    return pooled
  }

  // MARK: Back again

  /// The samples that a keyframe lacks, which are the sums of the blocks before it.
  struct Samples: Sendable {
    /// `[subject]`: in all blocks, without the suite as a whole.
    fileprivate var whole: [Histogram]
    /// `[subject]`: in the blocks of its step, without the suite as a whole.
    fileprivate var step: [Histogram]
  }

  /// What gives the samples of a keyframe, on any thread, in some milliseconds.
  func samples(of keyframe: Keyframe) -> @Sendable () -> Samples {
    let end = keyframe.intervalCount
    let middle = keyframe.step?.blocksFrom
    let subjects = keyframe.state.subjects.indices
    return { [sums] in
      let whole = subjects.map { sums.sum(0..<end, of: $0) }
      guard let middle else { return Samples(whole: whole, step: []) }
      let step = middle == 0 ? whole : subjects.map { sums.sum(middle..<end, of: $0) }
      return Samples(whole: whole, step: step)
    }
  }

  /// The state of a keyframe, whole again.
  ///
  /// - Parameters:
  ///   - keyframe: one of these.
  ///   - samples: those that it lacks.
  ///   - minute: the intervals of its window.
  ///   - newest: the session as it is now.
  ///   - events: all events of the session.
  /// - Returns: the session as it was, but for its histories.
  func restore(
    _ keyframe: Keyframe,
    samples: Samples,
    minute: [IntervalRecord],
    newest: SessionState,
    events: [SessionEvent]
  ) -> SessionState {
    var state = keyframe.state
    restore(samples, of: keyframe, into: &state)
    for record in minute where record.phase == .measured {
      for (subject, interval) in state.split(record).enumerated() where keyframe.rereads[subject] {
        state.subjects[subject].recent.append(interval)
      }
    }
    for index in state.objectives.indices {
      state.objectives[index].errorBudget?.takeSlots(of: slots[index])
      state.objectives[index].takeTen(of: state.subjects[state.objectiveSubjects[index]])
    }
    for index in state.alerts.indices {
      state.alerts[index].takeTen(of: state.subjects[state.alerts[index].subject])
    }
    // Of more events than are kept, none are better than the wrong ones.
    if keyframe.eventCount <= events.count {
      state.events = Array(events[..<keyframe.eventCount].suffix(SessionState.eventLimit))
    }
    state.finishedSteps = Array(newest.finishedSteps.prefix(keyframe.stepCount))
    return state
  }

  private func restore(_ samples: Samples, of keyframe: Keyframe, into state: inout SessionState) {
    var whole = samples.whole
    whole[Roster.suite] = state.pooled(whole)
    for subject in whole.indices { state.subjects[subject].totals.latency = whole[subject] }
    if let open = keyframe.step, let base = state.step?.base {
      var step = samples.step
      step[Roster.suite] = state.pooled(step)
      for subject in base.indices {
        var before = whole[subject]
        before.subtract(step[subject])
        before.subtract(open.head(of: subject))
        state.step?.base[subject].latency = before
      }
    }
    for (index, open) in keyframe.windows.enumerated() {
      guard let open else { continue }
      let range = open.blocksFrom..<keyframe.intervalCount
      var window = sum(range, of: state.objectiveSubjects[index])
      window.add(open.head(of: 0))
      state.objectives[index].windows?.totals.latency = window
    }
  }

  /// What the subjects did in a run of whole blocks, given in intervals.
  func totals(of range: Range<Int>) -> [Totals] {
    let before = last(before: range.lowerBound).state.subjects
    let after = last(before: range.upperBound).state
    var histograms = after.subjects.indices.map { sums.sum(range, of: $0) }
    histograms[Roster.suite] = after.pooled(histograms)
    return after.subjects.indices.map { subject in
      // Neither has its samples here, so that only counts are taken away.
      var totals = after.subjects[subject].totals
      if subject < before.count { totals = totals.since(before[subject].totals) }
      totals.latency = histograms[subject]
      return totals
    }
  }

  /// The longest run of whole blocks within a run of intervals; nil if there is none.
  func blocks(in range: Range<Int>) -> Range<Int>? {
    let first = (range.lowerBound + sums.span - 1) / sums.span * sums.span
    let last = min(range.upperBound / sums.span, sums.count) * sums.span
    return first < last ? first..<last : nil
  }
}

extension SessionState {
  /// The samples of the suite, of which those of its parts are given by subject.
  fileprivate func pooled(_ subjects: [Histogram]) -> Histogram {
    var pooled = Histogram()
    guard poolsSuite else { return pooled }
    for part in roster.partsOfSuite { pooled.add(subjects[part]) }
    return pooled
  }
}

extension IntervalRecord {
  /// Whether both were intervals of the same benchmarks and the same watched processes.
  func isOfSameSubjects(as other: IntervalRecord) -> Bool {
    active == other.active
      && processes.lazy.map(\.label).elementsEqual(other.processes.lazy.map(\.label))
  }
}
