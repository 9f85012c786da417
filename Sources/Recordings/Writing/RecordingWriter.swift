import Measurements
package import Sessions

/// Writes a session to a file, interval by interval, as it goes on.
///
/// The file is an HdrHistogram log; what that format has no place for stands in comment lines. Each
/// interval is one write, ended by its mark, so after a kill the file is good up to the last mark.
/// Owned by one thread.
package final class RecordingWriter {
  /// Where it is, as it was asked for.
  package let path: String
  /// Whether the query strings of slow requests are kept.
  package var recordsFullURLs = false
  /// Why the last write failed; nil if it did not.
  package private(set) var failure: RecordingError?
  /// Intervals that are not in the file since it could not be written for too long.
  package var lostIntervals: Int { backlog.lost }

  private let file: AppendFile
  private var backlog = Backlog()
  private let deflater = Deflater()
  private var chunk = Chunk()
  private var isFinished = false

  init(path: String, file: AppendFile, head: SessionHead) {
    self.path = path
    self.file = file
    chunk.addHeader(of: head)
    backlog.add(chunk.take())
    // A disk that is full now may have room in a second; the failure is kept for whoever looks.
    try? flush()
  }

  deinit { if !isFinished { _ = file.close() } }

  /// Makes a new recording in a directory, which is made too, named after start, suite and profile.
  package static func create(
    directory: String = "recordings",
    head: SessionHead
  ) throws(RecordingError) -> RecordingWriter {
    try AppendFile.makeDirectory(directory)
    let stem = directory + "/" + RecordingName.stem(of: head)
    for attempt in 1...1000 {
      let path = stem + (attempt == 1 ? "" : "-\(attempt)") + ".hlog"
      do {
        return RecordingWriter(path: path, file: try AppendFile.create(path), head: head)
      } catch .alreadyExists {
        continue
      }
    }
    throw .alreadyExists(path: stem + ".hlog")
  }

  /// Makes a new recording of this name; its directory is made too.
  package static func create(
    path: String,
    head: SessionHead
  ) throws(RecordingError) -> RecordingWriter {
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try AppendFile.makeDirectory(String(path[..<slash]))
    }
    return RecordingWriter(path: path, file: try AppendFile.create(path), head: head)
  }

  /// Appends an interval and the events since the last one, in the order in which they came.
  ///
  /// When it throws, what could not be written is kept, and the next call tries again.
  package func write(
    _ interval: IntervalRecord,
    events: [SessionEvent]
  ) throws(RecordingError) {
    precondition(!isFinished, "written to after its end")
    chunk.add(events, keepsQueries: recordsFullURLs)
    for series in interval.series where !series.counts.isEmpty {
      chunk.addSamples(of: series, in: interval, with: deflater)
    }
    chunk.addMark(of: interval)
    backlog.add(chunk.bytes)
    chunk = Chunk()
    try flush()
  }

  /// Appends the last events, the end and the summary, and closes the file.
  package func finish(
    _ summary: Summary,
    end: SessionEnd = .completed,
    events: [SessionEvent] = []
  ) throws(RecordingError) {
    precondition(!isFinished, "ended twice")
    isFinished = true
    chunk.add(events, keepsQueries: recordsFullURLs)
    chunk.addEnd(end, summary: summary)
    backlog.add(chunk.bytes)
    let flushed = backlog.flush(to: file)
    let isLost = file.identity().map { $0 != FileIdentity(path) } ?? false
    let closed = file.close()
    try report(flushed != 0 ? flushed : closed)
    if isLost {
      failure = .lost(path: path)
      throw .lost(path: path)
    }
  }

  private func flush() throws(RecordingError) {
    try report(backlog.flush(to: file))
  }

  private func report(_ code: Int32) throws(RecordingError) {
    guard code != 0 else {
      failure = nil
      return
    }
    let error = RecordingError.writeFailed(path: path, code: code, waiting: backlog.count)
    failure = error
    throw error
  }
}
