import Budgets
package import Sessions

/// A recording that was chosen as the reference of its suite, profile and environment.
package struct Baseline: Sendable {
  /// Of what.
  package var name: BaselineName
  /// The copy of the recording.
  package var entry: RecordingEntry
}

/// Why a session makes a bad baseline.
package enum BaselineObjection: Sendable, Equatable {
  /// The recording has no end: the run was killed, or still goes on.
  case notEnded
  /// It came to an end before its time.
  case cutShort(SessionEnd)
  /// A user changed the load by hand.
  case steered
  /// Budgets that it failed, of all.
  case violated(Int, of: Int)
  /// No request was answered in its measured part.
  case empty

  /// In words that stand after "it".
  package var words: String {
    switch self {
    case .notEnded: "has no end: its run was killed, or still goes on"
    case .cutShort(.signal(let number)): "was ended by signal \(number) before its time"
    case .cutShort(.violated): "was ended at its first violation"
    case .cutShort: "was ended before its time"
    case .steered: "was steered by hand"
    case .violated(_, of: 1): "failed its only budget"
    case .violated(let count, let all): "failed \(count) of its \(all) budgets"
    case .empty: "has no answer in it"
    }
  }
}

extension RecordingEntry {
  /// What speaks against making it a baseline; empty if nothing does.
  package var baselineObjections: [BaselineObjection] {
    guard let summary, let end else { return [.notEnded] }
    var objections: [BaselineObjection] = []
    if end != .completed { objections.append(.cutShort(end)) }
    if summary.steered { objections.append(.steered) }
    let all = summary.objectives
    let violated = all.count { $0.judgement.verdict == .violation }
    if violated > 0 { objections.append(.violated(violated, of: all.count)) }
    if !summary.benchmarks.contains(where: { $0.count > $0.failed }) { objections.append(.empty) }
    return objections
  }
}
