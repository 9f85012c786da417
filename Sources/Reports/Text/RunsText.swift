import Measurements
package import Sessions

/// What the runs of commands took, as a table: time with its spread, CPU time and memory.
package struct RunsText: Sendable {
  /// What was measured of them.
  package var benchmarks: [BenchmarkSummary]
  /// How marks are drawn.
  package var glyphs: Glyphs

  /// The runs of those benchmarks that are commands.
  package init(_ benchmarks: [BenchmarkSummary], glyphs: Glyphs) {
    self.benchmarks = benchmarks.filter { $0.runs != nil }
    self.glyphs = glyphs
  }

  /// The table; empty without commands.
  package var lines: [String] {
    guard !benchmarks.isEmpty else { return [] }
    var table = TextTable([.left] + Array(repeating: .right, count: 6))
    let spread = glyphs == .ascii ? " +- " : " ± "
    table.add(["runs", "mean\(spread)stddev", "min", "max", "user", "system", "memory"])
    // Memory is shown in one unit, that of its budgets.
    let isDecimal = benchmarks.contains {
      $0.objectives.contains { $0.objective.countsBytesDecimally }
    }
    for benchmark in benchmarks {
      guard let runs = benchmark.runs, let latency = benchmark.latency else { continue }
      let mean = [latency.mean, latency.standardDeviation].map { Figures.duration(nanoseconds: $0) }
      let times = [
        Double(latency.minimum), Double(latency.maximum), runs.userNanoseconds,
        runs.systemNanoseconds,
      ]
      table.add(
        [benchmark.name, mean.joined(separator: spread)]
          + times.map { Figures.duration(nanoseconds: $0) }
          + [runs.memory(glyphs, isDecimal: isDecimal)]
      )
    }
    return table.lines()
  }
}
