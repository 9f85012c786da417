import Glibc
import Measurements

extension SuiteReading {
  /// Warns of objectives that this run cannot judge, or cannot be sure of.
  func addWarnings(_ suite: Suite, _ layers: [[BudgetEntry]]) {
    guard !isRecorded else { return }
    var places: [BudgetSlot: SourcePosition] = [:]
    for entry in layers.joined() { places[entry.slot] = entry.position }
    warnOfDoubts(suite, places)
    let shares = LoadShares(suite)
    for objective in suite.objectives {
      let slot = BudgetSlot(subject: objective.subject, metric: objective.metric)
      let place = places[slot]
      if shares.weight(of: objective.subject) != nil {
        warnOfWindow(objective, suite.profile, at: place)
        warnOfRate(objective, suite.profile, at: place)
      }
      if let expected = expectedSamples(of: objective.subject, shares, suite.profile) {
        warnOfSamples(objective, expected.count, expected.source, at: place)
      }
    }
  }

  /// How many samples there will be about, and what says so; nil if nothing does.
  private func expectedSamples(
    of subject: Subject,
    _ shares: LoadShares,
    _ profile: LoadProfile
  ) -> (count: Double, source: String)? {
    if case .benchmark(let name) = subject, let sampling = shares.samplings[name] {
      guard let samples = sampling.samples, sampling.durationNanoseconds == nil else { return nil }
      return (Double(samples), "it takes \(samples)")
    }
    guard let weight = shares.weight(of: subject), let iterations = profile.iterations else {
      return nil
    }
    let count = Double(iterations) * weight / shares.total
    return (count, "profile '\(profile.name)' makes about \(Int(count.rounded()))")
  }

  private func warnOfWindow(
    _ objective: Objective,
    _ profile: LoadProfile,
    at place: SourcePosition?
  ) {
    guard let window = objective.inEverySeconds, let planned = profile.plannedNanoseconds,
      window * 1e9 > Double(planned)
    else { return }
    warn(
      "\(named(objective)) is judged in windows of \(ValueText.duration(Int64(window * 1e9))), and "
        + "profile '\(profile.name)' takes only \(ValueText.duration(planned)).",
      at: place
    )
  }

  /// A quantile Q is judged from 1 / (1 - Q) samples on, and can be sure from the n on for which
  /// 1 - Q^n is at least 97.5 %: an upper order statistic exists.
  private func warnOfSamples(
    _ objective: Objective,
    _ expected: Double,
    _ source: String,
    at place: SourcePosition?
  ) {
    guard case .quantile(let quantile) = objective.metric, quantile.share < 1 else { return }
    let sure = Int((log(0.025) / log(quantile.share)).rounded(.up))
    guard expected < Double(sure) else { return }
    let isPending = expected < Double(quantile.leastSamples)
    warn(
      isPending
        ? "\(named(objective)) needs \(quantile.leastSamples) samples to be judged; \(source)."
        : "\(named(objective)) can only be sure from \(sure) samples on; \(source).",
      at: place
    )
  }

  private func warnOfRate(_ objective: Objective, _ profile: LoadProfile, at place: SourcePosition?)
  {
    guard objective.metric == .throughput, objective.comparison == .atLeast,
      profile.model == .open, let peak = profile.stages.map(\.to).max(), peak < objective.budget
    else { return }
    warn(
      "\(named(objective)) cannot be met: profile '\(profile.name)' sends at most "
        + "\(ValueText.rate(peak)).",
      at: place
    )
  }

  /// An objective as warnings call it.
  func named(_ objective: Objective) -> String {
    "'\(objective.metric.name)' of \(objective.subject.name)"
  }
}

/// What each benchmark has of the load, and how often the others are sampled: looked up for each objective.
private struct LoadShares {
  /// The sum of all weights.
  private(set) var total = 0.0
  private(set) var samplings: [String: Sampling] = [:]
  private var weights: [String: Double] = [:]

  init(_ suite: Suite) {
    for benchmark in suite.benchmarks {
      if benchmark.workload.kind == .load {
        weights[benchmark.name] = benchmark.weight
        total += benchmark.weight
      }
      if let sampling = benchmark.workload.sampling { samplings[benchmark.name] = sampling }
    }
  }

  /// The weight of a subject for which the profile says how long, or how often, it is measured; nil for any
  /// other one.
  func weight(of subject: Subject) -> Double? {
    switch subject {
    case .suite: weights.isEmpty ? nil : total
    case .benchmark(let name): weights[name]
    case .process: nil
    }
  }
}
