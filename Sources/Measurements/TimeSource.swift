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

  /// The latest time that a wall clock shows here, ns since 1970: in the year 2223.
  package static let latestWall: Int64 = 8_000_000_000_000_000_000

  /// A clock that is wrong by centuries shows the nearest time from 1970 to 2223, which any head of a session
  /// may have.
  package func wallNanoseconds() -> Int64 {
    min(max(0, Self.read(CLOCK_REALTIME)), Self.latestWall)
  }

  /// Nanoseconds of CLOCK_MONOTONIC.
  package static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

  /// What nanoseconds in 64 bits have room for.
  private static let mostSeconds: Int64 = 9_000_000_000

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    let seconds = min(max(Int64(time.tv_sec), -Self.mostSeconds), Self.mostSeconds)
    return seconds * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
