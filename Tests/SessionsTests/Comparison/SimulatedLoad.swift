import Budgets
import Glibc
import Measurements
import Sessions
import TestSupport

/// What one benchmark measured of a server whose speed wanders from second to second, AR(1) with 0.5.
struct SimulatedLoad {
  var seconds = 120
  var perSecond = 40
  var medianNanoseconds = 20e6
  var levelSpread = 0.05
  var failedShare = 0.05
  /// By how much it gets slower in the second half.
  var laterSlowness = 1.0

  func measured(seed: UInt64, name: String = "list") -> SubjectFigures {
    var random = SeededGenerator(seed: seed)
    var figures = SubjectFigures(name: name, totals: Totals(), batches: BatchMeans())
    var level = random.normal()
    for second in 0..<seconds {
      level = 0.5 * level + 0.75.squareRoot() * random.normal()
      let later = second * 2 >= seconds ? laterSlowness : 1
      let median = medianNanoseconds * exp(levelSpread * level) * later
      var good = Histogram()
      var failed: UInt64 = 0
      for _ in 0..<perSecond {
        if random.unit() < failedShare {
          failed += 1
        } else {
          good.record(random.latency(medianNanoseconds: median, spread: 0.25))
        }
      }
      figures.append(good.sparse, failed: failed)
    }
    return figures
  }
}

extension SubjectFigures {
  /// Adds a second of load.
  mutating func append(_ good: SparseCounts, failed: UInt64) {
    totals.add(
      good,
      EventCounts(succeeded: good.count, failed: failed, activeNanoseconds: 1_000_000_000)
    )
    batches.append(good, failed: failed, unanswered: 0, activeNanoseconds: 1_000_000_000)
  }

  /// Seconds with the same number of samples of the same latency each.
  static func steady(
    seconds: Int = 20,
    perSecond: Int = 50,
    milliseconds: Double = 10,
    failed: UInt64 = 0
  ) -> SubjectFigures {
    var figures = SubjectFigures(name: "list", totals: Totals(), batches: BatchMeans())
    for _ in 0..<seconds {
      var good = Histogram()
      good.record(Int64(milliseconds * 1e6), samples: UInt64(perSecond))
      figures.append(good.sparse, failed: failed)
    }
    return figures
  }
}
