import Budgets
import Measurements

/// A session after some of its intervals, without what can be had elsewhere: its histograms are
/// sums of blocks, its last minute is mostly read again, and what only grows is kept once for all.
struct Keyframe {
  /// A sum that began within a block and went on: of a step, or of a window of `in_every`.
  final class OpenSum: Sendable {
    /// Which step or window it is.
    let number: Int
    /// `[subject]`, or of one: its samples in the block in which it began.
    private let head: [PackedCounts]
    /// The interval with which the next block began.
    let blocksFrom: Int

    init(number: Int, head: [PackedCounts], blocksFrom: Int) {
      self.number = number
      self.head = head
      self.blocksFrom = blocksFrom
    }

    /// The head of a subject; of one that joined later there is none.
    func head(of subject: Int) -> PackedCounts {
      subject < head.count ? head[subject] : PackedCounts()
    }
  }

  /// What is left of the state.
  let state: SessionState
  /// `[subject]`: whether its last minute is read again, as of those that were measured in each
  /// interval of it; the others have theirs.
  let rereads: [Bool]
  /// The events so far.
  let eventCount: Int
  /// The steps that were over.
  let stepCount: Int
  /// `[subject]`: the samples of the step; nil before the first.
  let step: OpenSum?
  /// `[objective]`: the samples of the window of `in_every` that is filling.
  let windows: [OpenSum?]

  /// The intervals before it.
  var intervalCount: Int { state.intervalCount }

  /// A session at the end of a block; `last` is the keyframe at the end of the block before.
  init(_ state: SessionState, rereads: [Bool], eventCount: Int, last: Keyframe?) {
    self.rereads = rereads
    self.eventCount = eventCount
    stepCount = state.finishedSteps.count
    step = state.step.map { step in
      Self.open(state.stepCount, last?.step, at: state) {
        step.totals(state.subjects).map(\.latency)
      }
    }
    windows = state.objectives.enumerated().map { index, objective in
      objective.windows.map { window in
        let before = last.flatMap { index < $0.windows.count ? $0.windows[index] : nil }
        return Self.open(window.completed, before, at: state) { [window.totals.latency] }
      }
    }
    self.state = state.lightened(rereads)
  }

  private init(_ keyframe: Keyframe, _ rebased: (OpenSum?, Int?) -> OpenSum?) {
    state = keyframe.state
    rereads = keyframe.rereads
    eventCount = keyframe.eventCount
    stepCount = keyframe.stepCount
    step = rebased(keyframe.step, nil)
    windows = keyframe.windows.enumerated().map {
      rebased($1, keyframe.state.objectiveSubjects[$0])
    }
  }

  /// The same sum as in the last keyframe, or one that began after it.
  private static func open(
    _ number: Int,
    _ last: OpenSum?,
    at state: SessionState,
    _ histograms: () -> [Histogram]
  ) -> OpenSum {
    if let last, last.number == number { return last }
    return OpenSum(
      number: number,
      head: histograms().map { PackedCounts($0.sparse) },
      blocksFrom: state.intervalCount
    )
  }

  /// The same with other open sums: `rebased` is given each, and its subject if it is of one.
  func rebasing(_ rebased: (OpenSum?, Int?) -> OpenSum?) -> Keyframe { Keyframe(self, rebased) }

  /// What it takes, roughly.
  var bytes: Int {
    // The minutes of some subjects only are of those that rest: other keyframes share them.
    let isShared = rereads.contains(true)
    return state.subjects.reduce(state.objectives.count * 320) { bytes, subject in
      bytes + 2048 + (isShared ? 0 : subject.recent.bytes)
    }
  }
}

extension SessionState {
  /// A copy without histograms, without the last minute of those subjects whose minute is read again,
  /// and without what only grows.
  fileprivate func lightened(_ rereads: [Bool]) -> SessionState {
    var state = self
    state.statuses = nil
    state.preview = nil
    for index in subjects.indices {
      state.subjects[index].totals.latency = Histogram()
      if rereads[index] { state.subjects[index].recent = subjects[index].recent.emptied }
      state.subjects[index].batches = subjects[index].batches.compacted
      state.subjects[index].history = History()
      state.subjects[index].failedHistory = History()
    }
    for index in objectives.indices {
      state.objectives[index].history = History()
      state.objectives[index].windows?.totals.latency = Histogram()
      state.objectives[index].dropRecent()
    }
    for index in alerts.indices { state.alerts[index].dropTen() }
    if let step {
      for index in step.base.indices { state.step?.base[index].latency = Histogram() }
    }
    state.timeline.level = History()
    state.timeline.rate = History()
    state.timeline.failed = History()
    state.events = []
    state.finishedSteps = []
    return state
  }
}
