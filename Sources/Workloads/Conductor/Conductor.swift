package import Sessions
import Synchronization

/// The source of a whole session: its parts one after the other, on one timeline.
///
/// Intervals of each part are numbered on and follow those of the part before without a gap, and say
/// which benchmarks were measured in them. What the user asks for goes to the part that runs.
package final class Conductor: SessionSource {
  private let parts: [SessionPart]
  private let processes: (any ProcessObserver)?
  private let state = Mutex(State())

  private struct State {
    /// The part that runs; nil between two of them.
    var current: Int?
    /// What was asked for between two parts.
    var waiting: [Control] = []
    /// Why the user ends the session.
    var end: SessionEnd?
    /// Whether no part follows the one that runs.
    var isLast = false
    /// The only benchmark that is wanted.
    var only: String?
  }

  /// A session of `parts`, at least one, in which these processes are watched.
  package init(parts: [SessionPart], processes: (any ProcessObserver)? = nil) {
    precondition(!parts.isEmpty, "a session has at least one part")
    self.parts = parts
    self.processes = processes
  }

  package func start(into inbox: Inbox) throws {
    let first = Inbox()
    state.withLock { $0.current = 0 }
    try parts[0].source.start(into: first)
    startThread { [self] in run(first, into: inbox) }
  }

  package func apply(_ control: Control) {
    let current = state.withLock { state in
      switch control {
      case .stop(let end, _): state.end = state.end ?? end
      case .stopAfterStage: state.isLast = true
      case .only(let name): state.only = name
      default: break
      }
      if state.current == nil { state.waiting.append(control) }
      return state.current
    }
    if let current { parts[current].source.apply(control) }
  }

  package var failure: String? { parts.lazy.compactMap(\.source.failure).first }

  // MARK: The thread

  private func run(_ first: Inbox, into inbox: Inbox) {
    var voice = PartVoice(isAlone: parts.count == 1, processes: processes, inbox: inbox)
    voice.begin(parts[0])
    var end = forward(first, &voice)
    for index in parts.indices.dropFirst() where end == .completed {
      guard let waiting = takeTurn(index) else { continue }
      voice.begin(parts[index])
      let own = Inbox()
      do {
        try parts[index].source.start(into: own)
      } catch {
        state.withLock { $0.current = nil }
        voice.tell(.notice(Visible.text("a part of the session can't start: \(error)")))
        continue
      }
      for control in waiting { parts[index].source.apply(control) }
      end = forward(own, &voice)
    }
    inbox.put(.end(state.withLock { $0.end } ?? end))
  }

  /// Makes a part the one that runs, and returns what was asked for before; nil if it is not wanted.
  private func takeTurn(_ index: Int) -> [Control]? {
    state.withLock { state in
      guard state.end == nil, !state.isLast else { return nil }
      if let only = state.only, !parts[index].benchmarks.contains(only) { return nil }
      state.current = index
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// Passes on what a part tells, to its end.
  private func forward(_ own: Inbox, _ voice: inout PartVoice) -> SessionEnd {
    while true {
      for input in own.takeAll() {
        if case .end(let end) = input {
          state.withLock { $0.current = nil }
          return end
        }
        voice.pass(input)
      }
    }
  }
}
