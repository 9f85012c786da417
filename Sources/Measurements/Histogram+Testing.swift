/// What tests see of how samples are kept.
extension Histogram {
  /// The bytes of all its counts.
  package var allocatedBytes: Int { bytes }
}
