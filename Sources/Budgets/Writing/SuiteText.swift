import Measurements

/// Writes suite files for people to go on with.
package struct SuiteText: Sendable {
  /// The suite's name, and its benchmark's.
  package var name: String
  /// A whole URL; a path, if there is a target; or `demo`.
  package var url: String
  /// Where a relative URL leads: a URL or `demo`.
  package var target: String?
  /// Whose certificates are believed.
  package var tls = TLSTrust()
  /// The method.
  package var method = "GET"
  /// Header fields; secret ones are written as variables.
  package var headers: [HeaderField] = []
  /// The body as it is sent; nil for none.
  package var body: String?
  /// The body as the text of a JSON value; nil for none.
  package var json: String?
  /// Users at the same time.
  package var users: Int?
  /// Arrivals per second.
  package var rate: Double?
  /// The length, ns.
  package var durationNanoseconds: Int64?
  /// Requests after which it ends.
  package var iterations: Int?
  /// Load before the measured part, ns.
  package var warmupNanoseconds: Int64?
  /// Budgets as comparisons, `p95<200ms`, which are hard, or as `p95: 200ms`.
  package var budgets: [String] = []

  /// A suite of one GET request.
  package init(name: String, url: String) {
    self.name = name
    self.url = url
  }

  /// What was written.
  package struct Written: Sendable, Equatable {
    /// The file.
    package var text: String
    /// The values of the variables that stand for secrets in it.
    package var variables: [String: String]
  }

  /// The suite file, commented, and the secrets that it leaves to variables.
  package func write() -> Written {
    var written = compose(withJSON: json != nil)
    if json != nil, !reads(written) { written = compose(withJSON: false) }
    return written
  }

  /// Whether a text of JSON is a YAML value too; almost every one is.
  private func reads(_ written: Written) -> Bool {
    var request = SuiteRequest()
    let variables = written.variables
    request.variables = { variables[$0] }
    do throws(SuiteErrors) {
      _ = try SuiteReader.read(text: written.text, file: "suite", request: request)
      return true
    } catch {
      return !error.problems.contains { $0.message.contains("YAML") || $0.message.contains("key") }
    }
  }

  private func compose(withJSON: Bool) -> Written {
    var secrets = Secrets()
    let (base, path) = address(&secrets)
    let shown = Self.quoted(name)
    let suiteName = Self.quoted(Self.escaped(name))
    var lines = [
      "# What is measured, under which load, and the budgets that it has to keep.",
      "# Run it with `headroom run \(VisibleText.of(name))`; `headroom check \(VisibleText.of(name))`"
        + " explains it.",
      "suite: \(suiteName)", "",
      "# Where requests go. An environment can set another one.",
      "target: \(Self.quoted(base))", "",
    ]
    lines += tlsLines
    lines += profileLines() + ["", "benchmarks:", "  \(shown):"]
    lines.append("    http: \(Self.quoted("\(method) \(path)"))")
    lines += headerLines(&secrets, withJSON: withJSON)
    if let json, withJSON {
      lines.append(
        "    json: " + Self.escaped(json.split(whereSeparator: \.isNewline).joined(separator: " "))
      )
    } else if let body = json ?? body {
      lines.append("    body: \(Self.quoted(Self.escaped(body)))")
    }
    lines += budgetLines()
    return Written(text: lines.joined(separator: "\n") + "\n", variables: secrets.values)
  }

  // MARK: - Parts

  private func profileLines() -> [String] {
    var parts: [String] = []
    if users != nil || rate == nil { parts.append("users: \(users ?? 10)") }
    if let rate { parts.append("rate: \(ValueText.rate(rate))") }
    if durationNanoseconds != nil || iterations == nil {
      let length = durationNanoseconds ?? SuiteReader.defaultLength
      parts.append("duration: \(ValueText.duration(length))")
    }
    if let iterations { parts.append("iterations: \(iterations)") }
    if let warmupNanoseconds, warmupNanoseconds > 0 {
      parts.append("warmup: \(ValueText.duration(warmupNanoseconds))")
    }
    return [
      "# How load is applied; the first profile is the default. Users send their next request when",
      "# the last one was answered; a rate, as in 200/s, does not wait for answers.",
      "profiles:",
      "  default: { \(parts.joined(separator: ", ")) }",
      "  # stress: { stages: [ { users: 50, over: 10s }, { users: 50, for: 2m } ] }",
    ]
  }

  private var tlsLines: [String] {
    if !tls.verifies {
      return ["# Any certificate is taken, unchecked.", "tls: { verify: false }", ""]
    }
    guard let file = tls.authorityFile else { return [] }
    return ["tls: { ca: \(Self.quoted(Self.escaped(file))) }", ""]
  }

  private func headerLines(_ secrets: inout Secrets, withJSON: Bool) -> [String] {
    var fields = headers
    if json != nil, !withJSON, !fields.contains(where: { $0.name.lowercased() == "content-type" }) {
      fields.append(HeaderField(name: "Content-Type", value: "application/json"))
    }
    guard !fields.isEmpty else { return [] }
    var lines = ["    headers:"]
    for field in fields {
      let isSecret =
        SecretText.isSecretName(field.name) || SecretText.looksSecret(field.value)
      if isSecret {
        let name = secrets.add(field.value, called: field.name)
        lines.append("      # Secret: set \(name) in the environment.")
        lines.append("      \(Self.quoted(field.name)): ${\(name)}")
      } else {
        lines.append("      \(Self.quoted(field.name)): \(Self.quoted(Self.escaped(field.value)))")
      }
    }
    return lines
  }

  private func budgetLines() -> [String] {
    let about = [
      "    # Every percentile, min, mean, max, error_rate, availability and throughput can have one."
    ]
    var lines: [String] = []
    for budget in budgets {
      if let expression = try? BudgetExpression.parse(budget) {
        let value = ValueText.value(expression.value, unit: expression.metric.unit)
        lines.append(
          "      \(expression.metric.name): \"\(expression.comparison.rawValue) \(value)\""
        )
      } else if let colon = budget.firstIndex(of: ":") {
        let value = budget[budget.index(after: colon)...].drop { $0 == " " }
        lines.append(
          "      \(Self.quoted(String(budget[..<colon]))): \(Self.quoted(String(value)))"
        )
      }
    }
    guard !lines.isEmpty else { return about + ["    # budget: { p95: 200ms, error_rate: 1% }"] }
    return about + ["    budget:"] + lines
  }

  /// The target and the path of the request.
  private func address(_ secrets: inout Secrets) -> (base: String, path: String) {
    if url == "demo" { return ("demo", "/api/notes") }
    guard RequestAddress.isWhole(url), let mark = url.range(of: "://") else {
      return (target ?? "demo", Self.escaped(url))
    }
    let rest = url[mark.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    var path = rest.dropFirst(authority.count).prefix { $0 != "#" }
    if path.first != "/" { path = "/" + path }
    var base = url[..<mark.upperBound] + authority
    if let at = authority.lastIndex(of: "@") {
      let name = secrets.add(String(authority[..<at]), called: "TARGET_USER")
      base = url[..<mark.upperBound] + "${\(name)}" + authority[at...]
      return (String(base), hidingQuery(path, &secrets))
    }
    return (Self.escaped(String(base)), hidingQuery(path, &secrets))
  }

  /// The path with the values of secret parameters left to variables.
  private func hidingQuery(_ path: Substring, _ secrets: inout Secrets) -> String {
    guard let mark = path.firstIndex(of: "?") else { return Self.escaped(String(path)) }
    let pairs = path[path.index(after: mark)...].split(
      separator: "&",
      omittingEmptySubsequences: false
    )
    let shown = pairs.map { pair in
      guard let equals = pair.firstIndex(of: "=") else { return Self.escaped(String(pair)) }
      let name = String(pair[..<equals])
      let value = String(pair[pair.index(after: equals)...])
      guard SecretText.isSecretName(name) || SecretText.looksSecret(value), !value.isEmpty else {
        return Self.escaped(String(pair))
      }
      return "\(name)=${\(secrets.add(value, called: name))}"
    }
    return Self.escaped(String(path[..<mark])) + "?" + shown.joined(separator: "&")
  }

  /// Secrets that the text leaves to variables.
  private struct Secrets {
    var values: [String: String] = [:]

    /// A variable for a value, named after what it is.
    mutating func add(_ value: String, called name: String) -> String {
      var base = String(
        name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
      )
      if base.first?.isLetter != true { base = "SECRET_" + base }
      var candidate = base
      var number = 2
      while let other = values[candidate], other != value {
        candidate = "\(base)_\(number)"
        number += 1
      }
      values[candidate] = value
      return candidate
    }
  }

  // MARK: - Quoting

  /// `${` so that it stays what it is.
  static func escaped(_ text: String) -> String {
    text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${")
  }

  /// A YAML value that reads back as `text`; plain where nothing in it could be taken for more.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { byte in
        48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
          || [UInt8](" /._-?=&%:+;,".utf8).contains(byte)
      }
      && text.first?.isLetter == true && text.last != " " && text.last != ":"
      && !text.contains(": ")
      && !["null", "true", "false", "yes", "no"].contains(text.lowercased())
    return isPlain ? text : JSONText.quoted(text)
  }
}
