/// A key of the suite file: what the reader checks and what the JSON Schema says.
struct KeyRule: Sendable {
  /// The key.
  let name: String
  /// What its value is.
  let kind: ValueKind
  /// What it is for, one line.
  let about: String
  /// Whether it works; else it answers "not available yet".
  let isAvailable: Bool

  /// A key that works.
  static func key(_ name: String, _ kind: ValueKind, _ about: String) -> KeyRule {
    KeyRule(name: name, kind: kind, about: about, isAvailable: true)
  }

  /// A key that is known and whose turn has not come.
  static func later(_ name: String, _ about: String) -> KeyRule {
    KeyRule(name: name, kind: .anything, about: about, isAvailable: false)
  }
}

/// What a value may be.
indirect enum ValueKind: Sendable {
  case anything
  case text
  case number
  case count
  case duration
  case durationRange
  case share
  case rate
  case request
  case status
  case comparison
  case choice([String])
  case list(ValueKind)
  case either([ValueKind])
  case section(SectionName)
  case map(ValueKind)
  case budget
  /// A program and its arguments.
  case words
  /// A number of workers, or those of other machines.
  case workers
  /// Exit statuses of a command.
  case exitStatus

  /// How it is written, for messages.
  var example: String {
    switch self {
    case .anything: "any value"
    case .text: "a text"
    case .number: "a number, as in 2.5"
    case .count: "a whole number, as in 10"
    case .duration: "a duration, as in 200ms"
    case .durationRange: "a duration or a range, as in 500ms..2500ms"
    case .share: "a share, as in 1%"
    case .rate: "a rate, as in 20/s"
    case .request: "a method and a path, as in GET /notes"
    case .status: "a status, as in 201, 2xx or 200..299"
    case .comparison: "a comparison, as in \"p99 > 500ms\""
    case .choice(let words): words.joined(separator: " or ")
    case .list(let kind): "a list, each \(kind.example)"
    case .either(let kinds): kinds.map(\.example).joined(separator: ", or ")
    case .section(let name): "a mapping, as in \(name.example)"
    case .map(let kind): "a mapping of names, each \(kind.example)"
    case .budget: "a mapping, as in { p95: 200ms }"
    case .words: "a list of words, or a text of them, as in [./encode, --mb, 1]"
    case .workers: "a number, as in 4, 'external' or { external: 4 }"
    case .exitStatus: "an exit status, as in 0, 1..3 or any"
    }
  }
}
