import Measurements

/// The median of repeated measurements, how sure it is, and how far they spread.
package struct MedianInterval: Equatable, Sendable {
  /// How `low` and `high` come about, for whoever reads the figures.
  package static let method =
    "95 % interval of the median between order statistics (binomial ranks)"

  /// The number of measurements.
  package var count: Int
  /// The middle one, or the mean of the two in the middle.
  package var median: Double
  /// The lower end of the 95 % interval; nil with fewer than six measurements.
  package var low: Double?
  /// The upper end of the 95 % interval; nil with fewer than six measurements.
  package var high: Double?
  /// The smallest measurement.
  package var minimum: Double
  /// The greatest measurement.
  package var maximum: Double

  /// The median of `values`; nil without any.
  ///
  /// Source: Conover, Practical Nonparametric Statistics, 3rd ed., 3.2.
  package init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let middle = sorted.count / 2
    count = sorted.count
    minimum = first
    maximum = last
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    let ranks = OrderStatistics.ranks(of: .p50, count: sorted.count)
    guard let lowRank = ranks.low, let highRank = ranks.high, lowRank < highRank else { return }
    low = sorted[lowRank - 1]
    high = sorted[highRank - 1]
  }
}
