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
    case .level(let level): steer { load, start in load.hold(level, from: start) }
    case .scale(let factor): steer { load, start in load.scale(by: factor, from: start) }
    case .spike: steer { load, start in load.spike(from: start) }
    case .stopAfterStage: steer { load, start in load.stopAfterStage(at: start) }
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

  /// Changes the load, and tells so.
  private func steer(_ change: (inout SteeredLoad, Int64) -> [SessionEvent.Kind]) {
    // A little ahead, so that every worker can follow from the same moment.
    let told = change(&load, loadNow + 20_000_000)
    guard !told.isEmpty else { return }
    let curve = load.curve
    broadcast { $0.follow(curve) }
    for kind in told { tell(kind, at: now) }
  }

  private func only(_ name: String?) {
    let index = name.flatMap(plan.program(named:))
    guard name == nil || index != nil else { return }
    broadcast { $0.only = index }
    tell(.steered(name.map { "only \($0)" } ?? "all benchmarks again"), at: now)
  }
}
