/// What one unit of the values in a log of another program is, as the column of maxima tells.
///
/// A log does not name its unit, but each line has the maximum of its histogram twice: in the payload
/// as it was recorded, and in the column `Interval_Max` divided by the ratio that the writer was given
/// (`HistogramLogWriter.outputIntervalHistogram`, `maxValueUnitRatio`). The column is in ms by
/// convention, so the ratio says how many units a millisecond has: 1,000,000, which writers have by
/// default, means ns. One of 10^9 means ns that are shown in seconds.
///
/// The first line decides whose two maxima are so large that only one ratio fits; where none is,
/// values are ns.
struct ValueUnit {
  /// Ratios between payload and column, and the nanoseconds of a unit of the payload.
  private static let choices: [(ratio: Double, nanoseconds: Double)] = [
    (1e6, 1), (1e3, 1e3), (1, 1e6), (1e-3, 1e9), (1e9, 1),
  ]
  /// Lines that are looked at.
  private static let limit = 1000

  /// The nanoseconds of a unit; nil while no line has decided.
  private(set) var nanoseconds: Double?
  /// The first line whose maxima fit no ratio.
  private(set) var oddLine: Line?
  private var seen = 0

  /// Whether another line could decide.
  var isOpen: Bool { nanoseconds == nil && seen < Self.limit }

  /// Takes in a line: its column, and the bucket of the maximum in its payload.
  mutating func take(_ column: ArraySlice<UInt8>, maximum: ClosedRange<Double>, _ line: Line) {
    seen += 1
    let text = String(decoding: column, as: UTF8.self)
    guard let shown = Double(text) else { return }
    let decimals = column.firstIndex(of: UInt8(ascii: ".")).map { column.endIndex - $0 - 1 } ?? 0
    var step = 1.0
    for _ in 0..<decimals { step /= 10 }
    // It may be rounded, and PyPI's `hdrhistogram` cuts it off to a whole number.
    let least = shown - step
    let most = shown + (shown == shown.rounded() ? 1 : step)
    let fitting = Self.choices.filter { choice in
      maximum.lowerBound / choice.ratio <= most && maximum.upperBound / choice.ratio >= least
    }
    if fitting.count == 1 { nanoseconds = fitting[0].nanoseconds }
    if fitting.isEmpty, oddLine == nil { oddLine = line }
  }
}
