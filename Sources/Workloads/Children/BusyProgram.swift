import Glibc

/// Starts of programs whose file is open for writing: by a linker or an installer that is about to be
/// done, or by a child of whoever wrote it, between its fork and its exec.
package enum BusyProgram {
  private static let tries = 100

  /// Starts one, again and again for at most 2 s while its file is busy (execve(2), ETXTBSY).
  ///
  /// - Parameters:
  ///   - pauseMicroseconds: how long it waits between two tries.
  ///   - start: starts it; returns 0 or an error number, as posix_spawn(3) does.
  /// - Returns: what the last try returned.
  package static func start(pauseMicroseconds: UInt32 = 20_000, _ start: () -> Int32) -> Int32 {
    for _ in 1..<tries {
      let code = start()
      guard code == ETXTBSY else { return code }
      usleep(pauseMicroseconds)
    }
    return start()
  }

  /// What an error number of a start means.
  package static func reason(_ code: Int32) -> String {
    code == ETXTBSY
      ? "its file is still being written (text file busy)" : String(cString: strerror(code))
  }
}
