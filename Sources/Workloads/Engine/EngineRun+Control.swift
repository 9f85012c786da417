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
  private static func wholeMillisecond(_ time: Int64) -> Int64 {
    (time + 999_999) / 1_000_000 * 1_000_000
  }

  private func pause() {
    guard pausedSince == nil else { return }
    let time = Self.wholeMillisecond(now)
    pausedSince = time
    broadcast { $0.pause() }
    tell(.paused, at: time)
  }

  private func resume() {
    guard let since = pausedSince else { return }
    let time = max(Self.wholeMillisecond(now), since)
    pauses.append(since...time)
    pausedSince = nil
    let paused = pausedNanoseconds
    broadcast { $0.resume(at: time, pausedNanoseconds: paused) }
    tell(.resumed, at: time)
  }

  /// Now, in ns of load time.
  private var loadNow: Int64 { (pausedSince ?? Self.wholeMillisecond(now)) - pausedNanoseconds }

  private func scaled(_ factor: Double) -> Double {
    let level = curve.level(at: loadNow)
    let scaled = level * factor
    guard plan.profile.model == .closed else { return scaled }
    // At least one user more or less, so that the key always does something.
    let step = factor > 1 ? max(level + 1, scaled) : min(level - 1, scaled)
    return max(1, step.rounded())
  }

  private func hold(_ level: Double, to end: Int64? = nil) {
    // A little ahead, so that every worker can follow from the same moment.
    let start = loadNow + 20_000_000
    guard start < curve.end, level.isFinite, level >= 0 else { return }
    let before = curve.level(at: start)
    curve.hold(level, from: start, to: end.map { start + $0 })
    if let end {
      let back = LoadChange(from: before, to: before, stage: nil)
      comingLoads.append((start + end, back))
      comingLoads.sort { $0.time < $1.time }
    }
    let curve = curve
    broadcast { $0.follow(curve) }
    tell(.load(LoadChange(from: level, to: level, stage: nil)), at: now)
  }

  private func spike() {
    tell(.steered("spike: twice the load for 10s"), at: now)
    hold(curve.level(at: loadNow) * 2, to: 10_000_000_000)
  }

  private func stopAfterStage() {
    let stageEnd = curve.segment(at: loadNow).end
    guard stageEnd < curve.end else { return }
    curve.cut(at: stageEnd)
    comingLoads.removeAll { $0.time >= stageEnd }
    let curve = curve
    broadcast { $0.follow(curve) }
    tell(.steered("stop after this stage"), at: now)
  }

  private func only(_ name: String?) {
    let index = name.flatMap { name in plan.requests.firstIndex { $0.benchmark.name == name } }
    guard name == nil || index != nil else { return }
    broadcast { $0.only = index }
    tell(.steered(name.map { "only \($0)" } ?? "all benchmarks again"), at: now)
  }
}
