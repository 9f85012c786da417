/// The JSON Schema of suite files, made from the tables that the reader checks against.
package enum SuiteSchema {
  /// The schema, draft 2020-12, as text; for editors that complete and check YAML by it.
  package static var json: String {
    var definitions: [(String, Value)] = SectionName.allCases.map { ($0.rawValue, object($0)) }
    definitions.append(("budget", budget))
    definitions += scalars
    let root = Value.object([
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text("A suite of Headroom")),
      ("$ref", .text("#/$defs/suite")),
      ("$defs", .object(definitions)),
    ])
    return root.text(indent: 0) + "\n"
  }

  private static func object(_ section: SectionName) -> Value {
    let properties = section.rules.map { rule in
      (rule.name, described(rule))
    }
    var members: [(String, Value)] = [
      ("type", .text("object")), ("properties", .object(properties)),
      ("additionalProperties", .bool(false)),
    ]
    if section == .suite {
      members.append(("patternProperties", .object([("^\(Section.freePrefix)", .bool(true))])))
      members.append(("required", .list([.text("benchmarks")])))
    }
    return .object(members)
  }

  private static func described(_ rule: KeyRule) -> Value {
    let about = rule.isAvailable ? rule.about : "Not available yet. \(rule.about)"
    guard case .object(let members) = schema(rule.kind) else { return .bool(true) }
    return .object([("description", .text(about))] + members)
  }

  private static func schema(_ kind: ValueKind) -> Value {
    switch kind {
    case .anything: return .object([])
    case .text:
      return .object([("type", .list([.text("string"), .text("number"), .text("boolean")]))])
    case .request, .comparison: return .object([("type", .text("string"))])
    case .number: return reference("number")
    case .count: return reference("count")
    case .duration: return reference("duration")
    case .durationRange: return reference("durationRange")
    case .share: return reference("share")
    case .rate: return reference("rate")
    case .status: return reference("status")
    case .choice(let words):
      return .object([
        (
          "anyOf",
          .list([.object([("enum", .list(words.map(Value.text)))]), reference("variable")])
        )
      ])
    case .list(let kind):
      return .object([("type", .text("array")), ("items", schema(kind))])
    case .either(let kinds): return .object([("anyOf", .list(kinds.map(schema)))])
    case .section(let name): return reference(name.rawValue)
    case .map(let kind):
      return .object([("type", .text("object")), ("additionalProperties", schema(kind))])
    case .budget: return reference("budget")
    case .words: return .object([("anyOf", .list([schema(.text), schema(.list(.text))]))])
    case .workers:
      return .object([
        ("anyOf", .list([.object([("const", .text("external"))]), reference("count")]))
      ])
    case .exitStatus:
      return .object([
        (
          "anyOf",
          .list([
            .object([
              ("type", .text("integer")), ("minimum", .number(0)), ("maximum", .number(255)),
            ]),
            .object([
              ("type", .text("string")), ("pattern", .text("^(any|[0-9]+(\\.\\.[0-9]+)?)$")),
            ]),
            reference("variable"),
          ])
        )
      ])
    }
  }

  private static func reference(_ name: String) -> Value {
    .object([("$ref", .text("#/$defs/\(name)"))])
  }

  private static func pattern(_ pattern: String, _ about: String) -> Value {
    .object([
      ("description", .text(about)),
      (
        "anyOf",
        .list([
          .object([("type", .text("string")), ("pattern", .text(pattern))]),
          .object([("const", .number(0))]), reference("variable"),
        ])
      ),
    ])
  }

  private static let figure = "[0-9]+(\\.[0-9]+)?"

  private static var scalars: [(String, Value)] {
    let unit = "(ns|us|µs|ms|s|m|h)"
    let numeric = Value.object([("type", .text("number"))])
    return [
      ("variable", .object([("type", .text("string")), ("pattern", .text("\\$\\{"))])),
      ("number", .object([("anyOf", .list([numeric, reference("variable")]))])),
      (
        "count",
        .object([
          (
            "anyOf",
            .list([
              .object([("type", .text("integer")), ("minimum", .number(0))]), reference("variable"),
            ])
          )
        ])
      ),
      ("duration", pattern("^(\(figure) ?\(unit) ?)+$", ValueKind.duration.example)),
      (
        "durationRange",
        pattern("^\(figure)\(unit)(\\.\\.\(figure)\(unit))?$", ValueKind.durationRange.example)
      ),
      ("share", pattern("^\(figure) ?%$", ValueKind.share.example)),
      ("rate", pattern("^\(figure) ?/(s|min)$", ValueKind.rate.example)),
      (
        "status",
        .object([
          ("description", .text(ValueKind.status.example)),
          (
            "anyOf",
            .list([
              .object([
                ("type", .text("integer")), ("minimum", .number(100)), ("maximum", .number(999)),
              ]),
              .object([
                ("type", .text("string")),
                ("pattern", .text("^([1-5][xX]{2}|[0-9]{3}(\\.\\.[0-9]{3})?)$")),
              ]),
              reference("variable"),
            ])
          ),
        ])
      ),
    ]
  }

  /// The budget of a metric: a figure in its unit, with or without a side, `none`, or a mapping.
  private static func figure(_ unit: MetricUnit) -> Value {
    let written =
      switch unit {
      case .nanoseconds: "(\(figure) ?(ns|us|µs|ms|s|m|h) ?)+"
      case .share: "\(figure) ?%"
      case .perSecond: "\(figure) ?/(s|min)"
      case .bytes: "\(figure) ?(B|KB|MB|GB|KiB|MiB|GiB)"
      case .count: figure
      }
    let pattern = Value.object([
      ("type", .text("string")), ("pattern", .text("^((<|>)?=? ?\(written)|none)$")),
    ])
    let choices =
      [
        pattern, .object([("const", .number(0))]), reference("variable"),
        reference(SectionName.objective.rawValue),
      ] + (unit == .count ? [reference("number")] : [])
    return .object([("anyOf", .list(choices))])
  }

  /// A mapping of metrics, or a list of comparisons.
  private static var budget: Value {
    let list = Value.object([
      ("type", .text("array")), ("items", .object([("type", .text("string"))])),
    ])
    return .object([
      (
        "description",
        .text("Metrics and their limits; or a list of comparisons, as k6 writes them.")
      ),
      (
        "anyOf",
        .list([metrics(isNested: true), list, .object([("type", .text("string"))])])
      ),
    ])
  }

  /// A mapping of metrics; of names with metrics of their own too.
  private static func metrics(isNested: Bool) -> Value {
    var properties: [(String, Value)] = []
    var others: [(String, Value)] = [
      ("^(.*\\.)?p[0-9]{1,2}(\\.[0-9]{1,3})?$", figure(.nanoseconds))
    ]
    for name in MetricName.choices {
      guard case .known(let metric) = MetricName.parse(name) else { continue }
      properties.append((name, figure(metric.unit)))
      if !name.hasPrefix("p") { others.append(("^.*\\.\(name)$", figure(metric.unit))) }
    }
    return .object([
      ("type", .text("object")),
      ("properties", .object(properties)),
      ("patternProperties", .object(others)),
      ("additionalProperties", isNested ? metrics(isNested: false) : .bool(false)),
    ])
  }

  /// A JSON value whose members keep their order.
  private indirect enum Value {
    case text(String)
    case number(Int)
    case bool(Bool)
    case list([Value])
    case object([(String, Value)])

    func text(indent: Int) -> String {
      let inner = String(repeating: " ", count: indent + 2)
      let outer = String(repeating: " ", count: indent)
      switch self {
      case .text(let text): return JSONText.quoted(text)
      case .number(let number): return "\(number)"
      case .bool(let bool): return "\(bool)"
      case .list(let values):
        let parts = values.map { $0.text(indent: indent + 2) }
        let short = "[" + parts.joined(separator: ", ") + "]"
        guard short.contains("\n") || short.count > 90 else { return short }
        return "[\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n\(outer)]"
      case .object(let members):
        guard !members.isEmpty else { return "{}" }
        let parts = members.map { "\(JSONText.quoted($0.0)): \($0.1.text(indent: indent + 2))" }
        let short = "{ " + parts.joined(separator: ", ") + " }"
        guard short.contains("\n") || short.count > 90 else { return short }
        return "{\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n\(outer)}"
      }
    }
  }
}
