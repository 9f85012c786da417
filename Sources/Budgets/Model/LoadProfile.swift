/// How load is applied.
package struct LoadProfile: Sendable, Equatable {
  /// Its name in the suite; `default` if the suite has none.
  package var name: String
  /// What drives the load.
  package var model: LoadModel
  /// The phases, in order; at least one.
  ///
  /// A flat load is one stage.
  package var stages: [Stage]
  /// Requests after which the run ends; nil if time ends it.
  package var iterations: Int?
  /// Load before the measured part, kept out of every figure, in ns; 0 for none.
  package var warmupNanoseconds: Int64 = 0
  /// The most requests in flight in the open model; nil for the default.
  package var mostInFlight: Int?
  /// How arrivals are spread in the open model.
  package var arrivals: Arrivals = .even
  /// Whether the command line replaced the stages of the suite by a flat load.
  package var isOverridden = false

  /// A profile of stages.
  package init(name: String, model: LoadModel, stages: [Stage], iterations: Int? = nil) {
    self.name = name
    self.model = model
    self.stages = stages
    self.iterations = iterations
  }

  /// The planned length in ns; nil if only iterations end it.
  package var plannedNanoseconds: Int64? {
    let stagesTotal = stages.reduce(Int64(0)) { $0 + $1.nanoseconds }
    return stagesTotal > 0 ? stagesTotal : nil
  }

  /// What drives the load.
  package enum LoadModel: String, CaseIterable, Sendable {
    /// Users who send their next request when the last one was answered.
    case closed
    /// Arrivals that do not wait for answers.
    case open
    /// No load: commands and functions, one run after the other.
    case samples
    /// The load of another program.
    case external

    /// Whether it is a load of ours, which a user can steer.
    package var isSteerable: Bool { self == .closed || self == .open }

    /// Whether its level is a number of users.
    package var countsUsers: Bool { self == .closed || self == .external }
  }

  /// How arrivals are spread over time.
  package enum Arrivals: String, CaseIterable, Sendable {
    case even
    case poisson
  }

  /// One phase of a profile.
  ///
  /// Its level is users (closed) or requests per second (open).
  package struct Stage: Sendable, Equatable {
    /// The level when it begins; equal to `to` in a flat stage.
    package var from: Double
    /// The level when it ends.
    package var to: Double
    /// How long it takes, ns; 0 if only iterations end it.
    package var nanoseconds: Int64

    /// A stage from one level to another.
    package init(from: Double, to: Double, nanoseconds: Int64) {
      self.from = from
      self.to = to
      self.nanoseconds = nanoseconds
    }
  }

  /// The planned level `nanoseconds` after the start of the measured part: users or requests per
  /// second.
  ///
  /// What lies beyond the end has the last level.
  package func level(at nanoseconds: Int64) -> Double {
    var rest = nanoseconds
    for stage in stages {
      if stage.nanoseconds == 0 || rest < stage.nanoseconds {
        guard stage.nanoseconds > 0, rest > 0 else { return stage.from }
        return stage.from + (stage.to - stage.from) * Double(rest) / Double(stage.nanoseconds)
      }
      rest -= stage.nanoseconds
    }
    return stages.last?.to ?? 0
  }
}
