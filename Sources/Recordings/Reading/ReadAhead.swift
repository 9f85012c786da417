import Sessions

/// Goes through a recording on a thread of its own, a bounded number of intervals ahead of whoever
/// takes them: while one interval is summed, the next ones are decoded.
struct ReadAhead {
  /// What was read in one go.
  struct Batch: Sendable {
    /// In their order.
    var inputs: [SessionInput] = []
    /// `[interval]` of `inputs`: where its lines begin.
    var places: [Int64] = []
    /// What the reader has warned of so far.
    var warnings = WarningList()
    /// The summary that the run ended with; nil before the end was read, and if there is none.
    var summary: Summary?
    /// Why it can't be read on; nil if it can.
    var failure: RecordingError?
    /// Whether nothing comes after it.
    fileprivate var isLast = false

    /// Whether it is long enough to be handed over.
    fileprivate var isFull: Bool {
      guard let first = places.first, let last = places.last else { return false }
      return places.count == ReadAhead.intervals || last - first >= ReadAhead.bytes
    }
  }

  /// The most intervals of a batch.
  private static let intervals = 16
  /// The most bytes of the file that a batch has, but for its last interval.
  private static let bytes: Int64 = 512 << 10
  /// The most batches that wait to be taken.
  private static let batches = 3

  private let queue = BoundedQueue<Batch>(capacity: batches)

  /// Begins to read where a reader is.
  init(from position: RecordingReader.Position) {
    startThread { [queue] in
      let reader = RecordingReader(at: position)
      while true {
        let batch = Self.batch(of: reader)
        guard queue.put(batch), !batch.isLast else { return queue.close() }
      }
    }
  }

  /// The next batch; nil after the last.
  func next() -> Batch? { queue.take() }

  /// Ends the thread soon; what was read is thrown away.
  func stop() { queue.close() }

  private static func batch(of reader: RecordingReader) -> Batch {
    var batch = Batch()
    do throws(RecordingError) {
      while !batch.isFull {
        guard let input = try reader.next() else {
          batch.isLast = true
          break
        }
        batch.inputs.append(input)
        if case .interval = input { batch.places.append(reader.place) }
      }
    } catch {
      (batch.failure, batch.isLast) = (error, true)
    }
    batch.warnings = reader.list
    batch.summary = reader.summary
    return batch
  }
}
