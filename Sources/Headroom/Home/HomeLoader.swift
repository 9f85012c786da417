import Recordings
import Sessions
import Synchronization

/// Reads suites and recordings on a thread of its own, since there may be thousands.
final class HomeLoader: Sendable {
  /// What there is in a folder.
  struct Found: Sendable {
    /// The suites of `budgets/`.
    var suites: [ListedSuite]
    /// The sessions of `recordings/`, baselines included, the latest first.
    var sessions: [ListedSession]
  }

  private let catalog: RecordingCatalog
  private let onFound: @Sendable () -> Void
  private let found = Mutex<Found?>(nil)

  /// A loader that calls `onFound`, from another thread, whenever it has read everything.
  init(_ catalog: RecordingCatalog, onFound: @escaping @Sendable () -> Void) {
    self.catalog = catalog
    self.onFound = onFound
  }

  /// Starts to read; returns at once.
  func start() {
    startThread { [self] in
      let new = Found(suites: SuiteList.read(), sessions: SessionList(catalog).all)
      found.withLock { $0 = new }
      onFound()
    }
  }

  /// What was read since the last time; nil if nothing was.
  func take() -> Found? {
    found.withLock { found in
      defer { found = nil }
      return found
    }
  }
}
