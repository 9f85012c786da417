import Glibc

/// Starts a detached thread.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(ThreadBody(body))
  var thread = pthread_t()
  let status = pthread_create(&thread, nil, runThreadBody, box.toOpaque())
  precondition(status == 0, "no thread could be started: \(status)")
  pthread_detach(thread)
}

// At file scope: a closure made in isolated code would trap when C calls it on another thread.
private func runThreadBody(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().body()
  return nil
}

private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
