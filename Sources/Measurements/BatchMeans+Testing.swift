/// What tests see of how batches are kept.
extension BatchMeans {
  /// The good and the bad samples of each batch, and how many buckets it counts apart.
  package var contents: [(good: UInt64, bad: UInt64, size: Int)] {
    batches.map { ($0.good, $0.failed + $0.unanswered, $0.size) }
  }
}
