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
  private let processPlaces: [String: Int]

  init(_ suite: Suite) {
    self.suite = suite
    processes = suite.processes.map(\.label)
    processPlaces = Dictionary(
      processes.enumerated().map { ($1, 1 + $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for benchmark in suite.benchmarks {
      add(benchmark.name, about: benchmark.workload.about, isPart: !benchmark.workload.isFlow)
      guard case .flow(let flow) = benchmark.workload else { continue }
      for step in flow.steps {
        add("\(benchmark.name)/\(step.name)", about: step.request.about, isPart: true)
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

  /// How a name that is not known yet takes part; nil if it does not.
  enum Joining {
    /// A part of an exchange that the suite has.
    case part(about: String)
    /// A benchmark that a program of its own delivers.
    case delivered(about: String)
  }

  private func joining(_ name: String) -> Joining? {
    if let slash = name.lastIndex(of: "/"),
      let whole = suite.benchmarks.first(where: { $0.name == name[..<slash] }),
      whole.workload.isWebSocket
    {
      return .part(about: whole.workload.about)
    }
    guard let engine = suite.engines.first else { return nil }
    let about = suite.engines.count == 1 ? "from \(Visible.text(engine.name))" : ""
    return .delivered(about: about)
  }

  /// Lets the benchmark of a name take part if it may.
  mutating func admit(_ name: String) -> Joining? {
    guard places[name] == nil, let joining = joining(name) else { return nil }
    switch joining {
    case .part(let about): add(name, about: about, isPart: false)
    case .delivered(let about): add(name, about: about, isPart: true)
    }
    return joining
  }
}

extension Workload {
  fileprivate var isFlow: Bool { if case .flow = self { true } else { false } }

  fileprivate var isWebSocket: Bool { if case .webSocket = self { true } else { false } }
}
