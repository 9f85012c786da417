import Budgets
import Glibc
import Measurements
import SimulatedSessions

/// How often a verdict is called sure and is wrong, where the budget is the true value.
extension Bench {
  private static let simulatedRuns = 400
  private static let watchedSeconds = 60
  /// At most 5 of 100 may be wrong.
  private static let mostWrong = Figure.Limit(side: .value, most: 5)

  /// How a server wanders: the deviation of the logarithm of a second's level, and of a latency within
  /// its second.
  private static let servers = [(level: 0.05, sample: 0.4), (0.2, 0.4), (0.4, 0.1)]
  private static let quantiles = [(quantile: Quantile.p50, deviations: 0.0), (.p95, 1.644_854)]

  func measureCertainty(into figures: inout [Figure]) {
    for (level, sample) in Self.servers {
      let shape = "AR(1) 0.5 a second, level \(Int(level * 100)) %, samples \(Int(sample * 100)) %"
      for (quantile, deviations) in Self.quantiles {
        let spread = (level * level + sample * sample).squareRoot()
        let objective = Objective(
          subject: .suite,
          metric: .quantile(quantile),
          budget: 10e6 * exp(deviations * spread),
          limits: .hard
        )
        for seconds in [10, 30, 120] {
          let wrong = Self.wrong(Self.simulatedRuns) { seed in
            var run = WanderingRun(seed: seed, level: level, sample: sample)
            for _ in 0..<seconds { run.second() }
            return run.isSure(objective, .final)
          }
          figures.append(
            Self.figure("\(quantile.name), \(seconds) s, sure and wrong", wrong, shape)
          )
        }
        let confidence = Confidence.during(looks: Double(Self.watchedSeconds))
        let wrong = Self.wrong(Self.simulatedRuns / 4) { seed in
          var run = WanderingRun(seed: seed, level: level, sample: sample)
          return (0..<Self.watchedSeconds).contains { _ in
            run.second()
            return run.isSure(objective, confidence)
          }
        }
        figures.append(
          Self.figure("\(quantile.name), sure and wrong at any second of 60", wrong, shape)
        )
      }
    }
  }

  private static func figure(_ name: String, _ percent: Double, _ shape: String) -> Figure {
    var figure = Figure(name, percent, .percent, note: shape)
    figure.limits = [mostWrong]
    return figure
  }

  /// In how many of 100 runs something is so.
  private static func wrong(_ runs: Int, _ isWrong: (UInt64) -> Bool) -> Double {
    100 * Double((0..<runs).count { isWrong(UInt64($0)) }) / Double(runs)
  }
}

/// A run whose seconds each have a level of their own.
private struct WanderingRun {
  private var totals = Totals()
  private var batches = BatchMeans()
  private var random: Latencies
  private var level: Double
  private let levelSpread: Double
  private let sampleSpread: Double

  init(seed: UInt64, level spread: Double, sample: Double) {
    random = Latencies(seed: seed)
    level = random.normal()
    (levelSpread, sampleSpread) = (spread, sample)
  }

  mutating func second() {
    level = 0.5 * level + 0.75.squareRoot() * random.normal()
    let good = random.counts(10, median: 10e6 * exp(levelSpread * level), spread: sampleSpread)
    let events = EventCounts(succeeded: 10, activeNanoseconds: 1_000_000_000)
    totals.add(good, events)
    batches.append(good, failed: 0, unanswered: 0, activeNanoseconds: 1_000_000_000)
  }

  func isSure(_ objective: Objective, _ confidence: Confidence) -> Bool {
    judge(objective, totals, certainty: .batches(batches), confidence: confidence).sure
  }
}
