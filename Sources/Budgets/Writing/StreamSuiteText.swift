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
  package func write() -> WrittenSuite {
    let shown = SuiteWords.quoted(SuiteWords.escaped(name))
    var lines = SuiteLines()
    lines.add("# Measurements that another program prints, and the budgets that they have to keep.")
    lines.add("suite: \(shown)", from: .name)
    lines.add(["", "benchmarks:"])
    lines.add("  \(SuiteWords.quoted(name)):", from: .name)
    lines.add("    stream: \(sourceText)", from: .stream)
    if let format { lines.add("    format: \(format.rawValue)") }
    if budgets.isEmpty {
      lines.add("    # budget: { transpile-simple.p95: 0.85ms }")
    } else {
      lines.add("    budget:")
      lines.add(SuiteWords.comparisons(budgets), from: .budget)
    }
    return lines.written()
  }

  private var sourceText: String {
    switch source {
    case .standardInput: "\"-\""
    case .file(let path): "{ file: \(JSONText.quoted(SuiteWords.escaped(path))) }"
    case .program(let words):
      "[" + words.map { JSONText.quoted(SuiteWords.escaped($0)) }.joined(separator: ", ") + "]"
    }
  }
}
