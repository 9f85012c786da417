extension SuiteDescription {
  static func profiles(_ suite: Suite) -> [[String]] {
    var all = suite.profiles
    if let index = all.firstIndex(where: { $0.name == suite.profile.name }) {
      all[index] = suite.profile
    } else {
      all.append(suite.profile)
    }
    guard isUnderProfile(suite) else {
      // They may have budgets, and nothing else to say here.
      guard !suite.profileNames.isEmpty else { return [] }
      return all.map { [($0.name == suite.profile.name ? "* " : "  ") + VisibleText.of($0.name)] }
    }
    return all.map { profile in
      let isInForce = profile.name == suite.profile.name
      return [
        (isInForce ? "* " : "  ") + VisibleText.of(profile.name), load(profile), length(profile),
      ]
    }
  }

  /// The load of a profile in words: `50 users over 10s, 50 users for 2m`.
  package static func load(_ profile: LoadProfile) -> String {
    var parts = profile.stages.map { stage in
      let level =
        profile.model == .closed
        ? "\(ValueText.number(stage.to)) \(stage.to == 1 ? "user" : "users")"
        : ValueText.rate(stage.to)
      guard stage.nanoseconds > 0 else { return level }
      let word = stage.from == stage.to ? "for" : "over"
      return "\(level) \(word) \(ValueText.duration(stage.nanoseconds))"
    }
    if let iterations = profile.iterations { parts.append("\(iterations) requests at most") }
    if let most = profile.mostInFlight { parts.append("at most \(most) in flight") }
    if profile.arrivals != .even { parts.append("\(profile.arrivals.rawValue) arrivals") }
    if profile.isOverridden { parts.append("as the command line says") }
    return parts.joined(separator: ", ")
  }

  private static func length(_ profile: LoadProfile) -> String {
    var text = profile.plannedNanoseconds.map { "takes \(ValueText.duration($0))" } ?? ""
    if profile.warmupNanoseconds > 0 {
      text +=
        "\(text.isEmpty ? "" : ", ")after \(ValueText.duration(profile.warmupNanoseconds))"
        + " of warm-up"
    }
    return text
  }

  /// The classes of users with their shares.
  static func classes(_ suite: Suite) -> [[String]] {
    let total = suite.classes.reduce(0) { $0 + $1.weight }
    return suite.classes.map { item in
      let own = item.benchmarks.reduce(0) { $0 + $1.weight }
      let benchmarks = item.benchmarks.map { share in
        "\(VisibleText.of(suite.benchmarks[share.benchmark].name)) \(percent(share.weight / own))"
      }
      var about = benchmarks.joined(separator: ", ")
      if let think = item.thinkNanoseconds { about += ", think \(range(think))" }
      return [VisibleText.of(item.name), "\(percent(item.weight / total)) of the users", about]
    }
  }

  /// A share of a total, in tenths of a percent.
  static func percent(_ share: Double) -> String {
    ValueText.number((share * 1000).rounded() / 10) + "%"
  }

  /// A duration, or a range of them.
  static func range(_ range: ClosedRange<Int64>) -> String {
    let low = ValueText.duration(range.lowerBound)
    return range.count == 1 ? low : "\(low)..\(ValueText.duration(range.upperBound))"
  }
}
