import Budgets

/// Under which load both were, and whether each was under the whole of it.
extension Circumstance {
  /// How much two shares of a plan may differ and be called the same.
  private static let shareTolerance = 0.01
  /// How much less of its plan one session may have gone through than the other.
  private static let planTolerance = 0.1

  /// What differs in the load.
  static func load(_ base: SessionFigures, _ current: SessionFigures) -> [Circumstance] {
    let steered = [base, current].map { $0.summary.steered ? "yes" : "no" }
    let found =
      difference(.voids, "model", base.model?.rawValue, current.model?.rawValue)
      + difference(.voids, "steered by hand", steered[0], steered[1])
    guard let before = base.loadProfile, let now = current.loadProfile, before.model == now.model
    else { return found + ends(base, current, isFlat: true) }
    let shapes = [before, now].map(shape)
    let isSame = isSame(shapes[0], shapes[1])
    let load = isSame ? [] : difference(.voids, "load", text(before), text(now))
    let isFlat = isSame && shapes.allSatisfy { $0.count <= 1 && $0.allSatisfy { $0.from == $0.to } }
    let inFlight = [before, now].map { $0.mostInFlight.map { "at most \($0)" } ?? "the default" }
    let warmups = [before, now].map { ValueText.duration($0.warmupNanoseconds) }
    return found + load
      + difference(.mayExplain, "arrivals", before.arrivals.rawValue, now.arrivals.rawValue)
      + difference(.mayExplain, "in flight", inFlight[0], inFlight[1])
      + difference(.mayExplain, "warm-up", warmups[0], warmups[1])
      + ends(base, current, isFlat: isFlat)
  }

  /// A part of a plan: from one level to another in a share of its time.
  private struct Part {
    var from: Double
    var to: Double
    var share: Double
  }

  /// The parts of a plan; how long it takes is left out.
  private static func shape(_ profile: LoadProfile) -> [Part] {
    let total = Double(profile.plannedNanoseconds ?? 0)
    var parts: [Part] = []
    for stage in profile.stages {
      let share = total > 0 ? Double(stage.nanoseconds) / total : 1
      let isFlat = stage.from == stage.to
      if isFlat, let last = parts.last, last.from == last.to, last.to == stage.to {
        parts[parts.count - 1].share += share
      } else if share > 0 {
        parts.append(Part(from: stage.from, to: stage.to, share: share))
      }
    }
    return parts
  }

  private static func isSame(_ left: [Part], _ right: [Part]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { left, right in
        left.from == right.from && left.to == right.to
          && abs(left.share - right.share) <= shareTolerance
      }
  }

  /// The load in words, without who asked for it.
  private static func text(_ profile: LoadProfile) -> String {
    var profile = profile
    (profile.isOverridden, profile.mostInFlight, profile.arrivals) = (false, nil, .even)
    return SuiteDescription.load(profile)
  }

  /// How they ended: of a load that does not change, it does not matter when.
  private static func ends(
    _ base: SessionFigures,
    _ current: SessionFigures,
    isFlat: Bool
  ) -> [Circumstance] {
    let ends = [base.end, current.end]
    let parts = [base.partOfPlan, current.partOfPlan]
    if !isFlat, let before = parts[0], let now = parts[1], abs(before - now) > planTolerance {
      let words = zip(ends, parts).map { end, part in
        "\(end.words), after \(Figures.share(part ?? 0)) of the plan"
      }
      return difference(.voids, "ended", words[0], words[1])
    }
    // A run that stops at a violation ends in a bad moment.
    let isChosen = ends[0] != ends[1] && ends.contains(.violated)
    return difference(isChosen ? .mayExplain : .note, "ended", ends[0].words, ends[1].words)
  }
}

extension SessionFigures {
  /// What drove the load; nil if that is not known.
  var model: LoadProfile.LoadModel? { suite?.model }

  /// The profile, if it says how anything was measured.
  var loadProfile: LoadProfile? {
    guard let suite, suite.isLocustOnly || suite.benchmarks.contains(where: { $0.workload.isLoad })
    else { return nil }
    return suite.profile
  }

  /// How much of its planned time a session went through, 0...1; nil without a plan.
  var partOfPlan: Double? {
    guard let planned = loadProfile?.plannedNanoseconds, planned > 0 else { return nil }
    // The plan went on while this program stood still.
    let stopped = Double(summary.gaps?.gap.nanoseconds ?? 0)
    return min(1, (Double(summary.measuredNanoseconds) + stopped) / Double(planned))
  }
}

extension Workload {
  /// Whether it is carried out by the load engine.
  fileprivate var isLoad: Bool { kind == .load }
}

extension SessionEnd {
  /// `as planned`, `stopped by the user`.
  fileprivate var words: String {
    switch self {
    case .completed: "as planned"
    case .stopped: "stopped by the user"
    case .signal(let number): "by signal \(number)"
    case .violated: "stopped at a violation"
    case .torn: "without an end"
    }
  }
}
