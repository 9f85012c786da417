/// A whole session, as far as it is known: what lies under the playhead.
package struct Overview: Sendable {
  /// The session after its last interval; with its summary once `isComplete`.
  package var snapshot: Snapshot
  /// Events that a playhead can stop at, oldest first; at most 10,000.
  package var landmarks: [SessionEvent] = []
  /// `[objective]`, as in `Snapshot.objectives`: how each stood after each interval.
  package var traces: [ObjectiveTrace] = []
  /// How far it has been summed, ns since the start of the session.
  package var summedNanoseconds: Int64 = 0
  /// The end of the last interval that is in the file, ns since the start of the session.
  package var endNanoseconds: Int64 = 0
  /// Whether all of it has been summed.
  package var isComplete = false
  /// Why the rest could not be read, and what was skipped, in words; empty if all is well.
  package var warnings: [String] = []

  /// A session of which nothing is known yet.
  package init(snapshot: Snapshot) { self.snapshot = snapshot }
}
