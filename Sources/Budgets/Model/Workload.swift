/// What a benchmark does.
package enum Workload: Sendable, Equatable {
  /// An HTTP request; a GraphQL query is one too.
  case http(HTTPRequest)
  /// Several requests, one after the other.
  case flow(Flow)
  /// A WebSocket exchange.
  case webSocket(WebSocketExchange)
  /// A command that is run and measured.
  case command(Command)
  /// A Swift function of a package, under the benchmark's name.
  case function(Sampling)
  /// Measurements of this name that another program delivers: the engine of that name.
  case external(engine: String)

  /// Who carries it out.
  package var kind: Kind {
    switch self {
    case .http, .flow, .webSocket: .load
    case .command, .function: .samples
    case .external(let engine): .external(engine: engine)
    }
  }

  /// How often it is sampled; nil for what is not run one after the other.
  package var sampling: Sampling? {
    switch self {
    case .command(let command): command.sampling
    case .function(let sampling): sampling
    case .http, .flow, .webSocket, .external: nil
    }
  }

  /// The URLs that it requests; `target` stands for those that are relative to it.
  package func urls(from target: String) -> [String] {
    let written: [String] =
      switch self {
      case .http(let request): [request.url]
      case .flow(let flow): flow.steps.map(\.request.url)
      case .webSocket(let exchange): [exchange.url]
      case .command, .function, .external: []
      }
    // One that begins with a value is a path that an earlier step was told.
    return written.map { $0.hasPrefix("/") || $0.hasPrefix("{{") ? target : $0 }
  }

  /// Who carries a workload out.
  package enum Kind: Hashable, Sendable {
    /// The load engine, under the profile.
    case load
    /// One run after the other, each by itself.
    case samples
    /// A program of its own.
    case external(engine: String)
  }
}

extension Suite {
  /// What drives the load of a session; of one of several kinds, what drives the greatest.
  package var model: LoadProfile.LoadModel {
    let kinds = parts.map(\.kind)
    if kinds.isEmpty || kinds.contains(.load) { return profile.model }
    if kinds.contains(.samples) { return .samples }
    return engines.contains { $0.model == .closed } ? .closed : .external
  }

  /// What drives the load while these benchmarks are measured; nil for all.
  package func model(whileActive active: [String]?) -> LoadProfile.LoadModel {
    guard let active else { return model }
    switch benchmarks.first(where: { active.contains($0.name) })?.workload.kind {
    case .load: return profile.model
    case .samples: return .samples
    case .external(let name): return engines.first { $0.name == name }?.model ?? .external
    case nil: return .external
    }
  }

  /// The URLs that its load goes to; `target` stands for those that are relative to it.
  package func loadURLs(from target: String) -> [String] {
    let ofLocust = engines.compactMap(\.locust).map { $0.host ?? target }.filter { !$0.isEmpty }
    return benchmarks.flatMap { $0.workload.urls(from: target) } + ofLocust
  }

  /// Whether anything asks for the embedded server.
  package var asksForDemo: Bool {
    target == "demo" || engines.contains { $0.locust?.host == "demo" }
  }

  /// The planned length of a session, ns; nil if something else than time ends it.
  package var plannedNanoseconds: Int64? {
    let isLoadOnly = parts.allSatisfy { $0.kind == .load }
    return isLoadOnly || isLocustOnly ? profile.plannedNanoseconds : nil
  }

  /// Whether a Locust file is all that it runs.
  package var isLocustOnly: Bool {
    parts.count == 1 && engines.count == 1 && engines[0].locust != nil
  }

  /// The parts of a session, in the order in which they run: first what is sampled, which wants a quiet
  /// machine, then the load, then each engine of its own.
  ///
  /// Each lists its benchmarks, as places in `benchmarks`; an engine may have none until it delivers.
  package var parts: [(kind: Workload.Kind, benchmarks: [Int])] {
    let kinds: [Workload.Kind] =
      [.samples, .load] + engines.map { .external(engine: $0.name) }
    return kinds.compactMap { kind in
      let members = benchmarks.indices.filter { benchmarks[$0].workload.kind == kind }
      if members.isEmpty, kind == .samples || kind == .load { return nil }
      return (kind, members)
    }
  }
}
