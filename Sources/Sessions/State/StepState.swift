import Budgets
import Measurements

/// The time under one load, from one change of it to the next.
struct StepState {
  let change: LoadChange
  private(set) var startNanoseconds: Int64
  private(set) var endNanoseconds: Int64
  /// `[subject]`: what happened before it; subjects that joined later had nothing.
  var base: [Totals]

  /// A step that begins when so much has happened to each subject.
  init(change: LoadChange, startNanoseconds: Int64, base: [Totals]) {
    self.change = change
    self.startNanoseconds = startNanoseconds
    endNanoseconds = startNanoseconds
    self.base = base
  }

  /// Whether anything happened in it.
  var isEmpty: Bool { endNanoseconds == startNanoseconds }

  mutating func append(_ record: IntervalRecord) {
    if isEmpty { startNanoseconds = record.startNanoseconds }
    endNanoseconds = record.endNanoseconds
  }

  /// `[subject]`: what happened in it; `subjects` are as they are now.
  func totals(_ subjects: [SubjectState]) -> [Totals] {
    subjects.enumerated().map { index, subject in
      index < base.count ? subject.totals.since(base[index]) : subject.totals
    }
  }

  /// The figures of `totals`; `subjects[i]` is the subject of objective i.
  func summary(_ totals: [Totals], objectives: [Objective], subjects: [Int]) -> StepSummary {
    let judgements = zip(objectives, subjects).map { judge($0, totals[$1]) }
    let suite = totals[Roster.suite].events
    let worst = judgements.map(\.verdict).max { $0.severity < $1.severity }
    let seconds = Double(suite.activeNanoseconds) / 1e9
    return StepSummary(
      from: change.from,
      to: change.to,
      startNanoseconds: startNanoseconds,
      endNanoseconds: endNanoseconds,
      verdict: worst ?? .pending,
      rate: seconds > 0 ? Double(suite.count) / seconds : 0,
      errorRate: suite.count > 0 ? Double(suite.failed) / Double(suite.count) : 0,
      judgements: judgements
    )
  }
}
