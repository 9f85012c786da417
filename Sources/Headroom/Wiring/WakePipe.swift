import Glibc

/// Wakes the main thread out of its wait for keys.
final class WakePipe: Sendable {
  /// What `poll` watches.
  let readEnd: Int32
  private let writeEnd: Int32

  /// A pipe that neither end waits on; nil if the process has no descriptors left.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Wakes, from any thread; a pipe that is full wakes anyway.
  func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Takes what woke.
  func empty() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) == bytes.count {}
  }

  /// Waits until it is woken, at most a second, and empties it.
  func wait() {
    var entry = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    _ = poll(&entry, 1, 1000)
    empty()
  }
}
