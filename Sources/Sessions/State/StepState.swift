import Budgets
import Measurements

/// The figures under one load, from one change of it to the next.
struct StepState {
  let change: LoadChange
  private(set) var startNanoseconds: Int64
  private(set) var endNanoseconds: Int64
  /// `[subject]`, the suite last.
  var totals: [Totals]

  init(change: LoadChange, startNanoseconds: Int64, subjectCount: Int) {
    self.change = change
    self.startNanoseconds = startNanoseconds
    endNanoseconds = startNanoseconds
    totals = Array(repeating: Totals(), count: subjectCount)
  }

  /// Whether anything happened in it.
  var isEmpty: Bool { endNanoseconds == startNanoseconds }

  mutating func append(_ intervals: [SubjectInterval], _ record: IntervalRecord) {
    if isEmpty { startNanoseconds = record.startNanoseconds }
    endNanoseconds = record.endNanoseconds
    for subject in totals.indices {
      totals[subject].add(intervals[subject], activeNanoseconds: record.activeNanoseconds)
    }
  }

  /// The figures; `subjects[i]` is the subject of objective i.
  func summary(objectives: [Objective], subjects: [Int]) -> StepSummary {
    let judgements = zip(objectives, subjects).map { judge($0, totals[$1]) }
    let suite = totals[totals.count - 1]
    let worst = judgements.map(\.verdict).max { $0.severity < $1.severity }
    return StepSummary(
      from: change.from,
      to: change.to,
      startNanoseconds: startNanoseconds,
      endNanoseconds: endNanoseconds,
      verdict: worst ?? .pending,
      rate: suite.seconds > 0 ? Double(suite.count) / suite.seconds : 0,
      errorRate: suite.count > 0 ? Double(suite.failed) / Double(suite.count) : 0,
      judgements: judgements
    )
  }
}
