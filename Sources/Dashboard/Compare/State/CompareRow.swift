import Budgets
import Sessions

/// One metric of one benchmark, as a row of the table.
struct CompareRow: Sendable, Equatable {
  /// What tells it from the others.
  struct ID: Hashable, Sendable {
    var subject: String
    var metric: Metric
  }

  var subject: String
  var change: MetricChange

  var id: ID { ID(subject: subject, metric: change.metric) }

  /// What the filter looks at.
  var title: String { "\(subject) \(change.metric.label) \(change.words)" }

  /// How much attention it needs, also among those of which nothing is claimed: those that data were
  /// enough for come first.
  var rank: Double { change.finding == .tooFew ? -1 : change.attention }

  var role: Role {
    switch change.finding {
    case .worse: .violation
    case .better: .pass
    case .noDifference, .cantTell: .text
    case .tooFew: .muted
    }
  }

  func mark(_ glyphs: Glyphs) -> String {
    switch change.finding {
    case .worse: glyphs.violation
    case .better: glyphs.pass
    case .noDifference: " "
    case .cantTell: "?"
    case .tooFew: glyphs.pending
    }
  }
}
