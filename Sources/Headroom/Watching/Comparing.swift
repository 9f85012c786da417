import Sessions
import Synchronization

/// Compares two recordings on a thread of its own, since both are read from beginning to end.
final class Comparing: Sendable {
  /// What was found.
  struct Found: Sendable {
    var comparison: SessionComparison
    var base: SessionFigures
    var current: SessionFigures
  }

  /// Why there is nothing to show, in words.
  struct Failure: Error {
    var text: String
  }

  private struct State {
    var isReading = false
    var result: Result<Found, Failure>?
  }

  private let state = Mutex(State())
  private let onDone: @Sendable () -> Void

  /// Calls `onDone`, from another thread, whenever a comparison is there.
  init(onDone: @escaping @Sendable () -> Void) { self.onDone = onDone }

  /// Begins with two recordings, or the same stretch of both, ns since the start of each; false if it
  /// still reads others.
  func start(base: String, current: String, stretch: Range<Int64>?) -> Bool {
    let isFree = state.withLock { state in
      defer { state.isReading = true }
      return !state.isReading
    }
    guard isFree else { return false }
    startThread { [self] in
      let result = Self.compare(base, current, stretch)
      state.withLock { $0.result = result }
      onDone()
    }
    return true
  }

  /// What was found, once; nil if nothing was asked for, or it is not there yet.
  func take() -> Result<Found, Failure>? {
    state.withLock { state in
      guard let result = state.result else { return nil }
      state = State()
      return result
    }
  }

  private static func compare(
    _ base: String,
    _ current: String,
    _ stretch: Range<Int64>?
  ) -> Result<Found, Failure> {
    do {
      let sides = try [base, current].map { try ComparedSession(path: $0, stretch: stretch) }
      let comparison = SessionComparison(
        base: (sides[0].path, sides[0].figures),
        current: (sides[1].path, sides[1].figures),
        minChange: SessionComparison.defaultMinChange
      )
      return .success(
        Found(comparison: comparison, base: sides[0].figures, current: sides[1].figures)
      )
    } catch let failure as any CommandFailure {
      return .failure(Failure(text: failure.text))
    } catch {
      return .failure(Failure(text: "\(error)"))
    }
  }
}
