import Synchronization

/// The programs that a run may still begin, shared by all of its workers.
final class IterationBudget: Sendable {
  private let left: Atomic<Int>

  init(_ count: Int) { left = Atomic(count) }

  /// Takes one; false if none is left.
  func take() -> Bool { left.wrappingSubtract(1, ordering: .relaxed).oldValue > 0 }
}
