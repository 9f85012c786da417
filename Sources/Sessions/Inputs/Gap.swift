import Measurements

/// Time in which this program did not run: it was stopped, or the machine was suspended.
///
/// Nothing that was under way in it is judged.
package struct Gap: Sendable, Equatable {
  /// How long it was, ns.
  package var nanoseconds: Int64
  /// Whether the machine was suspended; otherwise the process was stopped.
  package var isSuspension: Bool
  /// How many requests were under way in it.
  package var inFlight: UInt64

  /// A gap.
  package init(nanoseconds: Int64, isSuspension: Bool, inFlight: UInt64) {
    self.nanoseconds = nanoseconds
    self.isSuspension = isSuspension
    self.inFlight = inFlight
  }

  /// What happened, in words.
  package var words: String {
    let cause = isSuspension ? "machine suspended" : "program stopped"
    return "\(cause) for \(Figures.duration(nanoseconds: Double(nanoseconds)))\(judged)"
  }

  fileprivate var judged: String {
    if inFlight == 0 { return "" }
    return ", \(inFlight == 1 ? "1 request" : "\(inFlight) requests") under way not judged"
  }
}

/// All gaps of a session.
package struct GapTotal: Sendable, Equatable {
  /// How many there were, at least one.
  package var count: UInt64
  /// All of them together; a suspension where the last one was.
  package var gap: Gap

  /// So many gaps.
  package init(count: UInt64, gap: Gap) {
    self.count = count
    self.gap = gap
  }

  /// One more, of a file from anywhere.
  mutating func add(_ other: Gap) {
    count = count.addingSaturated(1)
    gap.nanoseconds = gap.nanoseconds.addingSaturated(other.nanoseconds)
    gap.inFlight = gap.inFlight.addingSaturated(other.inFlight)
    gap.isSuspension = other.isSuspension
  }

  /// What happened, in words.
  package var words: String {
    guard count > 1 else { return gap.words }
    let time = Figures.duration(nanoseconds: Double(gap.nanoseconds))
    return "program stopped \(count) times, \(time) in all\(gap.judged)"
  }
}
