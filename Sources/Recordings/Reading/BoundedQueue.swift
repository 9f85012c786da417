import Glibc

/// A queue of a few elements from one thread to another: whoever is too fast waits for the other.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  // Guarded by `mutex`; to wait takes a condition, which Synchronization does not have.
  private var elements: [Element] = []
  private var isClosed = false
  private let capacity: Int
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// An empty queue that holds at most so many elements.
  init(capacity: Int) {
    self.capacity = capacity
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

  /// Adds an element once there is room; false if the queue was closed, and nobody will take it.
  func put(_ element: Element) -> Bool {
    locked {
      while elements.count == capacity, !isClosed { pthread_cond_wait(condition, mutex) }
      guard !isClosed else { return false }
      elements.append(element)
      return true
    }
  }

  /// Waits for an element and takes the oldest; nil once the queue is closed and empty.
  func take() -> Element? {
    locked {
      while elements.isEmpty, !isClosed { pthread_cond_wait(condition, mutex) }
      return elements.isEmpty ? nil : elements.removeFirst()
    }
  }

  /// Ends it from either side: nothing more comes, or nothing more is wanted.
  func close() { locked { isClosed = true } }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      // One of the two waits at most.
      pthread_cond_signal(condition)
      pthread_mutex_unlock(mutex)
    }
    return body()
  }
}
