import Synchronization

/// Numbers the turns of one program, whichever worker they are on.
final class TurnCounter: Sendable {
  private let next = Atomic<UInt64>(0)

  /// The next number, from 0; no other turn has it.
  func take() -> UInt64 { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
