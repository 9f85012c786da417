import Budgets

/// The planned load over time: piecewise linear, in ns of load time, which begins with the warm-up
/// and stands still while the user pauses.
///
/// In the open model its integral tells when each request is due; in the closed model its value is
/// the number of users.
struct LoadCurve: Sendable, Equatable {
  /// A stretch over which the level moves in a straight line.
  struct Segment: Sendable, Equatable {
    var start: Int64
    var end: Int64
    var from: Double
    var to: Double
    /// The stage of the profile; nil in the warm-up.
    var stage: Int?
    /// Whether the user asked for its level, and not the profile.
    var isByHand = false
    /// The integral up to `start`, in events.
    var arrivalsBefore = 0.0

    func level(at time: Int64) -> Double {
      guard end > start, from != to else { return from }
      return from + (to - from) * Double(time - start) / Double(end - start)
    }

    /// The integral from `start` to `time`, in events.
    func arrivals(to time: Int64) -> Double {
      Double(time - start) / 1e9 * (from + level(at: time)) / 2
    }
  }

  private(set) var segments: [Segment]

  init(profile: LoadProfile) {
    segments = []
    var time: Int64 = 0
    if profile.warmupNanoseconds > 0, let first = profile.stages.first {
      let level = first.from > 0 ? first.from : first.to
      time = profile.warmupNanoseconds
      segments.append(Segment(start: 0, end: time, from: level, to: level))
    }
    for (index, stage) in profile.stages.enumerated() {
      let end = stage.nanoseconds > 0 ? time + stage.nanoseconds : Int64.max
      segments.append(
        Segment(start: time, end: end, from: stage.from, to: stage.to, stage: index)
      )
      time = end
      if end == .max { break }
    }
    integrate()
  }

  private mutating func integrate() {
    var sum = 0.0
    for index in segments.indices {
      segments[index].arrivalsBefore = sum
      guard segments[index].end < .max else { return }
      sum += segments[index].arrivals(to: segments[index].end)
    }
  }

  /// Where it ends, ns of load time; `Int64.max` if only iterations end it.
  var end: Int64 { segments.last?.end ?? 0 }

  private func index(at time: Int64) -> Int {
    var low = 0
    var high = segments.count - 1
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].end > time { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The segment in force at a time.
  func segment(at time: Int64) -> Segment { segments[index(at: time)] }

  /// Where the stage that is in force at a time ends; the warm-up belongs to the first one.
  func stageEnd(at time: Int64) -> Int64 {
    let here = segment(at: time).stage ?? segments.compactMap(\.stage).first
    return segments.last { $0.stage == here }?.end ?? end
  }

  /// Users or requests per second at a time.
  func level(at time: Int64) -> Double {
    let segment = segment(at: time)
    return segment.level(at: min(max(time, segment.start), segment.end))
  }

  /// When the integral reaches `arrivals`, ns of load time; nil if it never does.
  func time(ofArrival arrivals: Double) -> Int64? {
    for segment in segments {
      let rest = arrivals - segment.arrivalsBefore
      if segment.end < .max, rest >= segment.arrivals(to: segment.end) { continue }
      guard let seconds = Self.solve(segment, arrivals: rest) else { continue }
      // A rate may be so small that no clock reaches the next request.
      guard let length = Int64(exactly: (seconds * 1e9).rounded()) else { return nil }
      let (time, overflow) = segment.start.addingReportingOverflow(length)
      return overflow ? nil : time
    }
    return nil
  }

  /// The seconds after which a linear rate has brought `arrivals`: the root of
  /// slope t^2 / 2 + from t = arrivals, in the form that does not cancel.
  private static func solve(_ segment: Segment, arrivals: Double) -> Double? {
    let length = Double(segment.end - segment.start) / 1e9
    let slope = segment.end < .max ? (segment.to - segment.from) / length : 0
    if slope == 0 { return segment.from > 0 ? arrivals / segment.from : nil }
    if arrivals <= 0, segment.from > 0 { return 0 }
    // Rounding may bring the end of a ramp to 0 just below it.
    let root = max(0, segment.from * segment.from + 2 * slope * arrivals).squareRoot()
    guard segment.from + root > 0 else { return arrivals <= 0 ? 0 : nil }
    return min(length, 2 * arrivals / (segment.from + root))
  }

  /// Holds the level at `level` from `start` to `end`, or to the end of the stage if that is nil.
  ///
  /// What was due before `start` stays as it was.
  mutating func hold(_ level: Double, from start: Int64, to end: Int64? = nil) {
    let stop = min(end ?? stageEnd(at: start), self.end)
    var edited: [Segment] = []
    for segment in segments {
      if segment.end <= start || segment.start >= stop {
        edited.append(segment)
        continue
      }
      if segment.start < start {
        var head = segment
        head.end = start
        head.to = segment.level(at: start)
        edited.append(head)
      }
      var held = segment
      held.start = max(start, segment.start)
      held.end = min(stop, segment.end)
      held.isByHand = true
      held.from = level
      held.to = level
      edited.append(held)
      if segment.end > stop {
        var tail = segment
        tail.start = stop
        tail.from = segment.level(at: stop)
        edited.append(tail)
      }
    }
    segments = edited
    integrate()
  }

  /// Cuts it off at `time`.
  mutating func cut(at time: Int64) {
    segments.removeAll { $0.start >= time }
    guard let last = segments.last, last.end > time else { return }
    segments[segments.count - 1].to = last.level(at: time)
    segments[segments.count - 1].end = time
  }
}
