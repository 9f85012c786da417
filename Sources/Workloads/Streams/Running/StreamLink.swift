import Synchronization

/// What a source shares with the thread that reads its lines.
final class StreamLink: Sendable {
  /// What the user asks for.
  let controls = ControlQueue()
  private let trouble = Mutex<String?>(nil)

  /// Why nothing was measured; nil if something was, or may still be.
  var failure: String? { trouble.withLock { $0 } }

  /// Nothing was measured, for this reason.
  func fail(_ reason: String) { trouble.withLock { $0 = reason } }
}
