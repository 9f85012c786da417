/// A benchmark of the file, as it was read.
struct ReadBenchmark {
  /// What budgets can call it.
  var entry: Roster.Entry
  /// What is measured: one for each combination of parameters; none if it can't be used, or is an
  /// engine.
  var benchmarks: [Benchmark] = []
  /// The engine that it is; nil for anything else.
  var engine: ExternalEngine?
}

extension SuiteReading {
  /// What all benchmarks of a suite share.
  struct Surroundings {
    /// Where requests go; nil if the suite does not say.
    var target: Target?
    /// Header fields of the suite and the environment.
    var headers: [HeaderField] = []
  }

  /// Where relative requests go.
  enum Target {
    case demo
    case address(RequestAddress)
    /// A recording is read: nobody will go there.
    case unknown
  }

  /// Reads one benchmark, without its budget.
  ///
  /// What `override` says, the benchmark in the environment in force, comes before what it says
  /// itself.
  func benchmark(
    _ name: String,
    _ section: Section,
    override: Section?,
    _ around: Surroundings
  ) -> ReadBenchmark {
    var read = ReadBenchmark(entry: Roster.Entry(name: name, kind: nil, members: [name]))
    guard let kind = kind(of: name, section) else { return read }
    read.entry.kind = kind
    refuseStrangers(section, name, kind)
    var parts = section
    if let override { parts.override(by: override, except: ["budget", "headers", "env"]) }
    switch kind {
    case .http, .graphql: readRequest(parts, kind, override, around, into: &read)
    case .flow: readFlow(parts, override, around, into: &read)
    case .websocket: readWebSocket(parts, override, around, into: &read)
    case .command, .shell: readCommand(parts, override, into: &read)
    case .function:
      read.benchmarks = [Benchmark(name: name, workload: .function(sampling(parts)))]
    case .stream, .k6, .locust: readEngine(parts, kind, into: &read)
    }
    return read
  }

  /// What a benchmark does; nil, with a problem, if it says nothing, or two things.
  private func kind(of name: String, _ section: Section) -> WorkloadKind? {
    let kinds = WorkloadKind.keys.filter { section[$0.rawValue] != nil }
    guard let first = kinds.first else {
      if isRecorded || hasFunctions { return .function }
      if !section.hasLaterKeys, !section.hasUnknownKeys {
        report(
          "benchmark '\(name)' does nothing. Write http, flow, websocket, command, stream …, as in "
            + "\(SectionName.benchmark.example); for a Swift function, write swift: "
            + "\(SectionName.swift.example) above.",
          at: section.position
        )
      }
      return nil
    }
    guard kinds.count == 1 else {
      let places = kinds.compactMap { section[$0.rawValue] }.sorted { $0.position < $1.position }
      report(
        "'\(places[1].key)' and '\(places[0].key)' both say what '\(name)' does. Remove one.",
        at: places[1].position
      )
      return nil
    }
    return first
  }

  /// Reports keys that a benchmark of this kind can't have.
  func refuseStrangers(_ section: Section, _ name: String, _ kind: WorkloadKind) {
    for key in section.keys where !kind.allows(key) && WorkloadKind(rawValue: key) == nil {
      report(
        "'\(key)' is of \(WorkloadKind.owners(of: key)), and '\(name)' is \(kind.noun). Remove it.",
        at: section[key]?.position
      )
    }
  }

  private func readRequest(
    _ parts: Section,
    _ kind: WorkloadKind,
    _ override: Section?,
    _ around: Surroundings,
    into read: inout ReadBenchmark
  ) {
    var names = TemplateNames()
    let rows = dataFile(parts["data"])
    if parts["data"] != nil { names.columns = nil }
    withNames(names) {
      let (found, all) = request(parts, kind, override, around)
      guard var request = found else { return }
      request.rows = rows
      var benchmark = Benchmark(name: read.entry.name, workload: .http(request))
      readPace(all, into: &benchmark)
      read.benchmarks = [benchmark]
    }
  }

  /// Reads `data:`.
  func dataFile(_ entry: SourceEntry?) -> DataFile? {
    guard let entry else { return nil }
    guard entry.value.entries != nil else {
      return path(entry).map(DataFile.init(path:))
    }
    guard let section = Section(.data, entry.value, label: "'data'", in: self) else { return nil }
    guard let file = section["file"] else {
      if !section.hasUnknownKeys {
        report("'data' needs a file, as in \(SectionName.data.example).", at: section.position)
      }
      return nil
    }
    var data = path(file).map(DataFile.init(path:))
    let word = choice(section["order"], DataFile.Order.allCases.map(\.rawValue))
    if let order = word.flatMap(DataFile.Order.init) { data?.order = order }
    return data
  }
}
