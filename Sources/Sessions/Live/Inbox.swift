/// The queue between a source and the session thread.
package typealias Inbox = Mailbox<SessionInput>

extension Mailbox where Element == SessionInput {
  /// Adds an input.
  ///
  /// A preview that was not taken yet is replaced by the next one, so a slow session thread costs
  /// frames and no measurement.
  package func put(_ input: SessionInput) {
    guard case .preview = input else { return put(input, replacingLastIf: { _ in false }) }
    put(input) { last in
      if case .preview = last { true } else { false }
    }
  }
}
