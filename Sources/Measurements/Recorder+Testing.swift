/// What tests see of how samples are kept.
extension Recorder {
  /// The chunks that were allocated; only a first touch allocates one.
  package var allocatedChunks: Int {
    (0..<Self.chunkCount).reduce(0) { $0 + (chunks[$1] == nil ? 0 : 1) }
  }
}
