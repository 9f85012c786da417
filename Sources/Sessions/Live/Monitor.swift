import Glibc

/// State that several threads change, and wait for.
///
/// Source: Hoare, "Monitors", CACM 17 (1974) 549; a condition is what Synchronization does not have.
package final class Monitor<State>: @unchecked Sendable {
  // Guarded by `mutex`.
  private var state: State
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  /// A monitor of this state.
  package init(_ state: sending State) {
    self.state = state
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Changes the state once it is ready, which is waited for, and wakes a thread that waits.
  ///
  /// At most two threads may wait for different things.
  package func change<Result>(
    when isReady: (State) -> Bool = { _ in true },
    _ body: (inout State) -> Result
  ) -> Result {
    pthread_mutex_lock(mutex)
    while !isReady(state) { pthread_cond_wait(condition, mutex) }
    return changeAndUnlock(body)
  }

  /// The same, but changes it at this moment of CLOCK_MONOTONIC, ns, as it is.
  package func change<Result>(
    when isReady: (State) -> Bool,
    orAtNanoseconds deadline: Int64,
    _ body: (inout State) -> Result
  ) -> Result {
    let (seconds, rest) = deadline.quotientAndRemainder(dividingBy: 1_000_000_000)
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
    pthread_mutex_lock(mutex)
    var status: Int32 = 0
    while !isReady(state), status == 0 {
      status = pthread_cond_timedwait(condition, mutex, &time)
    }
    return changeAndUnlock(body)
  }

  private func changeAndUnlock<Result>(_ body: (inout State) -> Result) -> Result {
    defer {
      pthread_cond_signal(condition)
      pthread_mutex_unlock(mutex)
    }
    return body(&state)
  }
}
