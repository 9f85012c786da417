import Sessions

/// Finds intervals of a recording of ours by their marks, without an index: its lines are in time
/// order.
struct MarkSearch {
  /// Where bisection ends and reading line by line begins, bytes.
  private static let nearby: Int64 = 128 << 10

  let file: InputFile
  /// How long the file is now.
  let length: Int64

  /// Where the lines after the last mark begin whose interval ends at a moment or before it; the
  /// beginning of the file if there is none.
  func place(after nanoseconds: Int64) throws(RecordingError) -> Int64 {
    var low: Int64 = 0
    var high = length
    while high - low > Self.nearby {
      let middle = low + (high - low) / 2
      if let mark = try firstMark(from: middle, before: high), mark.end <= nanoseconds {
        low = mark.next
      } else {
        high = middle
      }
    }
    while let mark = try firstMark(from: low, before: length), mark.end <= nanoseconds {
      low = mark.next
    }
    return low
  }

  /// The end of the last interval that has a mark, ns since the start of the session; 0 if none has.
  func lastEnd() throws(RecordingError) -> Int64 {
    var reach: Int64 = 64 << 10
    while true {
      let start = max(0, length - reach)
      var end: Int64?
      var place = start
      while let mark = try firstMark(from: place, before: length) {
        end = mark.end
        place = mark.next
      }
      if let end { return end }
      guard start > 0 else { return 0 }
      reach *= 4
    }
  }

  private struct Mark {
    /// The end of its interval, ns since the start of the session.
    var end: Int64
    /// Where the line after it begins.
    var next: Int64
  }

  /// The first mark that can be read of the lines that begin behind `start`, or at the beginning of
  /// the file, and before `end`.
  private func firstMark(from start: Int64, before end: Int64) throws(RecordingError) -> Mark? {
    // A line that begins right at `start` is known by the line feed before it.
    var reader = LineReader(file, from: max(0, start - 1), blockLength: LineReader.shortBlock)
    if start > 0 { _ = try reader.next() }
    while reader.offset < end, let line = try reader.next() {
      guard line.bytes.begins(with: CommentLine.intervalPrefix), CommentLine.isSealed(line.text),
        let json = CommentLine(line.text)?.json, let mark = try? IntervalRecord(mark: json)
      else { continue }
      return Mark(end: mark.endNanoseconds, next: reader.offset)
    }
    return nil
  }
}
