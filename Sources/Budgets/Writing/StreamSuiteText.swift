import Measurements

/// Writes a suite file of measurements that another program prints, for people to go on with.
package struct StreamSuiteText: Sendable {
  /// The suite's name, that of its engine, and of what is measured without a name.
  package var name: String
  /// Where lines come from: standard input or a file.
  package var source: StreamProgram.Source
  /// The format of the lines; nil to recognise it by their content.
  package var format: StreamFormat?
  /// Budgets as comparisons: `transpile-simple.p95<0.85ms`.
  package var budgets: [String] = []

  /// A suite of one stream without budgets.
  package init(name: String, source: StreamProgram.Source) {
    self.name = name
    self.source = source
  }

  /// The suite file, commented.
  package var text: String {
    let shown = SuiteWords.quoted(SuiteWords.escaped(name))
    var lines = [
      "# Measurements that another program prints, and the budgets that they have to keep.",
      "suite: \(shown)", "", "benchmarks:", "  \(SuiteWords.quoted(name)):",
      "    stream: \(sourceText)",
    ]
    if let format { lines.append("    format: \(format.rawValue)") }
    let written = budgets.compactMap(Self.budgetLine)
    if written.isEmpty {
      lines.append("    # budget: { transpile-simple.p95: 0.85ms }")
    } else {
      lines += ["    budget:"] + written
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var sourceText: String {
    switch source {
    case .standardInput: "\"-\""
    case .file(let path): "{ file: \(JSONText.quoted(SuiteWords.escaped(path))) }"
    case .program(let words):
      "[" + words.map { JSONText.quoted(SuiteWords.escaped($0)) }.joined(separator: ", ") + "]"
    }
  }

  private static func budgetLine(_ budget: String) -> String? {
    guard let expression = try? BudgetExpression.parse(budget) else { return nil }
    let subject = expression.benchmark.map { $0 + "." } ?? ""
    let value = ValueText.value(expression.value, unit: expression.metric.unit)
    let key = SuiteWords.quoted(subject + expression.metric.name)
    return "      \(key): \"\(expression.comparison.rawValue) \(value)\""
  }
}
