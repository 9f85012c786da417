import Budgets
import Glibc
import Measurements
import Sessions
import SimulatedSessions

/// What one benchmark would have measured on a server whose speed wanders: log-normal latencies times
/// a level of each second, which is autocorrelated, AR(1) with 0.5.
struct SimulatedRun {
  /// How long it takes, s.
  var seconds = 300
  /// The mean of the requests that arrive in a second, as a Poisson process.
  var perSecond = 1000.0
  /// The standard deviation of the logarithm of a second's level.
  var levelSpread = 0.1
  /// The standard deviation of the logarithm of a latency within its second.
  var sampleSpread = 0.5
  /// The share of requests that fail when the level is 1.
  var failedShare = 0.01
  /// The median latency at the level 1, ns.
  var median = 20e6

  /// The figures of one such run.
  func measured(seed: UInt64) -> SubjectFigures {
    var random = Latencies(seed: seed)
    var figures = SubjectFigures(name: "simulated", totals: .init(), batches: BatchMeans())
    var level = random.normal()
    for _ in 0..<seconds {
      level = 0.5 * level + 0.75.squareRoot() * random.normal()
      let slowness = exp(levelSpread * level)
      // Normal with the mean and the variance of the Poisson distribution, which it is close to.
      let arrivals = max(0, Int((perSecond + perSecond.squareRoot() * random.normal()).rounded()))
      let allowed = min(1, failedShare * slowness)
      var failed = 0
      for _ in 0..<arrivals where random.uniform() < allowed { failed += 1 }
      let good = random.counts(arrivals - failed, median: median * slowness, spread: sampleSpread)
      figures.totals.add(
        good,
        EventCounts(
          succeeded: UInt64(arrivals - failed),
          failed: UInt64(failed),
          activeNanoseconds: 1_000_000_000
        )
      )
      figures.batches.append(
        good,
        failed: UInt64(failed),
        unanswered: 0,
        activeNanoseconds: 1_000_000_000
      )
    }
    return figures
  }
}
