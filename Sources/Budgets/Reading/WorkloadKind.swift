/// What a benchmark of the file does: the key that says it, or none for a Swift function.
enum WorkloadKind: String, CaseIterable, Sendable {
  case http
  case graphql
  case flow
  case websocket
  case command
  case shell
  case stream
  case k6
  case locust
  case function

  /// The kinds that have a key.
  static let keys = allCases.filter { $0 != .function }

  /// With an article, for messages.
  var noun: String {
    switch self {
    case .http: "an HTTP request"
    case .graphql: "a GraphQL query"
    case .flow: "a flow"
    case .websocket: "a WebSocket"
    case .command, .shell: "a command"
    case .stream: "a stream"
    case .k6: "a k6 script"
    case .locust: "a Locust file"
    case .function: "a Swift function"
    }
  }

  private var plural: String {
    switch self {
    case .http: "HTTP requests"
    case .graphql: "GraphQL queries"
    case .flow: "flows"
    case .websocket: "WebSockets"
    case .command, .shell: "commands"
    case .stream: "streams"
    case .k6: "k6 scripts"
    case .locust: "Locust files"
    case .function: "Swift functions"
    }
  }

  /// Whether the load engine carries it out, under the profile.
  var isLoad: Bool { [.http, .graphql, .flow, .websocket].contains(self) }
  /// Whether it is a program that measures by itself.
  var isEngine: Bool { [.stream, .k6, .locust].contains(self) }
  /// Whether it is run and measured as a process.
  var isCommand: Bool { self == .command || self == .shell }

  /// The keys that may stand beside it.
  private var companions: Set<String> {
    let load: Set = ["headers", "timeout", "weight", "think"]
    let sampled: Set = ["samples", "warmup", "duration"]
    switch self {
    case .http:
      return load.union(["body", "json", "expect", "retries", "retry_after", "http2", "data"])
    case .graphql:
      return load.union(["query", "variables", "expect", "retries", "retry_after", "http2", "data"])
    case .flow: return load.union(["retries", "retry_after", "http2", "data"])
    case .websocket: return load.union(["subscribe", "receive", "send", "match"])
    case .command, .shell:
      return sampled.union([
        "with", "prepare", "cleanup", "cwd", "env", "stdin", "exit", "expect", "timeout",
      ])
    case .stream: return ["format", "cwd", "env"]
    case .k6, .locust: return []
    case .function: return sampled
    }
  }

  /// Whether a key of a benchmark may stand beside it.
  func allows(_ key: String) -> Bool {
    key == rawValue || key == "budget" || companions.contains(key)
  }

  /// What a key of a benchmark belongs to, in words: `commands and Swift functions`.
  static func owners(of key: String) -> String {
    var words: [String] = []
    for kind in allCases where kind.companions.contains(key) && !words.contains(kind.plural) {
      words.append(kind.plural)
    }
    guard let last = words.popLast() else { return "" }
    return words.isEmpty ? last : words.joined(separator: ", ") + " and " + last
  }

  /// Whether a metric can be measured of it.
  func has(_ metric: Metric) -> Bool {
    switch metric {
    case .userTime, .systemTime, .residentMemory: isCommand
    case .cpu, .threads, .openFiles, .contextSwitches: false
    default: true
    }
  }
}
