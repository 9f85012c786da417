import Glibc
import Measurements

extension SuiteReading {
  /// Warns of objectives that this profile cannot judge, or cannot be sure of.
  func addWarnings(_ suite: Suite, _ layers: [[BudgetEntry]]) {
    guard !isRecorded else { return }
    var places: [String: SourcePosition] = [:]
    for entry in layers.joined() {
      places["\(entry.subject.name) \(entry.metric.name)"] = entry.position
    }
    let total = suite.benchmarks.reduce(0) { $0 + $1.weight }
    let shares = suite.benchmarks.map { ($0.name, $0.weight / total) }
    let share = Dictionary(shares) { first, _ in first }
    for objective in suite.objectives {
      let place = places["\(objective.subject.name) \(objective.metric.name)"]
      warnOfWindow(objective, suite.profile, at: place)
      let own = share[objective.subject.name] ?? 1
      warnOfSamples(objective, suite.profile, share: own, at: place)
      warnOfRate(objective, suite.profile, at: place)
    }
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
    _ profile: LoadProfile,
    share: Double,
    at place: SourcePosition?
  ) {
    guard case .quantile(let quantile) = objective.metric, quantile.share < 1,
      let iterations = profile.iterations
    else { return }
    let expected = Double(iterations) * (objective.subject == .suite ? 1 : share)
    let sure = Int((log(0.025) / log(quantile.share)).rounded(.up))
    guard expected < Double(sure) else { return }
    let seen = "profile '\(profile.name)' makes about \(Int(expected.rounded()))"
    let isPending = expected < Double(quantile.leastSamples)
    warn(
      isPending
        ? "\(named(objective)) needs \(quantile.leastSamples) samples to be judged; \(seen)."
        : "\(named(objective)) can only be sure from \(sure) samples on; \(seen).",
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

  private func named(_ objective: Objective) -> String {
    "'\(objective.metric.name)' of \(objective.subject.name)"
  }
}
