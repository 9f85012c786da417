import Glibc

/// Where time comes from; tests move theirs by hand.
package protocol TimeSource: Sendable {
  /// Nanoseconds of a clock that never goes back.
  func monotonicNanoseconds() -> Int64
  /// Nanoseconds since 1970-01-01 UTC.
  func wallNanoseconds() -> Int64
}

/// CLOCK_MONOTONIC and CLOCK_REALTIME (clock_gettime(2)), about 25 ns each through the vDSO.
package struct SystemClock: TimeSource {
  /// The clocks of this machine.
  package init() {}

  package func monotonicNanoseconds() -> Int64 { Self.monotonic() }

  package func wallNanoseconds() -> Int64 { Self.read(CLOCK_REALTIME) }

  /// Nanoseconds of CLOCK_MONOTONIC.
  package static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
