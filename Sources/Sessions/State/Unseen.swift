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

extension SubjectState {
  /// Whether nothing ever came of a benchmark, neither good nor bad nor in the warm-up.
  var isUnknown: Bool {
    let events = totals.events
    return events.count + events.dropped + events.cutOff + warmup + interrupted == 0
      && skipped == nil
  }
}

extension Summary {
  /// The benchmarks with budgets of which another program never brought anything, each with the name
  /// among those that came that was probably meant.
  package var unknownNames: [(name: String, meant: String?)] {
    guard model == .external else { return [] }
    func isKnown(_ benchmark: BenchmarkSummary) -> Bool {
      benchmark.count + benchmark.warmup + benchmark.cutOff + benchmark.dropped > 0
    }
    let known = benchmarks.filter(isKnown).map(\.name)
    return benchmarks.filter { benchmark in
      !isKnown(benchmark) && benchmark.skipped == nil
        && benchmark.objectives.contains { !$0.objective.isDefault }
    }
    .map { ($0.name, Spelling.nearest(to: $0.name, among: known)) }
  }

  /// The watched processes that were never seen.
  package var unseenProcesses: [String] { processes.filter { $0.totals == nil }.map(\.name) }

  /// The CPUs of the machine; 0 if that is not known.
  package var cores: Int { processes.map(\.cores).max() ?? 0 }
}
