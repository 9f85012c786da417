/// A mapping of the suite file with keys of its own.
enum SectionName: String, Sendable, CaseIterable {
  case suite
  case verdicts
  case alerts
  case profile
  case stage
  case benchmark
  case http
  case graphql
  case step
  case expect
  case data
  case stdin
  case stream
  case k6
  case locust
  case workers
  case swift
  case process
  case userClass = "class"
  case environment
  case override
  case objective
  case tls

  /// With an article, for messages.
  var noun: String {
    switch self {
    case .suite: "a suite"
    case .verdicts: "'verdicts'"
    case .alerts: "'alerts'"
    case .profile: "a profile"
    case .stage: "a stage"
    case .benchmark: "a benchmark"
    case .http: "'http'"
    case .graphql: "'graphql'"
    case .step: "a step of a flow"
    case .expect: "'expect'"
    case .data: "'data'"
    case .stdin: "'stdin'"
    case .stream: "'stream'"
    case .k6: "'k6'"
    case .locust: "'locust'"
    case .workers: "'workers'"
    case .swift: "'swift'"
    case .process: "a process"
    case .userClass: "a class"
    case .environment: "an environment"
    case .override: "a benchmark of an environment"
    case .objective: "a budget"
    case .tls: "'tls'"
    }
  }

  /// How it looks.
  var example: String {
    switch self {
    case .suite: SuiteReader.smallestText
    case .verdicts: "{ drift: 100%, violation: 110% }"
    case .alerts: "{ critical: [ \"p99 > 500ms\" ] }"
    case .profile: "{ users: 10, duration: 30s }"
    case .stage: "{ users: 50, for: 2m }"
    case .benchmark: "{ http: GET /notes, budget: { p95: 200ms } }"
    case .http: "{ method: POST, url: /notes }"
    case .graphql: "{ query: \"{ notes { id } }\", variables: { first: 10 } }"
    case .step: "{ http: POST /notes, capture: { id: $.id } }"
    case .expect: "{ status: 201 }"
    case .data: "{ file: users.csv, order: random }"
    case .stdin: "{ file: input.txt }"
    case .stream: "{ program: [node, collect.js], format: headroom }"
    case .k6: "{ script: load.js }"
    case .locust: "{ file: locustfile.py, users: 500, workers: 4 }"
    case .workers: "{ external: 4 }"
    case .swift: "{ package: ., product: Performance }"
    case .process: "{ name: notes-server }"
    case .userClass: "{ weight: 3, think: 1s..2s, benchmarks: [list, read] }"
    case .environment: "{ target: https://staging.example, profile: smoke }"
    case .override: "{ budget: { p95: 100ms } }"
    case .objective: "{ at_most: 400ms, in_every: 60s }"
    case .tls: "{ ca: certificates/local.pem }"
    }
  }

  /// The rule of one key.
  func rule(_ key: String) -> KeyRule? { rules.first { $0.name == key } }
}
