import Glibc

/// Where time comes from; tests move theirs by hand.
package protocol TimeSource: Sendable {
  /// Nanoseconds of a clock that never goes back.
  func monotonicNanoseconds() -> Int64
  /// Nanoseconds since 1970-01-01 UTC.
  func wallNanoseconds() -> Int64
}

/// CLOCK_MONOTONIC and CLOCK_REALTIME (clock_gettime(2)).
package struct SystemClock: TimeSource {
  /// The clocks of this machine.
  package init() {}

  @inlinable @inline(__always)
  package func monotonicNanoseconds() -> Int64 { SystemClock.monotonic() }

  package func wallNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Nanoseconds of CLOCK_MONOTONIC, about 25 ns through the vDSO.
  @usableFromInline
  package static func monotonic() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
