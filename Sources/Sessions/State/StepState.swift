import Budgets
import Measurements

/// The time under one load, from one change of it to the next: its whole intervals.
///
/// The interval in which the load changes belongs to neither load. It counts only for a step that has no
/// other.
struct StepState {
  let change: LoadChange
  private(set) var startNanoseconds: Int64
  private(set) var endNanoseconds: Int64
  /// `[subject]`: what happened before it; subjects that joined later had nothing.
  var base: [Totals]
  /// `[subject]`: what had happened when the next load came, in the midst of an interval.
  private var closed: [Totals]?

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
    guard closed == nil else { return }
    if isEmpty { startNanoseconds = record.startNanoseconds }
    endNanoseconds = record.endNanoseconds
  }

  /// The load changes within the interval that comes next; `totals[subject]` is what happened before it.
  mutating func close(_ totals: [Totals]) {
    if closed == nil, !isEmpty { closed = totals }
  }

  /// `[subject]`: what happened in it; `subjects` are as they are now.
  func totals(_ subjects: [SubjectState]) -> [Totals] {
    let now = closed ?? subjects.map(\.totals)
    return subjects.indices.map { index in
      let total = index < now.count ? now[index] : Totals()
      return index < base.count ? total.since(base[index]) : total
    }
  }

  /// The figures of `totals`; `subjects[i]` is the subject of objective i.
  func summary(
    _ totals: [Totals],
    objectives: [Objective],
    subjects: [Int],
    roster: Roster
  ) -> StepSummary {
    let judgements = zip(objectives, subjects).map { judge($0, totals[$1]) }
    let suite = totals[Roster.suite].events
    let benchmarks = roster.benchmarks.enumerated().map { index, name in
      let events = totals[roster.firstBenchmark + index].events
      return StepSummary.Traffic(
        name: name,
        rate: events.rate ?? 0,
        errorRate: events.value(of: .errorRate) ?? 0
      )
    }
    let worst = judgements.map(\.verdict).max { $0.severity < $1.severity }
    return StepSummary(
      from: change.from,
      to: change.to,
      startNanoseconds: startNanoseconds,
      endNanoseconds: endNanoseconds,
      verdict: worst ?? .pending,
      rate: suite.rate ?? 0,
      errorRate: suite.value(of: .errorRate) ?? 0,
      benchmarks: benchmarks,
      judgements: judgements
    )
  }
}
