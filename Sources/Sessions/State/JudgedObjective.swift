package import Budgets

/// An objective with its verdict, as screens and texts count and list it.
package protocol JudgedObjective {
  /// The objective.
  var objective: Objective { get }
  /// How it was judged over the whole run so far.
  var standing: Judgement { get }
}

extension ObjectiveStatus: JudgedObjective {
  /// How it was judged over the whole run so far.
  package var standing: Judgement { whole }
}

extension ObjectiveSummary: JudgedObjective {
  /// How it was judged over the whole run.
  package var standing: Judgement { judgement }
}

extension Array where Element: JudgedObjective {
  /// The places of those that are counted and listed: all that somebody wrote, and of the defaults
  /// those that are broken, or the only objective of their benchmark; but none where another objective
  /// says already that too many failed.
  package var listed: [Int] {
    var subjects: Set<Subject> = []
    var failing: Set<Subject> = []
    for element in self where !element.objective.isDefault {
      subjects.insert(element.objective.subject)
      if element.standing.tooFewAnswers { failing.insert(element.objective.subject) }
    }
    return indices.filter { index in
      let objective = self[index].objective
      guard objective.isDefault, subjects.contains(objective.subject) else { return true }
      return self[index].standing.verdict.severity > Verdict.pass.severity
        && !failing.contains(objective.subject)
    }
  }

  /// How many of those that are listed have which verdict, the worst first; what there is none of is
  /// left out.
  ///
  /// The one count of verdicts: of the screen, of a run without one, and of the printed result.
  package var verdictCounts: [(verdict: Verdict, count: Int)] {
    let verdicts = listed.map { self[$0].standing.verdict }
    let order: [Verdict] = [.violation, .drift, .pass, .pending, .skipped]
    return order.compactMap { verdict in
      let count = verdicts.count { $0 == verdict }
      return count > 0 ? (verdict, count) : nil
    }
  }

  /// The same in words: `1 violation, 1 drift, 6 pass, 1 pending`.
  package var verdictCountText: String {
    verdictCounts.map { "\($0.count) \($0.verdict.rawValue)" }.joined(separator: ", ")
  }

  /// The places of those that are listed, what needs attention first: the worst verdict, then the most
  /// consumed; of equals benchmarks, then processes, then the suite, each in their order.
  package var listedByAttention: [Int] { byAttention(listed) }

  /// `[objective]`: how many of all need more attention.
  package var ranksByAttention: [Int] {
    var ranks = [Int](repeating: 0, count: count)
    for (rank, index) in byAttention([Int](indices)).enumerated() { ranks[index] = rank }
    return ranks
  }

  private func byAttention(_ places: [Int]) -> [Int] {
    places.sorted { left, right in
      let (first, second) = (self[left].standing, self[right].standing)
      if first.verdict != second.verdict {
        return first.verdict.severity > second.verdict.severity
      }
      let (used, other) = (first.consumption ?? 0, second.consumption ?? 0)
      if used != other { return used > other }
      let (place, behind) = (
        self[left].objective.subject.place, self[right].objective.subject.place
      )
      return (place, left) < (behind, right)
    }
  }
}

extension Subject {
  /// Where it comes among equals.
  fileprivate var place: Int {
    switch self {
    case .benchmark: 0
    case .process: 1
    case .suite: 2
    }
  }
}
