import Measurements
package import Sessions

/// Which of several benchmarks is the fastest, and by how much, in words.
package struct RankingText: Sendable {
  /// What was measured of them.
  package var benchmarks: [BenchmarkSummary]
  /// How marks are drawn.
  package var glyphs: Glyphs

  /// The ranking of benchmarks that are meant to be compared.
  package init(_ benchmarks: [BenchmarkSummary], glyphs: Glyphs) {
    self.benchmarks = benchmarks
    self.glyphs = glyphs
  }

  /// A line for each benchmark but the fastest; none where there is nothing to compare.
  package var lines: [String] {
    let ranked = benchmarks.compactMap { benchmark in
      benchmark.latency.map { (name: benchmark.name, latency: $0) }
    }.sorted { $0.latency.mean < $1.latency.mean }
    guard let fastest = ranked.first else { return [] }
    return ranked.dropFirst().compactMap { other in
      guard let ratio = MeanRatio(greater: other.latency, smaller: fastest.latency) else {
        return nil
      }
      let figure = figure(ratio)
      let words =
        ratio.isDifferent
        ? "\(fastest.name) ran \(figure) times faster than \(other.name)"
        : "can't tell whether \(fastest.name) or \(other.name) is faster: \(figure) times"
      return "  " + Visible.text(words)
    }
  }

  /// `1.23 ± 0.02`: the 95 % interval, with as many decimals as its width has a use for.
  private func figure(_ ratio: MeanRatio) -> String {
    let sign = glyphs == .ascii ? " +- " : " ± "
    let decimals = ratio.halfWidth < 0.00995 ? 3 : ratio.halfWidth < 0.995 ? 2 : 1
    return [ratio.ratio, ratio.halfWidth].map { Figures.decimal($0, decimals) }
      .joined(separator: sign)
  }
}
