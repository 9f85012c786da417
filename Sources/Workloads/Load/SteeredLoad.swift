import Budgets
import Sessions

/// The load as the profile plans it and as the user changes it while it runs.
///
/// Times are ns of load time, which stands still in pauses. A step is taken from the level that was asked
/// for last, whether or not it has taken effect.
struct SteeredLoad {
  /// How long a spike lasts, ns.
  static let spikeNanoseconds: Int64 = 10_000_000_000

  /// Users or requests per second over time, with spikes.
  private(set) var curve: LoadCurve
  /// The same without spikes.
  private var base: LoadCurve
  private let model: LoadProfile.LoadModel
  /// When the last spike ends.
  private var spikeEnd = Int64.min
  /// Changes of the load that are to be told, in order.
  private var coming: [(time: Int64, change: LoadChange)] = []

  init(_ profile: LoadProfile) {
    curve = LoadCurve(profile: profile)
    base = curve
    model = profile.model
    planChanges(after: .min)
  }

  /// The changes of the load up to a time that were not told yet.
  mutating func changes(before time: Int64) -> [(time: Int64, change: LoadChange)] {
    let told = coming.prefix { $0.time < time }
    coming.removeFirst(told.count)
    return Array(told)
  }

  // MARK: What the user asks for

  /// Holds a level from `start` to the end of the stage; during a spike, twice as much until it ends.
  ///
  /// Returns what is to be told.
  mutating func hold(_ level: Double, from start: Int64) -> [SessionEvent.Kind] {
    guard start < curve.end, level >= 0 else { return [] }
    let level = min(level, greatestLevel)
    base.hold(level, from: start)
    guard start < spikeEnd else {
      curve.hold(level, from: start)
      return changed(to: level, at: start)
    }
    let spiked = min(level * 2, greatestLevel)
    let stageEnd = base.stageEnd(at: start)
    curve.hold(spiked, from: start, to: spikeEnd)
    if spikeEnd < stageEnd { curve.hold(level, from: spikeEnd) }
    return changed(to: spiked, at: start)
  }

  /// Changes the level by a factor: by one user at least, so that the key always does something.
  mutating func scale(by factor: Double, from start: Int64) -> [SessionEvent.Kind] {
    let level = base.level(at: start)
    guard model == .closed else { return hold(level * factor, from: start) }
    let step = factor > 1 ? max(level + 1, level * factor) : min(level - 1, level * factor)
    return hold(max(1, step.rounded()), from: start)
  }

  /// Twice the load for 10 s; asked for again, it lasts until 10 s from then.
  mutating func spike(from start: Int64) -> [SessionEvent.Kind] {
    guard start < curve.end else { return [] }
    let isLonger = start < spikeEnd
    let level = isLonger ? curve.level(at: start) : min(base.level(at: start) * 2, greatestLevel)
    spikeEnd = start + Self.spikeNanoseconds
    curve.hold(level, from: start, to: spikeEnd)
    let told = changed(to: level, at: start)
    return isLonger
      ? [.steered("the spike lasts 10s from now")]
      : [.steered("spike: twice the load for 10s")] + told
  }

  /// Ends the load with the stage that is in force at `time`.
  mutating func stopAfterStage(at time: Int64) -> [SessionEvent.Kind] {
    let stageEnd = curve.stageEnd(at: time)
    guard stageEnd < curve.end else { return [] }
    curve.cut(at: stageEnd)
    base.cut(at: stageEnd)
    coming.removeAll { $0.time >= stageEnd }
    return [.steered("stop after this stage")]
  }

  /// The greatest level that makes sense: users or requests per second.
  private var greatestLevel: Double { model == .closed ? 1_000_000 : 10_000_000 }

  private mutating func changed(to level: Double, at start: Int64) -> [SessionEvent.Kind] {
    planChanges(after: start)
    return [.load(LoadChange(from: level, to: level, stage: nil))]
  }

  /// What the profile changes during a spike has no effect; what it says at its end has one again.
  private mutating func planChanges(after start: Int64) {
    coming.removeAll { $0.time > start }
    for segment in curve.segments where segment.start > start && segment.start >= spikeEnd {
      guard let stage = segment.stage else { continue }
      let change = LoadChange(
        from: segment.from,
        to: segment.to,
        stage: segment.isByHand ? nil : stage
      )
      coming.append((segment.start, change))
    }
  }
}
