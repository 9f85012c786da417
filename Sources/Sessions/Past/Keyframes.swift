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
  private let minute: Int
  private var sums: BlockSums
  /// `[block]`: the state before it; the first is that before the first interval.
  private var frames: [Keyframe]
  /// `[subject]`: the block that is filling; of the suite as a whole nothing, since it is the sum of
  /// its parts.
  private var block: [Histogram]
  /// The last measured intervals, as many as 60 s have.
  private var recent: [Int] = []
  /// `[objective]`: all slots of its error budget.
  private var slots: [[ErrorBudgetState.Point]]
  private var frameBytes: Int

  /// What is kept of a session that begins as `state`.
  init(_ state: SessionState, limitBytes: Int, span: Int = Keyframes.span) {
    self.limitBytes = limitBytes
    minute = SubjectState.intervals(in: 60, of: state.head.intervalNanoseconds)
    sums = BlockSums(span: span)
    block = Array(repeating: Histogram(), count: state.subjects.count)
    slots = state.objectives.map { $0.errorBudget?.slots ?? [] }
    let first = Keyframe(state, windowStart: 0, eventCount: 0, last: nil)
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
      if recent.count == minute { recent.removeFirst() }
      recent.append(state.intervalCount - 1)
    }
    for (index, objective) in state.objectives.enumerated() {
      guard let budget = objective.errorBudget, budget.slotCount > slots[index].count,
        let newest = budget.slots.last
      else { continue }
      slots[index].append(newest)
    }
    guard state.intervalCount % sums.span == 0 else { return }
    sums.append(block.map { PackedCounts($0.sparse) })
    block = Array(repeating: Histogram(), count: block.count)
    let frame = Keyframe(
      state,
      windowStart: recent.first ?? state.intervalCount,
      eventCount: eventCount,
      last: frames.last
    )
    frames.append(frame)
    frameBytes += frame.bytes
    if sums.bytes + frameBytes > limitBytes, sums.count.isMultiple(of: 2) { coarsen() }
  }

  /// The last keyframe that has at most so many intervals before it.
  func last(before intervals: Int) -> Keyframe {
    frames[min(intervals / sums.span, frames.count - 1)]
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
      add(open.blocksFrom..<next, of: subject, to: &histogram)
      return PackedCounts(histogram.sparse)
    }
    return Keyframe.OpenSum(number: open.number, head: head, blocksFrom: next)
  }

  /// Adds the samples of a subject in a run of whole blocks.
  private func add(_ range: Range<Int>, of subject: Int, to histogram: inout Histogram) {
    guard subject == Roster.suite else {
      sums.add(range, of: subject, to: &histogram)
      return
    }
    let newest = frames[frames.count - 1].state
    guard newest.poolsSuite else { return }
    for part in newest.roster.partsOfSuite { sums.add(range, of: part, to: &histogram) }
  }

  // MARK: Back again

  /// The state of a keyframe, whole again.
  ///
  /// - Parameters:
  ///   - keyframe: one of these.
  ///   - minute: the intervals from its `windowStart` on, up to it.
  ///   - newest: the session as it is now.
  ///   - events: all events of the session.
  /// - Returns: the session as it was, but for its histories.
  func restore(
    _ keyframe: Keyframe,
    minute: [IntervalRecord],
    newest: SessionState,
    events: [SessionEvent]
  ) -> SessionState {
    var state = keyframe.state
    restoreSums(of: keyframe, into: &state)
    for record in minute where record.phase == .measured {
      for (subject, interval) in state.split(record).enumerated() where interval.isActive {
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

  private func restoreSums(of keyframe: Keyframe, into state: inout SessionState) {
    let end = keyframe.intervalCount
    let count = state.subjects.count
    let middle = keyframe.step?.blocksFrom ?? 0
    // The blocks of the step are a part of those of the whole run: they are summed once.
    var stepSums = sums.sums(of: middle..<end, subjectCount: count)
    var wholes = stepSums
    for subject in 0..<count { sums.add(0..<middle, of: subject, to: &wholes[subject]) }
    wholes[Roster.suite] = state.pooled(wholes)
    for subject in 0..<count { state.subjects[subject].totals.latency = wholes[subject] }
    if let open = keyframe.step, let base = state.step?.base {
      stepSums[Roster.suite] = state.pooled(stepSums)
      for subject in base.indices {
        var before = wholes[subject]
        before.subtract(stepSums[subject])
        before.subtract(open.head(of: subject))
        state.step?.base[subject].latency = before
      }
    }
    for (index, open) in keyframe.windows.enumerated() {
      guard let open else { continue }
      var whole = Histogram()
      whole.add(open.head(of: 0))
      add(open.blocksFrom..<end, of: state.objectiveSubjects[index], to: &whole)
      state.objectives[index].windows?.totals.latency = whole
    }
  }

  /// What the subjects did in a run of whole blocks, given in intervals.
  func totals(of range: Range<Int>) -> [Totals] {
    let before = last(before: range.lowerBound).state.subjects
    let after = last(before: range.upperBound).state
    var histograms = sums.sums(of: range, subjectCount: after.subjects.count)
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
