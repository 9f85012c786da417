package import Budgets

/// One metric of two sessions and what may be said of the difference.
package struct MetricChange: Sendable, Equatable {
  /// What is compared.
  package var metric: Metric
  /// Its value in the base, in the unit of the metric; nil if nothing can be said.
  package var base: Double?
  /// Its value in the current session; nil if nothing can be said.
  package var current: Double?
  /// Current / base - 1, of error rates current - base; nil if it has no bound.
  package var change: Double?
  /// The lower end of the 99 % interval of the change; nil where the samples do not reach it.
  package var low: Double?
  /// The upper end of the 99 % interval of the change; nil where the samples do not reach it.
  package var high: Double?
  /// What may be said.
  package var finding: Finding

  /// A metric of which too little is known.
  init(_ metric: Metric, base: Double?, current: Double?) {
    self.metric = metric
    self.base = base
    self.current = current
    finding = .tooFew
  }

  /// What two sessions show of one metric.
  package enum Finding: String, Sendable {
    /// Slower, less throughput or more errors.
    case worse
    /// Faster, more throughput or fewer errors.
    case better
    /// Any difference is smaller than the smallest that is of interest.
    case noDifference = "no_difference"
    /// It may differ, or not: the interval reaches from one to the other.
    case cantTell = "cant_tell"
    /// Too few samples to tell.
    case tooFew = "too_few"

    /// Whether a difference is claimed.
    package var isClaim: Bool { self == .worse || self == .better }
  }

  /// What was found, in words that fit the metric: `slower`, `fewer errors`, `no difference`.
  package var words: String {
    switch finding {
    case .noDifference: return "no difference"
    case .cantTell: return "can't tell"
    case .tooFew: return "too few samples"
    case .worse, .better: break
    }
    let isWorse = finding == .worse
    return switch metric {
    case .throughput: isWorse ? "less throughput" : "more throughput"
    case .errorRate: isWorse ? "more errors" : "fewer errors"
    case .availability: isWorse ? "less available" : "more available"
    case .quantile, .mean, .minimum, .maximum: isWorse ? "slower" : "faster"
    case .userTime, .systemTime, .cpu: isWorse ? "more CPU" : "less CPU"
    case .residentMemory: isWorse ? "more memory" : "less memory"
    case .threads, .openFiles, .contextSwitches: isWorse ? "more" : "fewer"
    }
  }

  /// How much attention it needs: errors before times, then what changed more.
  package var attention: Double {
    guard finding.isClaim else { return 0 }
    let size = change.map { metric == .errorRate ? abs($0) : abs(log1pOrBound($0)) } ?? 100
    let kind: Double = metric == .errorRate ? 100 : 0
    return (finding == .worse ? 1000 : 0) + kind + min(size, 99)
  }

  private func log1pOrBound(_ change: Double) -> Double {
    change > -1 ? max(change, 1 / (1 + change) - 1) : 99
  }
}
