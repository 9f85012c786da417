import Budgets
import Measurements

/// How often a session is looked at until its planned end, and how sure each look must be for that.
struct LookPlan {
  /// Of the session as a whole; nil if something without a planned end is part of it.
  let ofSession: Confidence?
  /// Of what is under the profile.
  let ofLoad: Confidence?
  private let intervalNanoseconds: Int64

  init(_ suite: Suite, intervalNanoseconds: Int64) {
    self.intervalNanoseconds = max(1, intervalNanoseconds)
    let profile = suite.profile
    // It is looked at once an interval, and no more often than there are requests.
    let load =
      profile.plannedNanoseconds.map { Double($0) / Double(max(1, intervalNanoseconds)) }
      ?? profile.iterations.map(Double.init)
    let ofLoad = load.map(Confidence.during(looks:))
    self.ofLoad = ofLoad
    let kinds = suite.parts.map(\.kind)
    if kinds == [.load] || suite.isLocustOnly {
      ofSession = ofLoad
    } else if kinds == [.samples] {
      let samplings = suite.benchmarks.compactMap(\.workload.sampling)
      let looks = samplings.reduce(0) { $0 + Self.looks($1, max(1, intervalNanoseconds)) }
      ofSession = Confidence.during(looks: looks)
    } else {
      ofSession = nil
    }
  }

  /// Of a benchmark that is not under the profile; nil if nothing says when it ends.
  func confidence(of benchmark: Benchmark) -> Confidence? {
    guard let sampling = benchmark.workload.sampling else { return ofSession }
    return Confidence.during(looks: Self.looks(sampling, intervalNanoseconds))
  }

  private static func looks(_ sampling: Sampling, _ interval: Int64) -> Double {
    max(Double(sampling.leastCount), Double(sampling.leastNanoseconds) / Double(interval))
  }
}
