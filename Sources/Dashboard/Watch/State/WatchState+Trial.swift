import Budgets
import Sessions

/// What if the budget were another one.
extension WatchState {
  mutating func tryAnotherBudget() {
    guard trial == nil else {
      trial = nil
      return
    }
    let rows = rows
    guard !rows.isEmpty else {
      notice = "there is no budget to change"
      return
    }
    let row = rows[selectedIndex(in: rows)]
    guard trace(of: row.index) != nil else {
      notice = "not judged yet: there is nothing to judge again"
      return
    }
    selection = row.id
    trial = Trial(index: row.index, objective: row.status.objective)
  }

  /// Keys while a budget is tried; false for those that mean what they always do.
  mutating func tryBudget(_ key: Key) -> Bool {
    switch key {
    case .up, .character("k"): stepTrial(up: true)
    case .down, .character("j"): stepTrial(up: false)
    case .shiftUp, .pageUp, .character("K"): stepTrial(up: true, isCoarse: true)
    case .shiftDown, .pageDown, .character("J"): stepTrial(up: false, isCoarse: true)
    case .enter, .character("e"): trial = nil
    case .character(let digit) where digit.isASCII && digit.isNumber:
      prompt = Prompt(purpose: .budget, text: String(digit))
    default: return false
    }
    return true
  }

  /// Tries a budget as it was typed: a number without a unit is in that of the budget in force.
  mutating func tryBudget(_ text: String) {
    let text = Words.stripped(text)
    if trial == nil { tryAnotherBudget() }
    guard let objective = trial?.objective else { return }
    let sign = objective.comparison.rawValue
    let isBare = text.last.map { $0.isASCII && $0.isNumber || $0 == "." } ?? false
    let full = isBare ? text + Words.unit(of: objective) : text
    do throws(BudgetExpression.Failure) {
      let typed = try BudgetExpression.parse("\(objective.metric.name)\(sign)\(full)")
      trial?.objective.setBudget(typed.value, as: full)
    } catch {
      notice = error.message
    }
  }

  private mutating func stepTrial(up: Bool, isCoarse: Bool = false) {
    guard let tried = trial?.objective else { return }
    trial?.objective = tried.stepping(up: up, isCoarse: isCoarse)
  }

  /// How an objective stood after each interval, if that is known.
  func trace(of index: Int) -> ObjectiveTrace? {
    guard let traces = overview?.traces, traces.indices.contains(index),
      !traces[index].ends.isEmpty
    else { return nil }
    return traces[index]
  }

  /// What the objective of a row comes to by its own budget, by the one that is tried, and by the
  /// strictest one that passes.
  func retrial(of row: ObjectiveRow) -> [(objective: Objective, result: WhatIf)] {
    guard let trace = trace(of: row.index) else { return [] }
    let own = row.status.objective
    var objectives = [own]
    if let trial, trial.index == row.index, trial.objective != own {
      objectives.append(trial.objective)
    }
    if let strictest = trace.strictestPassing(own), !objectives.contains(strictest) {
      objectives.append(strictest)
    }
    return objectives.map { ($0, trace.judged(by: $0)) }
  }
}
