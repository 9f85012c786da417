import Synchronization

@testable import Recordings

/// A disk in memory that takes as many bytes at a time as the script says.
final class ScriptedDisk: Sendable {
  enum Answer {
    /// Takes at most so many bytes.
    case takes(Int)
    /// Fails with this `errno`.
    case fails(Int32)
    /// Takes so many bytes and yet fails with this `errno`.
    case takesAndFails(Int, Int32)
  }

  private struct State {
    var bytes: [UInt8] = []
    var script: [Answer]
    var calls = 0
    var isClosed = false
  }

  private let state: Mutex<State>

  /// A disk that answers as the script says, and after its end takes everything.
  init(_ script: [Answer] = []) { state = Mutex(State(script: script)) }

  var bytes: [UInt8] { state.withLock { $0.bytes } }
  var calls: Int { state.withLock { $0.calls } }
  var isClosed: Bool { state.withLock { $0.isClosed } }

  var file: AppendFile {
    AppendFile(
      append: { [self] part in
        state.withLock { state in
          state.calls += 1
          guard !state.script.isEmpty else {
            state.bytes += part
            return part.count
          }
          switch state.script.removeFirst() {
          case .takes(let count):
            state.bytes += part.prefix(count)
            return min(count, part.count)
          case .fails(let code): return -Int(code)
          case .takesAndFails(let count, let code):
            state.bytes += part.prefix(count)
            return -Int(code)
          }
        }
      },
      length: { [self] in state.withLock { Int64($0.bytes.count) } },
      close: { [self] in
        state.withLock { $0.isClosed = true }
        return 0
      }
    )
  }
}
