import Budgets
import Measurements

/// The consecutive windows of `in_every`, and the worst of those that are complete.
///
/// Like a maximum, the worst of what was observed is a value of the run, about which nothing is unsure.
struct EveryWindow {
  let length: Int
  private var filled = 0
  /// The samples of the window that is filling.
  var totals = Totals()
  /// The windows that are complete.
  private(set) var completed = 0
  private var worst: Judgement?

  init(length: Int) { self.length = length }

  /// The worst complete window.
  var judgement: Judgement { worst ?? .pending(missing: 1) }

  mutating func append(_ interval: SubjectInterval, objective: Objective) {
    totals.add(interval)
    filled += 1
    guard filled == length else { return }
    var judged = judge(objective, totals)
    judged.sure = judged.verdict != .pending
    filled = 0
    completed += 1
    totals = Totals()
    guard judged.verdict != .pending else { return }
    guard let current = worst else {
      worst = judged
      return
    }
    let order = (judged.verdict.severity, judged.consumption ?? 0)
    if order > (current.verdict.severity, current.consumption ?? 0) { worst = judged }
  }
}
