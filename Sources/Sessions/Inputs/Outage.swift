/// A time in which most requests failed, from its first interval to its last.
package struct Outage: Sendable, Equatable {
  /// The start of its first interval, since the start of the session, ns.
  package var fromNanoseconds: Int64
  /// The end of its last interval so far, since the start of the session, ns.
  package var toNanoseconds: Int64
  /// Until when the last 10 s still have some of it, ns; nil while it lasts.
  package var untilNanoseconds: Int64?
  /// The requests that failed.
  package var failed: UInt64
  /// Why, the most frequent first.
  package var errors: [ErrorCount]

  /// An outage.
  package init(
    fromNanoseconds: Int64,
    toNanoseconds: Int64,
    untilNanoseconds: Int64? = nil,
    failed: UInt64,
    errors: [ErrorCount]
  ) {
    self.fromNanoseconds = fromNanoseconds
    self.toNanoseconds = toNanoseconds
    self.untilNanoseconds = untilNanoseconds
    self.failed = failed
    self.errors = errors
  }

  /// Whether it is over.
  package var isOver: Bool { untilNanoseconds != nil }

  /// `down` if most requests had no answer, `failing` if they were answered badly.
  package var word: String {
    let answered = errors.reduce(0.0) { $0 + ($1.kind.isAnswer ? Double($1.count) : 0) }
    return answered * 2 > errors.reduce(0.0) { $0 + Double($1.count) } ? "failing" : "down"
  }

  /// Whether an event follows from it: a budget of the whole run or of the last 10 s that it broke, or
  /// that is met again.
  package func explains(_ event: SessionEvent) -> Bool {
    guard event.atNanoseconds >= fromNanoseconds,
      event.atNanoseconds <= untilNanoseconds ?? .max
    else { return false }
    switch event.kind {
    case .verdict, .overBudget, .backUnder, .alert, .alertOver: return true
    case .load, .mark, .paused, .resumed, .steered, .notice, .skipped, .gap, .slowest, .trust,
      .outage:
      return false
    }
  }
}
