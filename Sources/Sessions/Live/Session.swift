import Budgets
import Glibc
import Synchronization

/// What a session gives to those who watch it, in order, on the session thread.
package enum SessionOutput: Sendable {
  /// A complete interval and the events since the last one, derived ones included.
  case interval(IntervalRecord, events: [SessionEvent])
  /// The end.
  case summary(Summary, events: [SessionEvent])
}

/// Someone who takes in a session on the session thread, as the recorder does.
package protocol SessionObserver: AnyObject, Sendable {
  /// Takes in the next output. May block; the engine does not wait for it.
  func receive(_ output: SessionOutput)
  /// Is told why the session ends, right before its summary.
  func willEnd(_ end: SessionEnd)
  /// How the recording stands.
  var recording: Snapshot.Recording { get }
}

extension SessionObserver {
  package func willEnd(_ end: SessionEnd) {}
}

/// Runs a session: takes inputs from a source, reduces them, feeds observers, and publishes a
/// snapshot after each tick.
///
/// One thread owns the state.
package final class Session: Sendable {
  private let source: any SessionSource
  private let observers: [any SessionObserver]
  private let inbox = Inbox()
  private let newest: Mutex<Snapshot>
  private let hasEnded = Atomic<Bool>(false)
  /// Is called on the session thread after each new snapshot; must be quick.
  private let onSnapshot: @Sendable () -> Void
  private let stopsOnViolation: Bool

  /// A session over `source`, from the state before the first input.
  package init(
    state: SessionState,
    source: any SessionSource,
    observers: [any SessionObserver] = [],
    stopsOnViolation: Bool = false,
    onSnapshot: @escaping @Sendable () -> Void = {}
  ) {
    self.source = source
    self.observers = observers
    self.stopsOnViolation = stopsOnViolation
    self.onSnapshot = onSnapshot
    newest = Mutex(state.snapshot(recording: Self.recording(observers)))
    self.state = Mutex(state)
  }

  /// The state, held by the session thread from start to end.
  private let state: Mutex<SessionState>

  /// The newest snapshot, from any thread.
  package var snapshot: Snapshot { newest.withLock { $0 } }

  /// Whether the source came to its end and every observer has the summary.
  package var isOver: Bool { hasEnded.load(ordering: .acquiring) }

  /// Does to the load what the user asks for; from any thread.
  package func apply(_ control: Control) { source.apply(control) }

  /// Starts the source and the session thread.
  package func start() throws {
    try source.start(into: inbox)
    startThread { [self] in run() }
  }

  private func run() {
    state.withLock { state in
      var events: [SessionEvent] = []
      var isStopping = false
      while true {
        for input in inbox.takeAll() {
          let derived = state.apply(input)
          switch input {
          case .preview:
            break
          case .event(let event):
            events.append(event)
          case .interval(let record):
            tell(.interval(record, events: events + derived))
            events = []
            if stopsOnViolation, !isStopping, derived.contains(where: \.isViolation) {
              isStopping = true
              source.apply(.stop(.violated, drain: true))
            }
          case .end(let end):
            for observer in observers { observer.willEnd(end) }
            tell(.summary(state.summary(), events: events))
            publish(&state)
            hasEnded.store(true, ordering: .releasing)
            onSnapshot()
            return
          }
        }
        publish(&state)
        onSnapshot()
      }
    }
  }

  private func tell(_ output: SessionOutput) {
    for observer in observers { observer.receive(output) }
  }

  private func publish(_ state: inout SessionState) {
    state.refreshStatuses()
    let snapshot = state.snapshot(recording: Self.recording(observers))
    newest.withLock { $0 = snapshot }
  }

  private static func recording(_ observers: [any SessionObserver]) -> Snapshot.Recording {
    observers.lazy.map(\.recording).first { $0 != .off } ?? .off
  }
}

extension SessionEvent {
  fileprivate var isViolation: Bool {
    guard case .verdict(let change) = kind else { return false }
    return change.to == .violation
  }
}
