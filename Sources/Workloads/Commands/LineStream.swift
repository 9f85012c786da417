import Glibc
import Measurements

/// Lines over a socket, blocking; a broken connection is its end.
final class LineStream {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isOver = false

  /// Lines over a descriptor, which it closes at its own end.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// The next line without its end; nil at the end of the stream, or if there is none until
  /// `deadline`, ns of CLOCK_MONOTONIC.
  func read(until deadline: Int64 = .max) -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      guard !isOver, waits(until: deadline) else { return nil }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count > 0 {
        buffer += chunk[..<count]
      } else if count == 0 || errno != EINTR {
        isOver = true
      }
    }
  }

  /// Whether there is something to read before `deadline`.
  private func waits(until deadline: Int64) -> Bool {
    while deadline < .max {
      let left = deadline - SystemClock.monotonic()
      guard left > 0 else { return false }
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let count = poll(&entry, 1, Int32(clamping: (left + 999_999) / 1_000_000))
      if count > 0 { return true }
      if count < 0 && errno != EINTR { return false }
    }
    return true
  }

  /// Writes a line; false if nobody reads any more.
  @discardableResult
  func write(_ line: String) -> Bool {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }
}
