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
  /// Which version of HTTP is spoken.
  package var version = HTTPVersion.one
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

  /// The suite file, commented, and the secrets that it leaves to variables.
  package func write() -> WrittenSuite {
    var written = compose(withJSON: json != nil)
    if json != nil, !reads(written) { written = compose(withJSON: false) }
    return written
  }

  /// Whether a text of JSON is a YAML value too; almost every one is.
  private func reads(_ written: WrittenSuite) -> Bool {
    let problems = written.mistakes { _ in "" }?.problems ?? []
    return !problems.contains { $0.message.contains("YAML") || $0.message.contains("key") }
  }

  private func compose(withJSON: Bool) -> WrittenSuite {
    var secrets = SuiteWords.Secrets()
    let (base, path) = address(&secrets)
    let shown = SuiteWords.quoted(name)
    var lines = SuiteLines()
    lines.add(
      SuiteWords.head(
        name,
        about: "What is measured, under which load, and the budgets that it has to keep."
      ),
      from: .name
    )
    lines.add("# Where requests go. An environment can set another one.")
    lines.add("target: \(SuiteWords.quoted(base))", from: .address)
    lines.add("")
    lines.add(tlsLines, from: .authority)
    lines.add(profileLines(), from: .load)
    lines.add(["", "benchmarks:"])
    lines.add("  \(shown):", from: .name)
    lines.add("    http: \(SuiteWords.quoted("\(method) \(path)"))", from: .address)
    if version != .one { lines.add("    http2: \(version.rawValue)") }
    lines.add(headerLines(&secrets, withJSON: withJSON), from: .header)
    if let json, withJSON {
      let text = SuiteWords.escaped(json.split(whereSeparator: \.isNewline).joined(separator: " "))
      lines.add("    json: " + text, from: .json)
    } else if let body = json ?? body {
      lines.add(
        "    body: \(SuiteWords.quoted(SuiteWords.escaped(body)))",
        from: json == nil ? .body : .json
      )
    }
    lines.add(SuiteWords.budget(budgets, of: name), from: .budget)
    return lines.written(secrets.values)
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
    return ["tls: { ca: \(SuiteWords.quoted(SuiteWords.escaped(file))) }", ""]
  }

  private func headerLines(_ secrets: inout SuiteWords.Secrets, withJSON: Bool) -> [String] {
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
        lines.append("      \(SuiteWords.quoted(field.name)): ${\(name)}")
      } else {
        lines.append(
          "      \(SuiteWords.quoted(field.name)): \(SuiteWords.quoted(SuiteWords.escaped(field.value)))"
        )
      }
    }
    return lines
  }

  /// The target and the path of the request.
  private func address(_ secrets: inout SuiteWords.Secrets) -> (base: String, path: String) {
    if url == "demo" { return ("demo", "/api/notes") }
    guard RequestAddress.isWhole(url), let mark = url.range(of: "://") else {
      return (target ?? "demo", SuiteWords.escaped(url))
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
    return (SuiteWords.escaped(String(base)), hidingQuery(path, &secrets))
  }

  /// The path with the values of secret parameters left to variables.
  private func hidingQuery(_ path: Substring, _ secrets: inout SuiteWords.Secrets) -> String {
    guard let mark = path.firstIndex(of: "?") else { return SuiteWords.escaped(String(path)) }
    let pairs = path[path.index(after: mark)...].split(
      separator: "&",
      omittingEmptySubsequences: false
    )
    let shown = pairs.map { pair in
      guard let equals = pair.firstIndex(of: "=") else { return SuiteWords.escaped(String(pair)) }
      let name = String(pair[..<equals])
      let value = String(pair[pair.index(after: equals)...])
      guard SecretText.isSecretName(name) || SecretText.looksSecret(value), !value.isEmpty else {
        return SuiteWords.escaped(String(pair))
      }
      return "\(name)=${\(secrets.add(value, called: name))}"
    }
    return SuiteWords.escaped(String(path[..<mark])) + "?" + shown.joined(separator: "&")
  }
}
