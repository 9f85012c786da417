/// A suite as it was understood, in plain text: what `headroom check` prints.
package enum SuiteDescription {
  /// Benchmarks, objectives, profiles, environments and warnings; secrets are hidden.
  package static func text(_ suite: Suite) -> String {
    var lines: [String] = []
    let title = VisibleText.of(suite.name)
    lines.append(suite.about.isEmpty ? title : "\(title): \(VisibleText.of(suite.about))")
    lines += rows(facts(suite), indent: 2)
    lines += benchmarks(suite)
    lines += engines(suite)
    lines += block("processes", processes(suite))
    let ofSuite = suite.objectives.filter { $0.subject == .suite }
    lines += block(
      "the suite as a whole",
      rows(ofSuite.map { row($0, suite.tolerance) }, indent: 2)
    )
    lines += block("classes of users", rows(classes(suite), indent: 2))
    lines += block("profiles", rows(profiles(suite), indent: 2))
    let names = suite.environmentNames.map { name in
      VisibleText.of(name) + (name == suite.environment ? " (in force)" : "")
    }
    lines += block("environments", names.isEmpty ? [] : ["  " + names.joined(separator: ", ")])
    lines += block("alerts", rows(suite.alerts.map(row), indent: 2))
    lines += block("warnings", suite.warnings.map { "  " + VisibleText.of($0) })
    return lines.joined(separator: "\n") + "\n"
  }

  /// Lines under a title; nothing without any.
  private static func block(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines
  }

  /// Whether the profile says how anything is measured.
  static func isUnderProfile(_ suite: Suite) -> Bool {
    let isLoad = suite.benchmarks.contains { $0.workload.kind == .load }
    return isLoad || suite.engines.contains { $0.locust != nil }
  }

  private static func facts(_ suite: Suite) -> [[String]] {
    var facts: [[String]] = []
    if suite.target == "demo" {
      facts.append(["target", "the embedded demo server"])
    } else if !suite.target.isEmpty {
      facts.append(["target", VisibleText.of(SecretText.hidden(suite.target))])
    }
    facts.append(["verdicts", verdicts(suite.limits)])
    if let tolerance = suite.tolerance {
      facts.append(["tolerance", "\(tolerance.rawValue), +-\(ValueText.share(tolerance.share))"])
    }
    if suite.requiresTrust {
      facts.append(["trust", "required: an untrusted measurement cannot be judged"])
    }
    if !suite.tls.verifies {
      facts.append(["tls", "certificates are not checked"])
    } else if let file = suite.tls.authorityFile {
      facts.append(["tls", "certificates of \(VisibleText.of(file)) are believed too"])
    }
    if let product = suite.swiftProduct {
      let shown = VisibleText.of("\(product.product) of \(product.package)")
      facts.append(["swift", shown])
    }
    if suite.interleaves {
      facts.append(["interleave", "commands and functions take turns, run by run"])
    }
    if let seed = suite.seed { facts.append(["seed", "\(seed)"]) }
    if suite.recordsFullURLs {
      facts.append(["recordings", "keep the query strings of URLs"])
    }
    return facts
  }

  private static func verdicts(_ limits: VerdictLimits) -> String {
    if limits == .hard { return "hard: every breach is a violation" }
    return "drift above \(ValueText.share(limits.drift)) of a budget, violation above "
      + ValueText.share(limits.violation)
  }

  /// Cells in columns, two blanks apart.
  static func rows(_ rows: [[String]], indent: Int) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? width($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { cells in
      var line = String(repeating: " ", count: indent)
      for (column, cell) in cells.enumerated() {
        line += cell
        if column < cells.count - 1 {
          line += String(repeating: " ", count: widths[column] - width(cell) + 2)
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + VisibleText.columns(of: $1) }
  }
}
