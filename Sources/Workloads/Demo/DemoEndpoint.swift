/// What the demo server answers to, with the latency of each.
enum DemoEndpoint: Int, CaseIterable, Sendable {
  case index, health
  case listNotes, createNote, readNote, updateNote, deleteNote
  case syncStatus, syncMetrics, syncLatest, syncTrigger
  case graphQL
  case listModels, createModel, readModel, vectorSearch
  case runWorkflow, readWorkflow, createJob, readJob, createWorkspace, readWorkspace
  case verifyProof, verifyBiometricProof, verifyProofs
  case webSocket

  /// Method, path with `{id}` for any one segment, and a line about it.
  private var row: (method: String, path: String, about: String) {
    switch self {
    case .index: ("GET", "/", "this list")
    case .health: ("GET", "/health", "at once, always")
    case .listNotes: ("GET", "/api/notes", "the newest 20 notes")
    case .createNote: ("POST", "/api/notes", "a new note from its title and text")
    case .readNote: ("GET", "/api/notes/{id}", "one note; 1 to 20 are there from the start")
    case .updateNote: ("PUT", "/api/notes/{id}", "other title and text")
    case .deleteNote: ("DELETE", "/api/notes/{id}", "away with it")
    case .syncStatus: ("GET", "/api/sync/status", "whether it is in step")
    case .syncMetrics: ("GET", "/api/sync/metrics", "counters")
    case .syncLatest: ("GET", "/api/sync/latest", "the latest block")
    case .syncTrigger: ("POST", "/api/sync/trigger", "catch up now")
    case .graphQL: ("POST", "/graphql", "resolve(name), cached, with retries")
    case .listModels: ("GET", "/v1/models", "the models there are")
    case .createModel: ("POST", "/v1/models", "a new model from its name")
    case .readModel: ("GET", "/v1/models/{id}", "one model; router-small is there from the start")
    case .vectorSearch: ("POST", "/v1/search", "the nearest documents; slower under load")
    case .runWorkflow: ("POST", "/v1/workflows", "runs it to its end")
    case .readWorkflow: ("GET", "/v1/workflows/{id}", "what it gave")
    case .createJob: ("POST", "/v1/agents/jobs", "queues a job for an agent")
    case .readJob: ("GET", "/v1/agents/jobs/{id}", "running or completed")
    case .createWorkspace: ("POST", "/v1/workspaces", "a new workspace")
    case .readWorkspace: ("GET", "/v1/workspaces/{id}", "one workspace")
    case .verifyProof: ("POST", "/api/verify-proof", "whether a proof holds")
    case .verifyBiometricProof: ("POST", "/api/verify-biometric-proof", "the same, of a person")
    case .verifyProofs: ("POST", "/api/batch-verify-proofs", "many at once")
    case .webSocket: ("GET", "/ws", "a WebSocket: echoes, and tells subscribers of changed notes")
    }
  }

  /// The method in capitals.
  var method: String { row.method }
  /// The path, with `{id}` for any one segment.
  var path: String { row.path }
  /// A line about it.
  var about: String { row.about }

  /// How its latency is distributed; nil for an answer at once.
  var shape: LatencyShape? {
    switch self {
    case .index, .health: nil
    case .listNotes: .lognormal(22, 0.35, tail: 0.015, 90...180, errors: 0.0003)
    case .readNote: .lognormal(12, 0.30, tail: 0.01, 40...80, errors: 0.0002)
    case .createNote: .lognormal(209, 0.12, tail: 0.01, 330...520, errors: 0.0003)
    case .updateNote: .lognormal(190, 0.15, tail: 0.01, 320...520, errors: 0.0003)
    case .deleteNote: .lognormal(40, 0.25, tail: 0.01, 90...160, errors: 0.0003)
    case .syncStatus: .lognormal(55, 0.30, tail: 0.01, 150...260, errors: 0.0004)
    case .syncMetrics: .lognormal(35, 0.30, tail: 0.01, 120...200, errors: 0.0004)
    case .syncLatest: .lognormal(45, 0.35, tail: 0.01, 120...240, errors: 0.0004)
    case .syncTrigger: .lognormal(220, 0.45, tail: 0.01, 700...1200, errors: 0.0008)
    // Of a name that is not in the cache; see `NameResolver`.
    case .graphQL: .lognormal(48, 0.25)
    case .listModels: .lognormal(30, 0.35, tail: 0.01, 120...300, errors: 0.001)
    case .createModel: .lognormal(240, 0.50, tail: 0.02, 900...1600, errors: 0.002)
    case .readModel: .lognormal(35, 0.40, tail: 0.01, 150...400, errors: 0.0005)
    case .vectorSearch: .lognormal(70, 0.35, tail: 0.01, 200...280, congestion: 0.1)
    case .runWorkflow: .lognormal(650, 0.60, tail: 0.02, 3000...6000, errors: 0.01)
    case .readWorkflow: .lognormal(25, 0.30)
    case .createJob: .lognormal(60, 0.30, errors: 0.005)
    case .readJob: .lognormal(20, 0.30)
    case .createWorkspace: .lognormal(420, 0.45, tail: 0.01, 1800...3000, errors: 0.004)
    case .readWorkspace: .lognormal(18, 0.30)
    case .verifyProof: .lognormal(37, 0.56, errors: 0.0002)
    case .verifyBiometricProof: .lognormal(55, 0.40, errors: 0.0001)
    case .verifyProofs: .lognormal(150, 0.35, errors: 0.0003)
    // Of the answer to each message.
    case .webSocket: .lognormal(18, 0.30, tail: 0.01, 60...110)
    }
  }
}

extension LatencyShape {
  fileprivate static func lognormal(
    _ medianMilliseconds: Double,
    _ sigma: Double,
    tail: Double = 0,
    _ tailMilliseconds: ClosedRange<Double> = 0...0,
    errors: Double = 0,
    congestion: Double = 0
  ) -> LatencyShape {
    LatencyShape(
      medianMilliseconds: medianMilliseconds,
      sigma: sigma,
      tailShare: tail,
      tailMilliseconds: tailMilliseconds,
      errorShare: errors,
      congestion: congestion
    )
  }
}
