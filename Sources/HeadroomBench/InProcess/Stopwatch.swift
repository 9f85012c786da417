import Glibc

/// Times code in this process on the CPU that it took, so that others who want the CPU count less.
enum Stopwatch {
  /// CPU time of this thread, ns.
  static func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// What `body` takes, ns.
  static func time(_ body: () -> Void) -> Double {
    let start = nanoseconds()
    body()
    return Double(nanoseconds() - start)
  }

  /// Nanoseconds per operation, `[batch]`; each batch does `operations` of them.
  ///
  /// The first batch warms the caches and is left out.
  static func batches(_ count: Int = 15, of operations: Int, _ body: () -> Void) -> [Double] {
    (0...count).map { _ in time(body) / Double(operations) }.dropFirst().map { $0 }
  }
}

/// Takes results, so that the optimiser can't leave out what makes them.
final class Sink {
  private var sum: UInt64 = 0

  func take(_ value: some BinaryInteger) {
    sum = sum &* 31 &+ UInt64(truncatingIfNeeded: value)
  }

  /// Says something about all that was taken; false as good as always.
  var isImprobable: Bool { sum == 0x5eed_5eed_5eed_5eed }
}
