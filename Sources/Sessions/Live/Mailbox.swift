import Glibc

/// A queue from any number of threads to one.
package final class Mailbox<Element: Sendable>: @unchecked Sendable {
  // Guarded by `mutex`; to wait takes a condition, which Synchronization does not have.
  private var elements: [Element] = []
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// An empty queue.
  package init() {
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Adds an element, in place of the last one if that was not taken yet and `isReplaced` says so.
  ///
  /// O(1).
  package func put(
    _ element: Element,
    replacingLastIf isReplaced: (Element) -> Bool = { _ in false }
  ) {
    pthread_mutex_lock(mutex)
    if let last = elements.last, isReplaced(last) {
      elements[elements.count - 1] = element
    } else {
      elements.append(element)
    }
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Waits until there is something and takes all of it, oldest first.
  package func takeAll() -> [Element] {
    pthread_mutex_lock(mutex)
    while elements.isEmpty { pthread_cond_wait(condition, mutex) }
    return takeAndUnlock()
  }

  /// Takes all there is, oldest first; nothing if there was nothing for so long.
  package func takeAll(withinNanoseconds nanoseconds: Int64) -> [Element] {
    // The condition was made with the default clock, CLOCK_REALTIME (pthread_cond_timedwait(3)).
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let (seconds, rest) = (Int64(time.tv_nsec) + nanoseconds).quotientAndRemainder(
      dividingBy: 1_000_000_000
    )
    time.tv_sec += Int(seconds)
    time.tv_nsec = Int(rest)
    pthread_mutex_lock(mutex)
    var status: Int32 = 0
    while elements.isEmpty, nanoseconds > 0, status == 0 {
      status = pthread_cond_timedwait(condition, mutex, &time)
    }
    return takeAndUnlock()
  }

  private func takeAndUnlock() -> [Element] {
    let taken = elements
    elements = []
    pthread_mutex_unlock(mutex)
    return taken
  }
}
