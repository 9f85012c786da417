import Budgets

/// A stretch of a session that is being judged on its own.
///
/// Nearly all of it follows from sums at once. For objectives that are judged in each window of a run
/// its intervals are gone through, some at a time, so that seeks need not wait for the end of that.
struct RegionWork {
  /// How many intervals are gone through at a time.
  private static let portion = 64

  /// What is known: the worst window only of those that were gone through.
  private(set) var result: RegionResult
  /// By objective: its consecutive windows, of which the first begins with the stretch.
  private var windows: [Int: EveryWindow] = [:]
  /// The intervals that are still to be gone through.
  private var rest: Range<Int>

  /// A stretch of some intervals, of which `result` has what follows from sums.
  init(_ result: RegionResult, of intervals: Range<Int>, _ objectives: [ObjectiveState]) {
    self.result = result
    for (index, objective) in objectives.enumerated() {
      guard let length = objective.windows?.length else { continue }
      windows[index] = EveryWindow(length: length)
      self.result.judgements[index] = .pending(missing: 1)
    }
    rest = windows.isEmpty ? intervals.upperBound..<intervals.upperBound : intervals
  }

  /// Whether nothing is left to be gone through.
  var isComplete: Bool { rest.isEmpty }

  /// The intervals that come next, which `take` is to be given.
  mutating func next() -> Range<Int> {
    let next = rest.prefix(Self.portion)
    rest = next.upperBound..<rest.upperBound
    return next
  }

  /// Takes in intervals of a session.
  mutating func take(_ records: [IntervalRecord], of session: SessionState) {
    for record in records where record.phase == .measured {
      let intervals = session.split(record)
      for index in windows.keys {
        let interval = intervals[session.objectiveSubjects[index]]
        guard interval.isActive else { continue }
        windows[index]?.append(interval, objective: session.objectives[index].objective)
      }
    }
    for (index, windows) in windows { result.judgements[index] = windows.judgement }
  }
}
