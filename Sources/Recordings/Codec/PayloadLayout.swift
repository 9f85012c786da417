import Measurements

/// Where the counts of an HdrHistogram of any range and precision lie.
///
/// Source: HdrHistogram, `AbstractHistogram.init`, `valueFromIndex`, `sizeOfEquivalentValueRange`.
struct PayloadLayout: Equatable {
  /// log2 of the width of the first buckets.
  let unitMagnitude: Int
  /// log2 of half the number of buckets of the first power of two.
  let halfMagnitude: Int
  /// The number of buckets.
  let bucketCount: Int

  /// The layout of what a payload's header says; nil if no histogram can have it.
  init?(lowest: Int64, highest: Int64, digits: Int32) {
    guard (0...5).contains(digits), lowest >= 1, highest / 2 >= lowest else { return nil }
    var resolution = 2
    for _ in 0..<digits { resolution *= 10 }
    let magnitude = max(1, Int.bitWidth - (resolution - 1).leadingZeroBitCount)
    unitMagnitude = 63 - lowest.leadingZeroBitCount
    halfMagnitude = magnitude - 1
    guard unitMagnitude + magnitude <= 61 else { return nil }
    // The powers of two up to the highest value; the first of them has twice as many buckets.
    let bits = Int64.bitWidth - highest.leadingZeroBitCount
    let powers = 1 + max(0, bits - magnitude - unitMagnitude)
    bucketCount = (powers + 1) << halfMagnitude
  }

  /// Whether its buckets are those of `BucketLayout`, as far as both go.
  var isOurs: Bool { unitMagnitude == 0 && halfMagnitude == 10 }

  /// What is known of its samples in buckets of `BucketLayout`, if one of its units is so many
  /// nanoseconds; nil if that is all there is to know.
  func resolution(nanosecondsPerUnit: Double) -> Resolution? {
    let resolution = Resolution(
      unitMagnitude: unitMagnitude,
      halfMagnitude: halfMagnitude,
      nanosecondsPerUnit: nanosecondsPerUnit
    )
    return resolution.isCoarse ? resolution : nil
  }

  /// The lowest and the highest value of a bucket, in its own units.
  func values(of index: Int) -> ClosedRange<Int64> {
    let half = 1 << halfMagnitude
    var power = (index >> halfMagnitude) - 1
    var position = (index & (half - 1)) + half
    if power < 0 {
      power = 0
      position -= half
    }
    let shift = Int64(power + unitMagnitude)
    let lowest = Int64(position) << shift
    return lowest...(lowest + (Int64(1) << shift - 1))
  }
}
