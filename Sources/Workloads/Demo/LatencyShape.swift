import Glibc

/// How the latency of an endpoint is distributed: log-normal, with a slow tail of its own.
struct LatencyShape: Sendable, Equatable {
  /// Half of what is not in the tail is faster.
  var medianMilliseconds: Double
  /// The standard deviation of the logarithm.
  var sigma: Double
  /// The share of the requests in the tail, which lies evenly on a log scale.
  var tailShare = 0.0
  /// Where the tail lies.
  var tailMilliseconds: ClosedRange<Double> = 0...0
  /// The share of requests that fail at any time.
  var errorShare = 0.0
  /// How much slower each request in flight beyond `easyInFlight` makes the others.
  var congestion = 0.0
  /// What the endpoint serves at once without slowing down.
  var easyInFlight = 4

  /// The latency that the given share of the requests stays below.
  ///
  /// Body and tail come out of one coordinate, so one even sequence makes all quantiles settle.
  func milliseconds(at share: Double) -> Double {
    let body = 1 - tailShare
    if share < body {
      let latency = medianMilliseconds * exp(sigma * Normal.quantile(share / body))
      // What would lie beyond begins the tail, so that the order of shares is that of latencies.
      return tailShare > 0 ? min(latency, tailMilliseconds.lowerBound) : latency
    }
    let depth = (share - body) / tailShare
    return tailMilliseconds.lowerBound
      * pow(tailMilliseconds.upperBound / tailMilliseconds.lowerBound, depth)
  }

  /// How much slower it is with so many requests in flight: 1 up to 4.
  func slowdown(inFlight: Int) -> Double {
    min(4, 1 + congestion * Double(max(0, inFlight - easyInFlight)))
  }

  /// Milliseconds as whole nanoseconds.
  static func nanoseconds(_ milliseconds: Double) -> Int64 { Int64(milliseconds * 1e6) }
}
