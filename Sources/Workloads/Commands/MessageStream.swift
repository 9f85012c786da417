import Glibc
import Measurements

/// Messages over a socket, blocking, each with its length before it; a broken connection is its end.
final class MessageStream {
  private let descriptor: Int32

  /// Messages over a descriptor, which it closes at its own end.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// The next message; nil at the end of the stream, or if there is none until `deadline`, ns of
  /// CLOCK_MONOTONIC.
  func read(until deadline: Int64 = .max) -> [UInt8]? {
    guard waits(until: deadline) else { return nil }
    return bytes(MemoryLayout<Int64>.size).flatMap { bytes(Int($0.integers[0])) }
  }

  /// Writes a message; false if nobody reads any more.
  @discardableResult
  func write(_ message: [UInt8]) -> Bool {
    var rest = ([UInt8](integers: [Int64(message.count)]) + message)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  /// So many bytes; nil if the stream ends before.
  private func bytes(_ wanted: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: wanted)
    var filled = 0
    while filled < wanted {
      let count = bytes.withUnsafeMutableBytes {
        recv(descriptor, $0.baseAddress.map { $0 + filled }, wanted - filled, 0)
      }
      if count == 0 || (count < 0 && errno != EINTR) { return nil }
      filled += max(0, count)
    }
    return bytes
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
}

extension [UInt8] {
  /// Integers one after the other, as this machine keeps them.
  init(integers: [Int64]) { self = integers.withUnsafeBytes { [UInt8]($0) } }

  /// The integers that it has, without what is left of it.
  var integers: [Int64] {
    let size = MemoryLayout<Int64>.size
    return withUnsafeBytes { bytes in
      (0..<bytes.count / size).map {
        bytes.loadUnaligned(fromByteOffset: $0 * size, as: Int64.self)
      }
    }
  }
}
