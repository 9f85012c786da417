import Histogram

/// hdrhistogram-swift with any layout.
struct LayoutOracle {
  private var histogram: Histogram<UInt64>

  /// A histogram of 1 to 5 digits.
  init?(lowest: Int64, highest: Int64, digits: Int) {
    guard let digits = SignificantDigits(rawValue: Int8(digits)) else { return nil }
    histogram = Histogram(
      lowestDiscernibleValue: UInt64(lowest),
      highestTrackableValue: UInt64(highest),
      numberOfSignificantValueDigits: digits
    )
  }

  mutating func record(_ value: Int64, count: UInt64) {
    precondition(histogram.record(UInt64(value), count: count), "\(value) is out of range")
  }

  /// The bucket of a value.
  func bucket(of value: Int64) -> ClosedRange<Int64> {
    let range = histogram.equivalentRangeForValue(UInt64(value))
    return Int64(range.lowerBound)...Int64(range.upperBound)
  }

  var minimum: Int64 { Int64(histogram.min) }
  var maximum: Int64 { Int64(histogram.max) }
  var mean: Double { histogram.mean }

  /// The highest equivalent value of each bucket with samples, and their number, ascending.
  var recorded: [(highest: Int64, count: UInt64)] {
    histogram.recordedValues().map {
      (Int64(histogram.highestEquivalentForValue($0.value)), $0.count)
    }
  }
}
