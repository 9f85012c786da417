import Measurements
import Sessions

/// A table for spreadsheets (RFC 4180): one row for each interval and series.
///
/// `start` and `end` are seconds since the start of the session, `count` is the samples of the
/// series, `failed` the requests of its benchmark that failed in the interval, `rate` is `count` per
/// second that the load was on; the rest are nanoseconds.
struct TableExport: IntervalExporter {
  private static let columns =
    ["start", "end", "series", "count", "failed", "rate", "min", "mean"]
    + Quantile.reported.map(\.name) + ["max"]
  private var hasBegun = false

  mutating func add(
    _ series: [SeriesCounts],
    of interval: IntervalRecord,
    to output: inout [UInt8]
  ) {
    if !hasBegun { write(Self.columns, to: &output) }
    hasBegun = true
    let failed = Dictionary(
      interval.series.filter { [.failed, .warmupFailed].contains($0.id.kind) }
        .map { ($0.id, $0.counts.count) }
    ) { first, _ in first }
    for series in series {
      let histogram = Histogram(series.counts)
      guard let summary = histogram.summary() else { continue }
      let rate = interval.rate(of: summary.count)
      let figures =
        [summary.minimum, Int64(summary.mean.rounded())] + summary.values + [summary.maximum]
      write(
        [
          seconds(interval.startNanoseconds), seconds(interval.endNanoseconds),
          Self.cell(SeriesTag.readable(series.id)), String(summary.count),
          String(failed[Self.failures(of: series.id)] ?? 0),
          rate.map(Self.rate) ?? "",
        ] + figures.map { String($0) },
        to: &output
      )
    }
  }

  /// Three decimals, as long as an integer has room for them.
  private static func rate(_ perSecond: Double) -> String {
    let thousandths = Int64(exactly: (perSecond * 1000).rounded()) ?? .max
    return DecimalTime.text(thousandths: thousandths)
  }

  private func seconds(_ nanoseconds: Int64) -> String {
    DecimalTime.text(thousandths: DecimalTime.milliseconds(nanoseconds))
  }

  /// The series of what failed of the requests of a series.
  private static func failures(of id: SeriesID) -> SeriesID {
    let kind: SeriesID.Kind =
      switch id.kind {
      case .warmup, .warmupFailed: .warmupFailed
      case .succeeded, .failed, .service, .userTime, .systemTime, .residentMemory: .failed
      }
    return SeriesID(id.benchmark, kind)
  }

  private func write(_ cells: [String], to output: inout [UInt8]) {
    output.append(contentsOf: cells.joined(separator: ",").utf8)
    output.append(contentsOf: "\r\n".utf8)
  }

  /// A text from outside as a cell: control characters are visible, and what a spreadsheet would take
  /// for a formula has an apostrophe in front (OWASP, "CSV Injection").
  static func cell(_ text: String) -> String {
    var cell = Visible.text(text)
    if let first = cell.unicodeScalars.first, "=+-@".unicodeScalars.contains(first) {
      cell = "'" + cell
    }
    guard cell.contains(where: { $0 == "," || $0 == "\"" }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}

extension IntervalRecord {
  /// So many per second that the load was on; nil for an interval without length.
  func rate(of count: UInt64) -> Double? {
    activeNanoseconds > 0 ? Double(count) / (Double(activeNanoseconds) / 1e9) : nil
  }
}
