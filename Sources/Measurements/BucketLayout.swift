/// Which bucket a value falls into: HdrHistogram's index formula for values from 1 ns to 1 h with
/// three significant digits, lowest discernible value 1.
///
/// Source: HdrHistogram, `AbstractHistogram.countsArrayIndex`. 2,048 buckets of width 1, then 1,024
/// buckets for each further power of two.
@usableFromInline
package enum BucketLayout {
  // Computed, so that it is a constant wherever `record` is inlined.
  /// The greatest value that is kept, 1 h in ns.
  ///
  /// What is longer is clamped to it.
  @inlinable package static var highestTrackable: Int64 { 3_600_000_000_000 }
  /// Significant decimal digits.
  package static let significantDigits = 3
  /// The number of buckets: 32 powers of two and one, 1,024 each.
  @inlinable package static var bucketCount: Int { 33 * 1024 }

  /// The bucket of `nanoseconds`, which lies in 0...highestTrackable.
  @inlinable
  package static func index(of nanoseconds: Int64) -> Int {
    let magnitude = 53 - (nanoseconds | 2047).leadingZeroBitCount
    return (magnitude &<< 10) &+ Int(truncatingIfNeeded: nanoseconds &>> Int64(magnitude))
  }

  /// The bucket of a value from outside, clamped to 1 ns...1 h.
  package static func index(clamping nanoseconds: Int64) -> Int {
    index(of: min(max(nanoseconds, 1), highestTrackable))
  }

  /// The lowest value, in ns, of a bucket.
  package static func lowest(of index: Int) -> Int64 {
    let shift = shift(of: index)
    return (Int64(index) &- shift &<< 10) &<< shift
  }

  /// log2 of the width of a bucket.
  private static func shift(of index: Int) -> Int64 { max(0, Int64(index &>> 10) &- 1) }

  /// The width, in ns, of a bucket.
  package static func width(of index: Int) -> Int64 { 1 &<< shift(of: index) }

  /// The highest value, in ns, of a bucket.
  package static func highest(of index: Int) -> Int64 { lowest(of: index) &+ width(of: index) &- 1 }

  /// The value, in ns, that stands for a bucket in means (HdrHistogram's median equivalent value).
  package static func midpoint(of index: Int) -> Int64 {
    lowest(of: index) &+ width(of: index) &>> 1
  }
}
