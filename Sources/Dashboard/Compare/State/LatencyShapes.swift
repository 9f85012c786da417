import Budgets
import Glibc
import Measurements
import Sessions

/// How the latencies of a benchmark lie in both sessions.
struct LatencyShapes: Sendable {
  /// Points on a curve, and rows of a mirrored histogram, at their finest.
  static let resolution = 256

  /// `[point]`: the latency, ns, at the share 1 - 10^(-point * step) of the samples; empty without
  /// samples.
  let baseCurve: [Double]
  /// The same of the current session.
  let currentCurve: [Double]
  /// The nines that a curve spans: 3 for p99.9.
  let nines: Double
  /// The lowest latency of both, ns.
  let lowest: Double
  /// The highest latency of both below p99.9, ns.
  let highest: Double
  /// `[bin]`: the share of the samples in bins of equal width on the logarithmic axis from `lowest`
  /// to `highest`.
  let baseBins: [Double]
  /// The same of the current session.
  let currentBins: [Double]

  init(base: Histogram, current: Histogram) {
    let fewest = [base, current].filter { !$0.isEmpty }.map(\.count).min() ?? 1
    let nines = min(4, max(1, log10(Double(fewest))))
    self.nines = nines
    baseCurve = Self.curve(base, nines: nines)
    currentCurve = Self.curve(current, nines: nines)
    let all = [base, current]
    let lowest = Double(max(1, all.compactMap(\.minimum).min() ?? 1))
    let highest = all.compactMap { $0.value(at: .p999) }.map(Double.init).max() ?? lowest
    self.lowest = lowest
    self.highest = max(highest, lowest * 1.01)
    let span = log(self.highest / lowest)
    baseBins = Self.bins(base, lowest: lowest, span: span)
    currentBins = Self.bins(current, lowest: lowest, span: span)
  }

  private static func curve(_ histogram: Histogram, nines: Double) -> [Double] {
    guard !histogram.isEmpty else { return [] }
    return (0..<resolution).compactMap { point in
      let share = 1 - pow(10, -nines * Double(point) / Double(resolution - 1))
      return histogram.value(atShare: share).map(Double.init)
    }
  }

  private static func bins(_ histogram: Histogram, lowest: Double, span: Double) -> [Double] {
    guard !histogram.isEmpty else { return [] }
    var bins = [Double](repeating: 0, count: resolution)
    histogram.forEachBucket { index, count in
      // Logs of other programs have samples of 0 ns, which have no logarithm.
      let value = max(lowest, Double(BucketLayout.midpoint(of: index)))
      let position = log(value / lowest) / span
      let bin = min(resolution - 1, max(0, Int(position * Double(resolution))))
      bins[bin] += Double(count) / Double(histogram.count)
    }
    return bins
  }

  /// The shapes of each benchmark of a comparison, by its name.
  static func all(
    _ comparison: SessionComparison,
    base: SessionFigures,
    current: SessionFigures
  ) -> [String: LatencyShapes] {
    func latency(_ name: String, in session: SessionFigures) -> Histogram? {
      (session.benchmarks + [session.whole]).first { $0.name == name }?.totals.latency
    }
    var shapes: [String: LatencyShapes] = [:]
    for subject in comparison.subjects {
      guard let before = latency(subject.name, in: base),
        let now = latency(subject.name, in: current)
      else { continue }
      shapes[subject.name] = LatencyShapes(base: before, current: now)
    }
    return shapes
  }
}
