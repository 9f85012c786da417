import Budgets
import Sessions

/// Everything about a run that does not change while it goes on.
struct EnginePlan: Sendable {
  /// Everything that is recorded, by name.
  let series: [SeriesPlan]
  let requests: [RequestPlan]
  /// What a choice picks from: one for each benchmark.
  let programs: [Program]
  let endpoints: [Endpoint]
  /// What all users and arrivals choose from, unless there are classes of users.
  let mix: ProgramMix
  /// The classes of users; empty if all users are alike.
  let classes: [UserClassPlan]
  let profile: LoadProfile
  let seed: UInt64

  /// Reads a suite.
  ///
  /// `base` is where relative URLs go; nil if there are none.
  init(suite: Suite, base: String?, seed: UInt64) throws(EngineError) {
    var reading = PlanReading(suite: suite, base: base)
    for (place, benchmark) in suite.benchmarks.enumerated() {
      try reading.read(benchmark, at: place)
    }
    guard !reading.programs.isEmpty else { throw .nothingToRun }
    series = reading.series
    requests = reading.requests
    programs = reading.programs
    endpoints = reading.endpoints
    profile = suite.profile
    self.seed = seed
    classes = reading.classes
    mix = ProgramMix(reading.shares)
  }

  /// The program that a user of the benchmark's name, or of one of its parts, asks for.
  func program(named name: String) -> Int? {
    programs.firstIndex { $0.name == name } ?? programs.firstIndex { name.hasPrefix($0.name + "/") }
  }

  /// What was wrong with an answer, in words.
  func complaint(of fault: AnswerFault) -> String {
    switch fault {
    case .check(let request, let check, let isCut):
      let complaint = requests[request].checks[check].complaint
      return isCut ? "\(complaint) in the first MiB of the body" : complaint
    case .webSocket(_, let fault):
      return fault.complaint
    case .malformed(_, let text), .connection(_, _, let text):
      return text
    }
  }

  /// A fault as it is told once, with the benchmark or host that it belongs to.
  func told(_ fault: AnswerFault) -> String {
    let complaint = complaint(of: fault)
    return switch fault {
    case .check(let request, _, _): "\(series[requests[request].series].name): \(complaint)"
    case .webSocket(let place, _): "\(series[place].name): \(complaint)"
    case .malformed(let place, _): "\(series[place].name): bad response: \(complaint)"
    case .connection(let place, let kind, _):
      "\(endpoints[place].hostHeader): \(kind.name): \(complaint)"
    }
  }
}
