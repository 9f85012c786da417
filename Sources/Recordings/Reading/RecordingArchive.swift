package import Sessions

/// A recording as a session that can be looked at from any moment.
///
/// What comes next is decoded on a thread of its own, unless the file is followed. Owned by one
/// thread.
package final class RecordingArchive: SessionArchive {
  /// Reads at any place; only of a file that is followed also what comes next.
  private let reader: RecordingReader
  private let entry: RecordingEntry
  private let follows: Bool
  /// Reads what comes next; nil before that is asked for, and of a file that is followed.
  private var ahead: ReadAhead?
  /// What was read of it last, and how much of that was passed on.
  private var batch = ReadAhead.Batch()
  private var passed = 0
  /// `[interval]`: where its lines begin.
  private var places: [Int64] = []
  private var recent = RecentIntervals()

  /// Opens a recording, or a log of another program, and reads its head and its end.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - follows: whether a file without an end is of a run that goes on, and waited for.
  /// - Throws: why it is no recording, or can't be read.
  package init(path: String, follows: Bool = false) throws(RecordingError) {
    reader = try RecordingReader(path: path)
    entry = RecordingEntry(path: path)
    head = reader.head
    self.follows = follows
    endNanoseconds = try reader.lastEnd()
    batch.warnings = reader.list
  }

  deinit { ahead?.stop() }

  /// Whether another program wrote it.
  package var isForeign: Bool { reader.isForeign }

  /// What is known since the start; whoever shows it may say by which clock.
  package var head: SessionHead

  package private(set) var endNanoseconds: Int64

  package var recordedSummary: Summary? { reader.summary ?? batch.summary ?? entry.summary }

  private var list: WarningList { follows ? reader.list : batch.warnings }

  /// How many warnings there are.
  package var warningCount: Int { list.count }

  package var warnings: [String] {
    let kept = list.kept.map(\.description)
    let more = list.count - kept.count
    return more > 0 ? kept + ["\(more) more warnings"] : kept
  }

  // MARK: From the beginning to the end

  package func next() throws -> ArchiveStep {
    guard let input = try follows ? reader.nextIfAny() : nextAhead() else {
      return follows && reader.end == nil ? .waiting : .over
    }
    if case .interval(let record) = input {
      if follows { places.append(reader.place) }
      endNanoseconds = max(endNanoseconds, record.endNanoseconds)
    }
    return .input(input)
  }

  private func nextAhead() throws(RecordingError) -> SessionInput? {
    while passed == batch.inputs.count {
      if let failure = batch.failure { throw failure }
      let ahead = self.ahead ?? ReadAhead(from: reader.position)
      self.ahead = ahead
      guard let next = ahead.next() else { return nil }
      (batch, passed) = (next, 0)
      places += next.places
    }
    passed += 1
    return batch.inputs[passed - 1]
  }

  // MARK: At any place

  package func inputs(of intervals: Range<Int>) throws -> [SessionInput] {
    try recent.take(intervals, places: places) { missing in
      try reader.intervals(from: places[missing.lowerBound]) { _, count in
        count == missing.count
      }
    }
  }

  package func inputs(upTo nanoseconds: Int64, count: Int) throws -> [SessionInput] {
    let place = try reader.place(
      after: nanoseconds - Int64(count) * head.intervalNanoseconds
    )
    return try reader.intervals(from: place) { record, passed in
      record.endNanoseconds >= nanoseconds || passed == 4 * count
    }
    .flatMap { $0 }
  }
}
