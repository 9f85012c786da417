package import Budgets

/// Whether a session may be compared with another one at the same elapsed time.
package enum Comparability: Sendable, Equatable {
  /// It may.
  case comparable
  /// One of them was steered by hand: that on the screen, or the other.
  case steered(isOther: Bool)
  /// Something else drove the load of the other.
  case otherModel(LoadProfile.LoadModel)
  /// The other was under another load at this moment: its users, or requests per second.
  case otherLoad(Double, LoadProfile.LoadModel)
  /// The other has benchmarks that this one has not, or lacks some.
  case otherBenchmarks

  /// How much the loads of both may differ: 10 %.
  private static let loadTolerance = 0.1

  /// Whether two sessions may be compared as they are at one moment.
  package init(_ own: Snapshot, _ other: Snapshot) {
    let (load, otherLoad) = (own.load, other.load)
    func isAlike(_ levels: ClosedRange<Double>) -> Bool {
      let tolerance = Self.loadTolerance * max(levels.upperBound, otherLoad.level)
      return otherLoad.level >= levels.lowerBound - tolerance
        && otherLoad.level <= levels.upperBound + tolerance
    }
    if own.steered || other.steered {
      self = .steered(isOther: !own.steered)
    } else if load.model != otherLoad.model {
      self = .otherModel(otherLoad.model)
    } else if Set(own.benchmarks.map(\.name)) != Set(other.benchmarks.map(\.name)) {
      self = .otherBenchmarks
    } else if load.model != .samples, !isAlike(Self.recentLevels(own)) {
      self = .otherLoad(otherLoad.level, otherLoad.model)
    } else {
      self = .comparable
    }
  }

  /// The levels of the last two intervals and of now: the other is followed in steps of a second, in
  /// which a ramp goes on.
  private static func recentLevels(_ own: Snapshot) -> ClosedRange<Double> {
    let levels = own.timeline.level.points.suffix(2).compactMap(\.self) + [own.load.level]
    return levels.reduce(own.load.level...own.load.level) { range, level in
      min(range.lowerBound, level)...max(range.upperBound, level)
    }
  }

  /// Whether two sessions may be compared as a whole.
  package init(_ own: Summary, _ other: Summary) {
    let levels = [own, other].map { $0.steps.map(\.to) }
    if own.steered || other.steered {
      self = .steered(isOther: !own.steered)
    } else if own.model != other.model {
      self = .otherModel(other.model)
    } else if Set(own.benchmarks.map(\.name)) != Set(other.benchmarks.map(\.name)) {
      self = .otherBenchmarks
    } else if own.model != .samples, let different = Self.other(levels[0], levels[1]) {
      self = .otherLoad(different, other.model)
    } else {
      self = .comparable
    }
  }

  /// The first level of the other that is another one; nil if all are alike.
  private static func other(_ own: [Double], _ other: [Double]) -> Double? {
    let pairs = zip(own, other).first { abs($0 - $1) > loadTolerance * max($0, $1) }
    if let pairs { return pairs.1 }
    return own.count == other.count ? nil : other.last ?? own.last
  }

  /// Why they are not compared, in a sentence about the other one and in two words.
  ///
  /// Nil if they are; `level` says a load in words.
  package func obstacle(
    _ level: (Double, LoadProfile.LoadModel) -> String
  ) -> (sentence: String, short: String)? {
    switch self {
    case .comparable: return nil
    case .steered(let isOther):
      return (isOther ? "it was steered by hand" : "this run was steered by hand", "steered")
    case .otherModel(let model): return (Self.words(model), "other load")
    case .otherLoad(let load, let model):
      let words = level(load, model)
      return ("it had \(words)", "it had \(words)")
    case .otherBenchmarks: return ("it has other benchmarks", "other benchmarks")
    }
  }

  private static func words(_ model: LoadProfile.LoadModel) -> String {
    switch model {
    case .closed: "its load was a number of users"
    case .open: "its load was a rate"
    case .samples: "it had no load but samples"
    case .external: "its load was another program's"
    }
  }
}
