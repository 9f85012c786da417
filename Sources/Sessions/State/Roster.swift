import Budgets

/// Who takes part in a session, and where each stands among its subjects: the suite first, then the
/// watched processes, then the benchmarks, to which some may be added while the session goes on.
struct Roster: Sendable {
  /// The subject of the suite as a whole.
  static let suite = 0

  /// The labels of the watched processes, in the order of the suite.
  let processes: [String]
  /// The names of the benchmarks: those of the suite, then those that joined.
  private(set) var benchmarks: [String] = []
  /// `[benchmark]`: what it does, in words without secrets.
  private(set) var abouts: [String] = []
  /// `[benchmark]`: whether what it does is a part of what the suite as a whole does.
  ///
  /// A flow is not, since its steps are; nor are the parts of a WebSocket exchange.
  private(set) var isPartOfSuite: [Bool] = []
  private let suite: Suite
  /// By name: the subject.
  private var places: [String: Int] = [:]
  /// `[series]`: the benchmark and the subject of each in the interval before.
  private var lastSeries: [(benchmark: String, subject: Int?)] = []
  private let processPlaces: [String: Int]

  init(_ suite: Suite) {
    self.suite = suite
    processes = suite.processes.map(\.label)
    processPlaces = Dictionary(
      processes.enumerated().map { ($1, 1 + $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for benchmark in suite.benchmarks {
      let about = benchmark.workload.about
      add(benchmark.name, about: about, isPart: !benchmark.workload.isFlow)
      switch benchmark.workload {
      case .flow(let flow):
        for step in flow.steps {
          add("\(benchmark.name)/\(step.name)", about: step.request.about, isPart: true)
        }
      case .webSocket(let exchange):
        for part in exchange.parts {
          add("\(benchmark.name)/\(part.rawValue)", about: about, isPart: false)
        }
      case .http, .command, .function, .external:
        break
      }
    }
  }

  private mutating func add(_ name: String, about: String, isPart: Bool) {
    guard places[name] == nil else { return }
    places[name] = firstBenchmark + benchmarks.count
    benchmarks.append(name)
    abouts.append(about)
    isPartOfSuite.append(isPart)
  }

  /// The subjects that make up the suite.
  var partsOfSuite: some Sequence<Int> {
    isPartOfSuite.indices.lazy.filter { isPartOfSuite[$0] }.map { firstBenchmark + $0 }
  }

  /// Whether what a benchmark does is a part of what the suite as a whole does.
  func isPartOfSuite(_ name: String) -> Bool {
    places[name].map { isPartOfSuite[$0 - firstBenchmark] } ?? false
  }

  /// The subject of the first benchmark.
  var firstBenchmark: Int { 1 + processes.count }

  /// How many subjects there are.
  var count: Int { firstBenchmark + benchmarks.count }

  /// The subject of a benchmark; nil if it does not take part.
  func subject(ofBenchmark name: String) -> Int? { places[name] }

  /// `[series]`: the subject of each; nil if its benchmark does not take part.
  ///
  /// Mostly they are those of the interval before, and no name has to be looked up.
  mutating func subjects(of series: [SeriesCounts]) -> [Int?] {
    series.indices.map { index in
      let isKnown = index < lastSeries.count
      if isKnown, lastSeries[index].benchmark == series[index].id.benchmark,
        let subject = lastSeries[index].subject
      {
        return subject
      }
      let benchmark = series[index].id.benchmark
      let subject = places[benchmark]
      if isKnown {
        lastSeries[index] = (benchmark, subject)
      } else {
        lastSeries.append((benchmark, subject))
      }
      return subject
    }
  }

  /// The subject of a watched process; nil if it is not watched.
  func subject(ofProcess label: String) -> Int? { processPlaces[label] }

  /// What an objective is about; nil if that does not take part.
  func subject(of subject: Subject) -> Int? {
    switch subject {
    case .suite: Self.suite
    case .benchmark(let name): places[name]
    case .process(let label): processPlaces[label]
    }
  }

  /// Lets a benchmark that a program of its own delivers take part; returns its subject.
  ///
  /// Nil if it takes part already, or if the suite has no such program.
  mutating func admit(_ name: String) -> Int? {
    guard places[name] == nil, let engine = suite.engines.first else { return nil }
    let about = suite.engines.count == 1 ? "from \(Visible.text(engine.name))" : ""
    add(name, about: about, isPart: true)
    return places[name]
  }
}

extension Workload {
  fileprivate var isFlow: Bool { if case .flow = self { true } else { false } }
}
