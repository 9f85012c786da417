import Budgets

/// Finds which figures changed within a minute, and which of them first.
///
/// A figure's range is that of the first half of the minute: its median, give or take three
/// standard deviations estimated as 1.4826 times the median absolute deviation (Hampel, JASA 69
/// (1974) 383), and at least `Tolerance`. It has changed if the median of the last 10 s is outside of
/// it; since the first of two intervals in a row that are outside on the same side.
struct ChangeFinder {
  /// The fewest intervals that a range is made of.
  static let least = 5

  /// What is too little to be called a change.
  private struct Tolerance {
    /// Of the value before.
    var share: Double
    /// In the figure's unit.
    var least: Double
  }

  private struct Point {
    var start: Int64
    var value: Double
  }

  private let minute: [IntervalRecord]
  private let middle: Int64
  private let last10: Int64

  /// `minute` is a minute of intervals, or what there is of it, oldest first.
  init(_ minute: [IntervalRecord]) {
    self.minute = minute.filter { $0.phase == .measured }
    let end = minute.last?.endNanoseconds ?? 0
    middle = end - 30_000_000_000
    last10 = end - 10_000_000_000
  }

  /// What changed, the first that moved first; `state` is the session at the end of the minute.
  func changes(_ state: SessionState) -> [Change] {
    let subjects = minute.map(state.split)
    var changes = [
      change(.level, Tolerance(share: 0.02, least: 0)) { minute[$0].load.level },
      change(.generatorCPU, Tolerance(share: 0.2, least: 0.1)) { minute[$0].generator.processCPU },
      change(.inFlight, Tolerance(share: 0.2, least: 2)) { Double(minute[$0].load.inFlight) },
      change(.rate, Tolerance(share: 0.1, least: 1)) { index in
        let active = minute[index].activeNanoseconds
        let count = subjects[index][Roster.suite].events.count
        return active > 0 ? Double(count) / (Double(active) / 1e9) : nil
      },
      change(.failed, Tolerance(share: 0.1, least: 0.005)) { index in
        subjects[index][Roster.suite].value(of: .errorRate)
      },
    ]
    for (index, objective) in state.objectives.enumerated() {
      let subject = state.objectiveSubjects[index]
      let metric = objective.objective.metric
      let isShare = metric == .errorRate || metric == .availability
      let tolerance = Tolerance(share: isShare ? 0 : 0.1, least: isShare ? 0.005 : 0)
      let now = judge(objective.objective, state.subjects[subject].recent.totalsOfTen)
      changes.append(
        change(.objective(index), tolerance, now: now.observed) {
          subjects[$0].indices.contains(subject) ? subjects[$0][subject].value(of: metric) : nil
        }
      )
    }
    // Stable: of those that moved together, the load is named before what it causes.
    return changes.compactMap { $0 }.enumerated()
      .sorted {
        ($0.element.sinceNanoseconds, $0.offset) < ($1.element.sinceNanoseconds, $1.offset)
      }
      .map(\.element)
  }

  /// How a figure changed; nil if it did not.
  ///
  /// `now` is its value in the last 10 s, if that is not the median of its intervals.
  private func change(
    _ figure: Change.Figure,
    _ tolerance: Tolerance,
    now: Double? = nil,
    _ value: (Int) -> Double?
  ) -> Change? {
    let points = minute.indices.compactMap { index in
      value(index).map { Point(start: minute[index].startNanoseconds, value: $0) }
    }
    let first = points.filter { $0.start < middle }.map(\.value)
    guard first.count >= Self.least, let before = Self.median(first),
      let recent = Self.median(points.filter { $0.start >= last10 }.map(\.value)),
      let deviation = Self.median(first.map { abs($0 - before) })
    else { return nil }
    let width = max(
      3 * 1.4826 * deviation,
      tolerance.share * abs(before),
      tolerance.least
    )
    guard abs(recent - before) > width else { return nil }
    let isUp = recent > before
    let second = points.filter { $0.start >= middle }
    func isOutside(_ point: Point) -> Bool {
      isUp ? point.value > before + width : point.value < before - width
    }
    let onset =
      zip(second, second.dropFirst()).first { isOutside($0) && isOutside($1) }?.0.start
      ?? second.last { isOutside($0) }?.start ?? last10
    return Change(
      figure: figure,
      before: before,
      now: now ?? recent,
      sinceNanoseconds: onset
    )
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
