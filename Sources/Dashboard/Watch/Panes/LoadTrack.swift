import Budgets
import Sessions

/// The load that was asked for as small bars, and what is planned ahead as a shade.
struct LoadTrack {
  let view: WatchView

  /// Draws the line and returns what is said at its right end: `80 → 140`, or `80` where there is less
  /// room.
  func draw(
    in area: Area,
    _ axis: TimeAxis,
    isWide: Bool,
    into canvas: inout Canvas
  ) -> (long: String, short: String) {
    let snapshot = view.whole
    let now = snapshot.seconds(at: snapshot.elapsedNanoseconds)
    let past = axis.gather(snapshot.samples(of: snapshot.timeline.level, since: 0))
    let planned = planned(axis, after: now)
    let top = (past + planned).compactMap { $0 }.max() ?? 0
    Sparkline(past, role: .load, maximum: top).draw(in: area, into: &canvas, view.glyphs)
    for (column, level) in planned.enumerated() where level != nil && past[column] == nil {
      canvas.put(view.glyphs.planned, .muted, in: area, column: column)
    }
    let level = Words.plain(view.snapshot.load.level, view.model)
    guard isWide, view.cursor == nil, let peak = planned.compactMap({ $0 }).max(), !snapshot.isOver,
      peak > snapshot.load.level
    else { return (level, level) }
    let ahead = Words.plain(peak, snapshot.load.model)
    return ("\(level) \(view.glyphs.becomes) \(ahead)", level)
  }

  /// The planned level of each column that lies ahead; nothing once the load was changed by hand.
  private func planned(_ axis: TimeAxis, after now: Double) -> [Double?] {
    let snapshot = view.whole
    guard !snapshot.isOver, snapshot.load.stage != nil || snapshot.measuredSinceNanoseconds == nil,
      let profile = snapshot.suite?.profile, let end = snapshot.plannedEndNanoseconds
    else { return Array(repeating: nil, count: axis.columns) }
    let delay = Double(end - snapshot.originNanoseconds - (snapshot.plannedNanoseconds ?? 0)) / 1e9
    return (0..<axis.columns).map { column in
      let seconds = axis.seconds(at: column)
      guard seconds + axis.secondsPerColumn > now, seconds >= 0 else { return nil }
      return profile.level(at: Int64(max(0, seconds - delay) * 1e9))
    }
  }
}
