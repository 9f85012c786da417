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
  private let benchmarks: [String: Int]
  private var sums: BlockSums
  /// `[block]`: the state before it; the first is that before the first interval.
  private var frames: [Keyframe]
  /// `[benchmark]`: the block that is filling.
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
    benchmarks = state.positions
    let count = state.subjects.count - 1
    sums = BlockSums(span: span, benchmarkCount: count)
    block = Array(repeating: Histogram(), count: count)
    slots = state.objectives.map { $0.errorBudget?.slots ?? [] }
    let first = Keyframe(state, windowStart: 0, eventCount: 0, last: nil)
    frames = [first]
    frameBytes = first.bytes
  }

  /// Takes in an interval, and what the session became with it; `eventCount` events so far.
  mutating func append(_ record: IntervalRecord, _ state: SessionState, eventCount: Int) {
    if record.phase == .measured {
      for series in record.series where series.id.kind == .succeeded {
        if let benchmark = benchmarks[series.id.benchmark] { block[benchmark].add(series.counts) }
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
    let subjects = subject.map { [$0] } ?? Array(0...block.count)
    let head = zip(subjects, open.head).map { subject, head in
      var histogram = Histogram()
      histogram.add(head)
      add(open.blocksFrom..<next, of: subject, to: &histogram)
      return PackedCounts(histogram.sparse)
    }
    return Keyframe.OpenSum(number: open.number, head: head, blocksFrom: next)
  }

  /// Adds the samples of a subject in a run of whole blocks; the last subject is the suite.
  private func add(_ range: Range<Int>, of subject: Int, to histogram: inout Histogram) {
    guard subject == block.count else {
      sums.add(range, of: subject, to: &histogram)
      return
    }
    for benchmark in block.indices { sums.add(range, of: benchmark, to: &histogram) }
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
      for (subject, interval) in state.split(record).enumerated() {
        state.subjects[subject].appendToWindows(
          interval,
          activeNanoseconds: record.activeNanoseconds
        )
      }
    }
    for index in state.objectives.indices {
      state.objectives[index].errorBudget?.takeSlots(of: slots[index])
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
    let suite = block.count
    let middle = keyframe.step?.blocksFrom ?? 0
    // The blocks of the step are a part of those of the whole run: they are summed once.
    let stepSums = sums.sums(of: middle..<end)
    var wholes = stepSums
    for benchmark in 0..<suite {
      sums.add(0..<middle, of: benchmark, to: &wholes[benchmark])
      state.subjects[benchmark].totals.latency = wholes[benchmark]
    }
    state.subjects[suite].totals.latency = state.pooled(wholes)
    if let open = keyframe.step {
      for (subject, sum) in (stepSums + [state.pooled(stepSums)]).enumerated() {
        var whole = sum
        whole.add(open.head[subject])
        state.step?.totals[subject].latency = whole
      }
    }
    for (index, open) in keyframe.windows.enumerated() {
      guard let open else { continue }
      var whole = Histogram()
      whole.add(open.head[0])
      add(open.blocksFrom..<end, of: state.objectiveSubjects[index], to: &whole)
      state.objectives[index].windows?.totals.latency = whole
    }
  }

  /// What the subjects did in a run of whole blocks, given in intervals.
  func totals(of range: Range<Int>) -> [Totals] {
    let before = last(before: range.lowerBound).state.subjects
    let after = last(before: range.upperBound).state.subjects
    var histograms = sums.sums(of: range)
    histograms.append(frames[0].state.pooled(histograms))
    return histograms.indices.map { subject in
      var totals = after[subject].totals
      totals.latency = histograms[subject]
      totals.failed -= before[subject].totals.failed
      totals.dropped -= before[subject].totals.dropped
      totals.cutOff -= before[subject].totals.cutOff
      totals.activeNanoseconds -= before[subject].totals.activeNanoseconds
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
  /// The samples of the suite, of which those of its benchmarks are given.
  fileprivate func pooled(_ benchmarks: [Histogram]) -> Histogram {
    var pooled = Histogram()
    if poolsSuite {
      for benchmark in benchmarks { pooled.add(benchmark) }
    } else {
      pooled.add(benchmarks.reduce(0) { $0 + $1.count }, at: 0)
    }
    return pooled
  }
}
