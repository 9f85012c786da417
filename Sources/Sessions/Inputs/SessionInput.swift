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

extension SessionEnd {
  /// As it stands in files.
  package var name: String {
    switch self {
    case .completed: "completed"
    case .stopped: "stopped"
    case .signal: "signal"
    case .violated: "violated"
    case .torn: "torn"
    }
  }

  /// The number of the signal; nil if there was none.
  package var signal: Int32? { if case .signal(let number) = self { number } else { nil } }

  /// The end that `name` and `signal` say; a reason of a later version is one that stopped it.
  package init(name: String, signal: Int32?) {
    switch name {
    case "completed": self = .completed
    case "signal": self = .signal(signal ?? 0)
    case "violated": self = .violated
    case "torn": self = .torn
    default: self = .stopped
    }
  }
}
