/// What tests see of how samples are kept.
extension Histogram {
  /// The bytes of all its counts.
  package var allocatedBytes: Int {
    places.count * MemoryLayout<UInt16>.stride + totals.count * MemoryLayout<UInt64>.stride
      + counts.reduce(0) { $0 + $1.count } * MemoryLayout<UInt32>.stride
  }
}
