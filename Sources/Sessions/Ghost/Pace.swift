package import Budgets
import Glibc
import Measurements

/// How a session does against another one at the same elapsed time, as far as that is certain.
///
/// The figure of an objective is how much better the value of the whole run so far is: `1 - own / other`
/// where less is better, `own / other - 1` where more is. Shares are left out, since a ratio of two
/// small shares of errors says little, and so are minimum and maximum.
package enum Pace: Sendable, Equatable {
  /// Most objectives are ahead with certainty: the median of all is 0.12 for 12 % ahead.
  case ahead(Double)
  /// Most objectives are behind with certainty: the median of all is -0.12 for 12 % behind.
  case behind(Double)
  /// This one objective is behind with certainty, and further than any other: -0.97 for 97 % behind.
  case laggard(Objective, Double)

  /// The pace of a session after so many measured seconds; nil if nothing about it is certain.
  package init?(
    of objectives: [ObjectiveStatus],
    against others: [ObjectiveStatus],
    afterSeconds seconds: Double
  ) {
    let pairs = objectives.compactMap { own in
      others.first { $0.objective.isSameMeasure(as: own.objective) }.map { (own, $0) }
    }
    let laps = pairs.compactMap(Lap.init)
    let certainty = LapCertainty(count: laps.count, seconds: seconds)
    let ahead = laps.filter { certainty.side(of: $0) == .ahead }
    let behind = laps.filter { certainty.side(of: $0) == .behind }
    if behind.count * 2 > laps.count {
      self = .behind(Self.median(laps))
    } else if let last = behind.min(by: { $0.lead < $1.lead }) {
      self = .laggard(last.objective, last.lead)
    } else if ahead.count * 2 > laps.count {
      self = .ahead(Self.median(laps))
    } else {
      return nil
    }
  }

  /// A median, so that one benchmark that went astray does not speak for all.
  private static func median(_ laps: [Lap]) -> Double {
    let leads = laps.map(\.lead).sorted()
    let middle = leads.count / 2
    return leads.count.isMultiple(of: 2) ? (leads[middle - 1] + leads[middle]) / 2 : leads[middle]
  }
}

/// One objective of two sessions.
private struct Lap {
  let objective: Objective
  /// 0.12 for 12 % ahead.
  let lead: Double
  let own: Judgement
  let other: Judgement

  init?(_ own: ObjectiveStatus, _ other: ObjectiveStatus) {
    let metric = own.objective.metric
    guard metric.unit != .share, !metric.isValue, own.objective.inEverySeconds == nil,
      own.whole.verdict != .pending, other.whole.verdict != .pending,
      let value = own.whole.observed, let base = other.whole.observed, base > 0, value > 0
    else { return nil }
    objective = own.objective
    lead = own.objective.comparison == .atMost ? 1 - value / base : value / base - 1
    (self.own, self.other) = (own.whole, other.whole)
  }
}

/// When a difference of two sessions is more than chance, which has two parts: the uncertainty of each
/// within its run, and how much two runs of the same thing differ.
private struct LapCertainty {
  enum Side {
    case ahead
    case behind
    case unknown
  }

  /// The probability that any objective of two equal sessions is called different, on each side.
  private static let tail = 0.005
  /// How often it is looked at: once a second for an hour.
  private static let looks = 3600.0
  /// By how much two runs of the same thing differ in their medians, as a share and in ns: a standard
  /// deviation each, where no history says otherwise.
  private static let betweenShare = 0.05
  private static let betweenNanoseconds = 30_000.0

  /// What half of a 95 % range is to be multiplied with.
  private let ofRange: Double
  private let ofRuns: Double

  init(count: Int, seconds: Double) {
    let number = Double(max(1, count))
    // Of all that looking again and again may be wrong, the part that this leaves to each objective.
    let all = SequentialBoundary.tail(looks: Self.looks)
    let within = Confidence(tail: all * Self.tail / SequentialBoundary.finalTail / number)
    let groups = BatchEstimate.widening(groupSeconds: seconds / 10)
    ofRange =
      groups * within.student(degreesOfFreedom: 9) / Confidence.final.student(degreesOfFreedom: 9)
    ofRuns = NormalDistribution.quantile(tail: Self.tail / number)
  }

  func side(of lap: Lap) -> Side {
    guard let own = lap.own.observed, let other = lap.other.observed else { return .unknown }
    let isMore = own > other
    // Only the ends that face each other matter.
    let ends =
      isMore ? (lap.own.low, lap.other.high) : (lap.own.high, lap.other.low)
    guard let ownEnd = ends.0, let otherEnd = ends.1, ownEnd > 0, otherEnd > 0 else {
      return .unknown
    }
    let within = hypot(log(own / ownEnd), log(otherEnd / other)) * ofRange
    let between = 2.0.squareRoot() * between(lap.objective.metric, other) * ofRuns
    guard abs(log(own / other)) > hypot(within, between) else { return .unknown }
    return isMore == (lap.objective.comparison == .atLeast) ? .ahead : .behind
  }

  /// Higher percentiles differ more from run to run: p95 twice as much as the median, p99 2.7 times.
  private func between(_ metric: Metric, _ value: Double) -> Double {
    var share = Self.betweenShare
    if case .quantile(let quantile) = metric, quantile.share > 0.5 {
      share *= 1 + log10(0.5 / max(1e-5, 1 - quantile.share))
    }
    return metric.isLatency ? hypot(share, Self.betweenNanoseconds / value) : share
  }
}

extension Objective {
  /// Whether both are about the same figure, whatever budget it has.
  package func isSameMeasure(as other: Objective) -> Bool {
    subject == other.subject && metric == other.metric && comparison == other.comparison
  }
}
