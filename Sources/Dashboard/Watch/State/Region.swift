/// The stretch of a session that the user marked: one end may be open.
package struct Region: Hashable, Sendable {
  /// Ns since the start of the session; nil for the start.
  package internal(set) var from: Int64?
  /// Ns since the start of the session; nil for the end.
  package internal(set) var to: Int64?

  /// Whether nothing is marked.
  package var isEmpty: Bool { from == nil && to == nil }

  /// From one end to the other of a session of this length; nil if nothing is marked.
  package func bounds(endNanoseconds: Int64) -> Range<Int64>? {
    guard !isEmpty else { return nil }
    let start = max(0, from ?? 0)
    return start..<max(start, to ?? endNanoseconds)
  }
}
