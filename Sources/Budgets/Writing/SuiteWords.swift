/// The lines and values of which suite files are written.
enum SuiteWords {
  /// The first lines of a suite.
  static func head(_ name: String, about: String) -> [String] {
    let shown = VisibleText.of(name)
    return [
      "# \(about)",
      "# Run it with `headroom run \(shown)`; `headroom check \(shown)` explains it.",
      "suite: \(quoted(escaped(name)))", "",
    ]
  }

  /// The `budget:` of a benchmark of this name, of comparisons or of `p95: 200ms`; a commented one of
  /// none.
  static func budget(_ budgets: [String], of benchmark: String) -> [String] {
    let about = [
      "    # Every percentile, min, mean, max, error_rate, availability and throughput can have one.",
      "    # A comparison is hard: every breach is a violation. `p95: 200ms` allows a drift of 10 %.",
    ]
    guard !budgets.isEmpty else { return about + ["    # budget: { p95: 200ms, error_rate: 1% }"] }
    return about + ["    budget:"] + comparisons(budgets, of: benchmark)
  }

  /// The members of a `budget:`; a list where one metric has several, which a mapping can't have.
  ///
  /// The name of the benchmark itself is left out.
  static func comparisons(_ budgets: [String], of benchmark: String? = nil) -> [String] {
    var members: [(key: String, value: String)] = []
    for budget in budgets {
      if let expression = try? BudgetExpression.parse(budget) {
        let value = ValueText.value(expression.value, unit: expression.metric.unit)
        let name = expression.benchmark == benchmark ? nil : expression.benchmark
        let key = (name.map { $0 + "." } ?? "") + expression.metric.name
        members.append((key, "\(expression.comparison.rawValue) \(value)"))
      } else if let colon = budget.firstIndex(of: ":") {
        let value = budget[budget.index(after: colon)...].drop { $0 == " " }
        members.append((String(budget[..<colon]), String(value)))
      }
    }
    guard Set(members.map(\.key)).count < members.count else {
      return members.map { "      \(quoted($0.key)): \(quoted($0.value))" }
    }
    return members.map { "      - \(JSONText.quoted("\($0.key) \($0.value)"))" }
  }

  /// Secrets that the text leaves to variables.
  struct Secrets {
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

  /// A YAML value inside `[ ]` that reads back as `text`.
  static func word(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { byte in
        48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
          || Array("/._-=+".utf8).contains(byte)
      }
      && text.contains(where: \.isLetter) && !["null", "true", "false"].contains(text.lowercased())
      && text != "-" && !text.hasPrefix("=")
    return isPlain ? text : JSONText.quoted(text)
  }
}
