import Glibc

/// Lets one thread wait until another says that there is something new.
final class Gate: @unchecked Sendable {
  // A POSIX semaphore is made for several threads (sem_overview(7)).
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  /// A closed gate.
  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  /// Lets the waiting thread through once.
  func open() { sem_post(semaphore) }

  /// Waits until it is opened.
  func wait() {
    while sem_wait(semaphore) != 0 && errno == EINTR {}
  }
}
