import Glibc
import Measurements
import Sessions

/// A percentile distribution in the text that the HdrHistogram plotter reads (`.hgrm`).
///
/// Source: HdrHistogram, `AbstractHistogram.outputPercentileDistribution` with five ticks per half
/// distance, and `PercentileIterator`.
struct PercentileDistribution {
  private static let ticksPerHalfDistance = 5.0

  /// What values are shown in: ms like everywhere in that world, unless three decimals of them leave the
  /// lower half of the samples fewer than two digits.
  private struct Unit {
    let name: String
    let nanoseconds: Double

    init(median: Int64) {
      (name, nanoseconds) =
        switch median {
        case ..<10: ("nanoseconds", 1)
        case ..<10_000: ("microseconds", 1e3)
        default: ("milliseconds", 1e6)
        }
    }
  }

  private let histogram: Histogram
  private let title: String

  /// The distribution of a series that has samples.
  init(of series: (id: SeriesID, histogram: Histogram)) {
    histogram = series.histogram
    title = Visible.text(SeriesTag.readable(series.id))
  }

  /// A header, a row for each percentile, and comments with mean, maximum, count, series and unit.
  var text: [UInt8] {
    let unit = Unit(median: histogram.value(at: .p50) ?? 0)
    var lines = ["       Value     Percentile TotalCount 1/(1-Percentile)", ""]
    for row in rows() {
      var line = Self.fixed(Double(row.value) / unit.nanoseconds, 3, width: 12)
      line += " " + Self.fixed(row.percent / 100, 12, width: 2)
      line += " " + Self.padded(String(row.count), to: 10)
      if row.percent < 100 { line += " " + Self.fixed(1 / (1 - row.percent / 100), 2, width: 14) }
      lines.append(line)
    }
    let mean = Self.fixed((histogram.mean ?? 0) / unit.nanoseconds, 3, width: 12)
    let spread = Self.fixed((histogram.standardDeviation ?? 0) / unit.nanoseconds, 3, width: 12)
    let maximum = Self.fixed(Double(histogram.maximum ?? 0) / unit.nanoseconds, 3, width: 12)
    let count = Self.padded(String(histogram.count), to: 12)
    lines.append("#[Mean    = \(mean), StdDeviation   = \(spread)]")
    lines.append("#[Max     = \(maximum), Total count    = \(count)]")
    // 1 ns to 1 h with three digits: 2,048 values of the first power of two, and 31 more powers.
    lines.append("#[Buckets =           32, SubBuckets     =         2048]")
    lines.append("#[Series  = \(title), values in \(unit.name)]")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private struct Row {
    var value: Int64
    /// The percentile that was looked for, 0...100.
    var percent: Double
    /// The samples up to and with the value.
    var count: UInt64
  }

  /// The value at each tick; a tick comes as often again in each half of the way to 100 %.
  private func rows() -> [Row] {
    var rows: [Row] = []
    var percent = 0.0
    var passed: UInt64 = 0
    histogram.forEachBucket { index, count in
      passed += count
      let reached = 100 * Double(passed) / Double(histogram.count)
      while reached >= percent {
        rows.append(Row(value: BucketLayout.highest(of: index), percent: percent, count: passed))
        // No more halves than a double tells apart.
        let halves = min((log(100 / (100 - percent)) / log(2)).rounded(.down), 50)
        percent += 100 / (Self.ticksPerHalfDistance * exp2(halves + 1))
        if passed == histogram.count { break }
      }
    }
    rows.append(Row(value: histogram.maximum ?? 0, percent: 100, count: passed))
    return rows
  }

  /// A number with so many decimals, right in a column.
  private static func fixed(_ value: Double, _ decimals: Int, width: Int) -> String {
    padded(DecimalText.fixed(value, decimals: decimals), to: width)
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
