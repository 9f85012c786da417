/// A session that is kept somewhere: from its beginning to its end, and at any place.
///
/// Owned by one thread.
package protocol SessionArchive: AnyObject {
  /// What is known since the start.
  var head: SessionHead { get }
  /// The end of the last interval that is there, ns since the start of the session.
  var endNanoseconds: Int64 { get }
  /// What the run itself came to; nil if it did not end.
  var recordedSummary: Summary? { get }
  /// Why something is missing, in words; empty if nothing is.
  var warnings: [String] { get }

  /// What comes next.
  func next() throws -> ArchiveStep
  /// The intervals of these ordinals, of those that `next` has passed, each after its events.
  func inputs(of intervals: Range<Int>) throws -> [SessionInput]
  /// The last `count` intervals up to the one that holds, or ends at, a moment, ns since the start of the
  /// session, and their events, wherever `next` is.
  func inputs(upTo nanoseconds: Int64, count: Int) throws -> [SessionInput]
}

/// What an archive gives next.
package enum ArchiveStep: Sendable {
  /// An input.
  case input(SessionInput)
  /// Nothing yet: the session goes on.
  case waiting
  /// Nothing more.
  case over
}
