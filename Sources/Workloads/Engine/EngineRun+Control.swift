import Budgets
import Sessions

// What a user may do to the load while it runs.
extension EngineRun {
  func apply(_ control: Control) {
    if case .mark(let text) = control { return tell(.mark(text), at: now) }
    if case .stop(let end, let drain) = control { return stop(end, drain: drain) }
    guard end == nil else { return }
    switch control {
    case .pause: pause()
    case .resume: resume()
    case .level(let level): hold(level)
    case .scale(let factor): hold(scaled(factor))
    case .spike: spike()
    case .stopAfterStage: stopAfterStage()
    case .only(let name): only(name)
    case .mark, .stop: break
    }
  }

  /// Ends the run: now, or when what is in flight was answered.
  func stop(_ reason: SessionEnd, drain: Bool) {
    if end == nil {
      end = reason
      endNanoseconds = min(Self.wholeMillisecond(now), pausedSince ?? .max)
    } else if !drain {
      // Asked again: there is no more waiting.
      end = reason
    }
    broadcast { drain ? $0.drain() : $0.finish() }
  }

  /// Times of control are whole milliseconds, as the boundaries of intervals are.
  static func wholeMillisecond(_ time: Int64) -> Int64 {
    (time + 999_999) / 1_000_000 * 1_000_000
  }

  private func pause() {
    guard pausedSince == nil else { return }
    let time = Self.wholeMillisecond(now)
    // Warm-up that is left is made up for, so its end is open as long as the pause is.
    if loadNow < plan.profile.warmupNanoseconds { grid.warmupNanoseconds = IntervalGrid.farAway }
    pausedSince = time
    let grid = grid
    broadcast { $0.pause(grid) }
    tell(.paused, at: time)
  }

  private func resume() {
    guard let since = pausedSince else { return }
    let time = max(Self.wholeMillisecond(now), since)
    pauses.append(since...time)
    pausedSince = nil
    let paused = pausedNanoseconds(before: time)
    if grid.warmupNanoseconds == IntervalGrid.farAway {
      grid.warmupNanoseconds = plan.profile.warmupNanoseconds + paused
    }
    let grid = grid
    broadcast { $0.resume(at: time, pausedNanoseconds: paused, grid) }
    tell(.resumed, at: time)
  }

  /// Now, in ns of load time.
  private var loadNow: Int64 {
    let time = pausedSince ?? Self.wholeMillisecond(now)
    return time - pausedNanoseconds(before: time)
  }

  /// The greatest level that makes sense: users or requests per second.
  private var greatestLevel: Double { plan.profile.model == .closed ? 1_000_000 : 10_000_000 }

  private func scaled(_ factor: Double) -> Double {
    let level = curve.level(at: loadNow)
    let scaled = level * factor
    guard plan.profile.model == .closed else { return scaled }
    // At least one user more or less, so that the key always does something.
    let step = factor > 1 ? max(level + 1, scaled) : min(level - 1, scaled)
    return max(1, step.rounded())
  }

  /// Holds a level for a while, or to the end of the stage.
  private func hold(_ level: Double, forNanoseconds length: Int64? = nil) {
    // A little ahead, so that every worker can follow from the same moment.
    let start = loadNow + 20_000_000
    guard start < curve.end, level >= 0 else { return }
    let held = min(level, greatestLevel)
    curve.hold(held, from: start, to: length.map { start + $0 })
    let back = length.map { start + $0 } ?? curve.stageEnd(at: start)
    // What the profile changes meanwhile has no effect; what it says then has one again.
    comingLoads.removeAll { $0.time > start && $0.time < back }
    if length != nil, back < curve.end, !comingLoads.contains(where: { $0.time == back }) {
      let segment = curve.segment(at: back)
      let change = LoadChange(from: segment.from, to: segment.to, stage: segment.stage)
      comingLoads.append((back, change))
      comingLoads.sort { $0.time < $1.time }
    }
    let curve = curve
    broadcast { $0.follow(curve) }
    tell(.load(LoadChange(from: held, to: held, stage: nil)), at: now)
  }

  private func spike() {
    let level = curve.level(at: loadNow)
    tell(.steered("spike: twice the load for 10s"), at: now)
    hold(level * 2, forNanoseconds: 10_000_000_000)
  }

  private func stopAfterStage() {
    let stageEnd = curve.stageEnd(at: loadNow)
    guard stageEnd < curve.end else { return }
    curve.cut(at: stageEnd)
    comingLoads.removeAll { $0.time >= stageEnd }
    let curve = curve
    broadcast { $0.follow(curve) }
    tell(.steered("stop after this stage"), at: now)
  }

  private func only(_ name: String?) {
    let index = name.flatMap(plan.program(named:))
    guard name == nil || index != nil else { return }
    broadcast { $0.only = index }
    tell(.steered(name.map { "only \($0)" } ?? "all benchmarks again"), at: now)
  }
}
