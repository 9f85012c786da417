import Budgets

extension Judgement {
  /// Whether it is pending for a process that was never seen: no number of samples is missing.
  fileprivate func isOfUnseenProcess(_ subject: Subject) -> Bool {
    guard case .process = subject else { return false }
    return verdict == .pending && observed == nil && missing == 0
  }
}

extension ObjectiveSummary {
  /// Whether it is about a watched process that was never seen.
  package var isOfUnseenProcess: Bool { judgement.isOfUnseenProcess(objective.subject) }
}

extension ObjectiveStatus {
  /// Whether it is about a watched process that was not seen so far.
  package var isOfUnseenProcess: Bool { whole.isOfUnseenProcess(objective.subject) }
}

extension Summary {
  /// The watched processes that were never seen.
  package var unseenProcesses: [String] { processes.filter { $0.totals == nil }.map(\.name) }

  /// The CPUs of the machine; 0 if that is not known.
  package var cores: Int { processes.map(\.cores).max() ?? 0 }
}
