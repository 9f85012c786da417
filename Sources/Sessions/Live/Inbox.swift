import Glibc

/// The queue between a source and the session thread.
///
/// Any thread may put; one thread takes. A preview that was not taken yet is replaced by the next
/// one, so a slow session thread costs frames and no measurement.
package final class Inbox: @unchecked Sendable {
  // Guarded by `mutex`; a condition is needed to wait, which Synchronization does not have.
  private var inputs: [SessionInput] = []
  private var hasPreview = false
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

  /// Adds an input; O(1).
  package func put(_ input: SessionInput) {
    pthread_mutex_lock(mutex)
    if case .preview = input {
      if hasPreview, case .preview? = inputs.last {
        inputs[inputs.count - 1] = input
      } else {
        inputs.append(input)
      }
      hasPreview = true
    } else {
      inputs.append(input)
    }
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Waits until there is something and takes all of it.
  package func takeAll() -> [SessionInput] {
    pthread_mutex_lock(mutex)
    while inputs.isEmpty { pthread_cond_wait(condition, mutex) }
    let taken = inputs
    inputs = []
    hasPreview = false
    pthread_mutex_unlock(mutex)
    return taken
  }
}
