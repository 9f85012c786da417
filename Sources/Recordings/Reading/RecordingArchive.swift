package import Sessions

/// A recording as a session that can be looked at from any moment.
///
/// Owned by one thread.
package final class RecordingArchive: SessionArchive {
  private let reader: RecordingReader
  private let entry: RecordingEntry
  private let follows: Bool
  /// `[interval]`: where its lines begin.
  private var places: [Int64] = []

  /// Opens a recording, or a log of another program, and reads its head and its end.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - follows: whether a file without an end is of a run that goes on, and waited for.
  /// - Throws: why it is no recording, or can't be read.
  package init(path: String, follows: Bool = false) throws(RecordingError) {
    reader = try RecordingReader(path: path)
    entry = RecordingEntry(path: path)
    self.follows = follows
    endNanoseconds = try reader.lastEnd()
  }

  /// Whether another program wrote it.
  package var isForeign: Bool { reader.isForeign }

  package var head: SessionHead { reader.head }

  package private(set) var endNanoseconds: Int64

  package var recordedSummary: Summary? { reader.summary ?? entry.summary }

  package var warnings: [String] {
    let kept = reader.warnings.map(\.description)
    let more = reader.warningCount - kept.count
    return more > 0 ? kept + ["\(more) more warnings"] : kept
  }

  package func next() throws -> ArchiveStep {
    guard let input = try follows ? reader.nextIfAny() : reader.next() else {
      return reader.end == nil ? .waiting : .over
    }
    if case .interval(let record) = input {
      places.append(reader.place)
      endNanoseconds = max(endNanoseconds, record.endNanoseconds)
    }
    return .input(input)
  }

  package func inputs(of intervals: Range<Int>) throws -> [SessionInput] {
    guard !intervals.isEmpty else { return [] }
    return try reader.inputs(from: places[intervals.lowerBound]) { record, passed in
      passed == intervals.count
    }
  }

  package func inputs(upTo nanoseconds: Int64, count: Int) throws -> [SessionInput] {
    let place = try reader.place(
      after: nanoseconds - Int64(count) * head.intervalNanoseconds
    )
    return try reader.inputs(from: place) { record, passed in
      record.endNanoseconds >= nanoseconds || passed == 4 * count
    }
  }
}
