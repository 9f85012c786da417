/// The buckets of another histogram that samples were counted in before they came into those of
/// `BucketLayout`, where they are coarser: what is known of the samples is no more than this.
///
/// A sample of another layout is counted in the bucket that has the highest value of its own one, so
/// percentiles and the maximum are those of the other layout. Its lowest value and its midpoint lie
/// elsewhere; they follow from this.
///
/// Source: HdrHistogram, `AbstractHistogram.lowestEquivalentValue`, `medianEquivalentValue`.
package struct Resolution: Sendable, Hashable {
  /// log2 of the width of the narrowest buckets, in units.
  package var unitMagnitude: Int
  /// log2 of half the number of the narrowest buckets.
  package var halfMagnitude: Int
  /// The nanoseconds of one unit.
  package var nanosecondsPerUnit: Double

  /// The buckets of a histogram whose values are multiples of `nanosecondsPerUnit`.
  package init(unitMagnitude: Int, halfMagnitude: Int, nanosecondsPerUnit: Double = 1) {
    self.unitMagnitude = unitMagnitude
    self.halfMagnitude = halfMagnitude
    self.nanosecondsPerUnit = nanosecondsPerUnit
  }

  /// Whether any of its buckets is wider than the one of `BucketLayout` for the same value.
  package var isCoarse: Bool { unitMagnitude > 0 || halfMagnitude < 10 }

  /// The lowest value, ns, of its bucket whose samples are counted in `index` of `BucketLayout`.
  package func lowest(of index: Int) -> Double {
    let units = units(of: index)
    return Double(units & -width(of: units)) * nanosecondsPerUnit
  }

  /// The value, ns, that stands in means for its bucket whose samples are counted in `index`.
  package func midpoint(of index: Int) -> Double {
    lowest(of: index) + Double(width(of: units(of: index)) / 2) * nanosecondsPerUnit
  }

  /// A value of its bucket, in units: the lowest one of a bucket that has its highest.
  private func units(of index: Int) -> Int64 {
    Int64(Double(BucketLayout.lowest(of: index)) / nanosecondsPerUnit)
  }

  /// The width of its bucket of a value, a power of two.
  private func width(of units: Int64) -> Int64 {
    let bits = Int64.bitWidth - units.leadingZeroBitCount
    return 1 << Int64(max(unitMagnitude, bits - halfMagnitude - 1))
  }
}
