import Budgets
import Sessions

/// Clocks of a session. What is shown as elapsed counts from the start of the measured part, so that
/// it agrees with the planned length; the warm-up lies before 00:00.
extension Snapshot {
  /// 00:00 on the screen, ns since the start of the session.
  var originNanoseconds: Int64 {
    measuredSinceNanoseconds ?? suite?.profile.warmupNanoseconds ?? 0
  }

  /// How long the load was paused in the measured part, ns.
  var pausedNanoseconds: Int64 {
    measuredSinceNanoseconds.map {
      max(0, elapsedNanoseconds - $0 - measuredNanoseconds - stoppedNanoseconds)
    } ?? 0
  }

  /// The planned end, ns since the start of the session; pauses move it.
  var plannedEndNanoseconds: Int64? {
    plannedNanoseconds.map { originNanoseconds + $0 + pausedNanoseconds }
  }

  /// When so many ns of the plan will have passed, or have: `03:00` on the clock that events have, which
  /// pauses do not stop.
  func clock(atPlanned nanoseconds: Int64) -> String {
    Figures.elapsed(seconds: Double(nanoseconds + pausedNanoseconds) / 1e9)
  }

  var isOver: Bool {
    if case .ended = phase { return true }
    return false
  }

  /// Seconds since 00:00 of a moment of the session.
  func seconds(at nanoseconds: Int64) -> Double {
    Double(nanoseconds - originNanoseconds) / 1e9
  }

  /// A moment as `02:31`, `-00:05` during the warm-up.
  func clock(at nanoseconds: Int64) -> String {
    Figures.clock(seconds: seconds(at: nanoseconds))
  }

  /// The time of day of a moment on the clock of who looks at it, as `14:03:52`.
  func timeOfDay(at nanoseconds: Int64) -> String {
    let seconds =
      (head.startedNanoseconds + nanoseconds) / 1_000_000_000 + Int64(head.shownOffsetSeconds)
    let day = Int((seconds % 86_400 + 86_400) % 86_400)
    let clock = Figures.elapsed(seconds: Double(day % 3600))
    return (day < 36_000 ? "0" : "") + "\(day / 3600):" + clock
  }

  /// The time of day of 00:00 on the screen, seconds since midnight on the clock of who looks at it.
  var originSecondOfDay: Double {
    let local =
      head.startedNanoseconds + originNanoseconds
      + Int64(head.shownOffsetSeconds) * 1_000_000_000
    let day: Int64 = 86_400_000_000_000
    return Double((local % day + day) % day) / 1e9
  }

  /// Where it lies in time, for moments that are typed.
  func span(to endNanoseconds: Int64) -> SessionMoment.Span {
    SessionMoment.Span(
      startedNanoseconds: head.startedNanoseconds,
      utcOffsetSeconds: head.shownOffsetSeconds,
      originNanoseconds: originNanoseconds,
      endNanoseconds: endNanoseconds
    )
  }

  /// The day of a moment on the clock of who looks at it, as `11-21`.
  func day(at nanoseconds: Int64) -> String {
    let local =
      head.startedNanoseconds + nanoseconds + Int64(head.shownOffsetSeconds) * 1_000_000_000
    return String(UTCTime(nanoseconds: local).iso8601.dropFirst(5).prefix(5))
  }

  /// The day of its start on the clock of who looks at it, as `2026-11-21`.
  var day: String {
    let local = head.startedNanoseconds + Int64(head.shownOffsetSeconds) * 1_000_000_000
    return String(UTCTime(nanoseconds: local).iso8601.prefix(10))
  }

  /// The points of a history as samples on the axis; `map` may change or drop a value.
  ///
  /// Load, rate and failures have points from the start of the session on; what is measured has them
  /// from the start of the measured part on: `since` says which.
  func samples(
    of history: History,
    since start: Int64,
    _ map: (Double) -> Double? = { $0 }
  ) -> [TimeAxis.Sample] {
    let length = Double(timeline.intervalNanoseconds) / 1e9 * Double(history.stride)
    let start = seconds(at: start)
    var samples: [TimeAxis.Sample] = []
    samples.reserveCapacity(history.points.count)
    for (index, point) in history.points.enumerated() {
      guard let point, let value = map(point) else { continue }
      let from = start + Double(index) * length
      samples.append(TimeAxis.Sample(from: from, to: from + length, value: value))
    }
    return samples
  }

  /// The value of a history at a moment, nil where nothing was measured.
  func value(of history: History, since start: Int64, at nanoseconds: Int64) -> Double? {
    let span = timeline.intervalNanoseconds * Int64(history.stride)
    guard span > 0, nanoseconds >= start else { return nil }
    // The interval that fills is not in the history yet: the last complete one stands for it.
    let index = min(Int((nanoseconds - start) / span), history.points.count - 1)
    return index >= 0 ? history.points[index] : nil
  }
}
