/// What flows from a source, live or replayed, into the state of a session.
package enum SessionInput: Sendable {
  /// The interval that is filling, so far; replaces the last such preview. Live only.
  case preview(IntervalRecord)
  /// An interval that is complete.
  case interval(IntervalRecord)
  /// Something that happened.
  case event(SessionEvent)
  /// Nothing more will come.
  case end(SessionEnd)
}

/// Why a session ended.
package enum SessionEnd: Sendable, Equatable {
  /// The planned time or number of iterations was reached.
  case completed
  /// The user ended it before its time.
  case stopped
  /// A signal ended it, by its number.
  case signal(Int32)
  /// A budget was violated and `--stop-on violation` was asked for.
  case violated
  /// The recording has no end: the run was killed or still goes on.
  case torn
}
