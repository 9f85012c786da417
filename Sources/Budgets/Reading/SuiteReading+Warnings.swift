import Glibc
import Measurements

extension SuiteReading {
  /// Warns of objectives that this run cannot judge, or cannot be sure of.
  func addWarnings(_ suite: Suite, _ layers: [[BudgetEntry]]) {
    guard !isRecorded else { return }
    var places: [BudgetSlot: SourcePosition] = [:]
    for entry in layers.joined() { places[entry.slot] = entry.position }
    warnOfDoubts(suite, places)
    for objective in suite.objectives {
      let slot = BudgetSlot(subject: objective.subject, metric: objective.metric)
      let place = places[slot]
      if isUnderLoad(objective.subject, suite) {
        warnOfWindow(objective, suite.profile, at: place)
        warnOfRate(objective, suite.profile, at: place)
      }
      if let expected = expectedSamples(of: objective.subject, suite) {
        warnOfSamples(objective, expected.count, expected.source, at: place)
      }
    }
  }

  /// Whether the profile says how long, or how often, something is measured.
  private func isUnderLoad(_ subject: Subject, _ suite: Suite) -> Bool {
    let load = suite.benchmarks.filter { $0.workload.kind == .load }
    return switch subject {
    case .suite: !load.isEmpty
    case .benchmark(let name): load.contains { $0.name == name }
    case .process: false
    }
  }

  /// How many samples there will be about, and what says so; nil if nothing does.
  private func expectedSamples(
    of subject: Subject,
    _ suite: Suite
  ) -> (count: Double, source: String)? {
    if case .benchmark(let name) = subject,
      let benchmark = suite.benchmarks.first(where: { $0.name == name }),
      let sampling = benchmark.workload.sampling
    {
      guard let samples = sampling.samples, sampling.durationNanoseconds == nil else { return nil }
      return (Double(samples), "it takes \(samples)")
    }
    guard isUnderLoad(subject, suite), let iterations = suite.profile.iterations else { return nil }
    let load = suite.benchmarks.filter { $0.workload.kind == .load }
    let total = load.reduce(0) { $0 + $1.weight }
    let weight = load.first { subject == .benchmark($0.name) }?.weight ?? total
    let count = Double(iterations) * weight / total
    return (count, "profile '\(suite.profile.name)' makes about \(Int(count.rounded()))")
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
