package import Sessions

/// A recording in a list: what its first and its last lines say, without what is between.
package struct RecordingEntry: Sendable {
  /// The file.
  package var path: String
  /// Its length, bytes.
  package var bytes: Int64
  /// When it was last written to, nanoseconds since 1970-01-01 UTC; 0 if it can't be read.
  package var modifiedNanoseconds: Int64 = 0
  /// Which file it was when it was read; nil if there was none.
  var identity: FileIdentity?
  /// What is known since the start; nil if the file can't be read or is a log of another program.
  package var head: SessionHead?
  /// How it ended; nil if it did not, or still goes on.
  package var summary: Summary?
  /// Why it ended; nil if it did not, or still goes on.
  package var end: SessionEnd?
  /// Why it can't be read; nil if it can.
  package var problem: RecordingError?
  /// Whether another program wrote it.
  package var isForeign = false
  /// What is wrong with its head, of which the rest can be read; nil if nothing is.
  package var damage: String?

  /// The file's name.
  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The file beside it that has the notes of those who replayed it; it need not be there.
  package var notesPath: String { path + ".notes.jsonl" }

  /// Whether its run came to an end and told how.
  package var isFinished: Bool { summary != nil }

  /// Reads the head and the end of a recording; a problem becomes a part of the entry.
  package init(path: String) {
    self.init(headOf: path)
    readEnd()
  }

  /// Reads only the head.
  init(headOf path: String) {
    self.path = path
    bytes = 0
    identity = FileIdentity(path)
    do throws(RecordingError) {
      let file = try InputFile(path)
      bytes = file.length
      modifiedNanoseconds = file.modifiedNanoseconds
      let opening = try LogOpening(file)
      isForeign = opening.author == .other
      guard !isForeign else { return }
      var warnings = WarningList()
      let head = try opening.ownHead(&warnings)
      damage = warnings.kept.first?.text
      if damage == nil { self.head = head }
    } catch {
      problem = error
    }
  }

  /// Reads the end, if there may be one.
  mutating func readEnd() {
    guard head != nil else { return }
    do throws(RecordingError) {
      guard let tail = try LogTail(InputFile(path)) else { return }
      end = tail.end
      summary = tail.summary
    } catch {
      problem = error
    }
  }
}

/// The last two lines of a recording that ended: why it did, and its summary.
private struct LogTail {
  var end: SessionEnd
  var summary: Summary

  /// Reads them from the end of the file; nil if they are not there, as in a run that was killed.
  init?(_ file: InputFile) throws(RecordingError) {
    var length = Int64(64 << 10)
    var lines: [ArraySlice<UInt8>] = []
    while true {
      let start = max(0, file.length - length)
      let block = try file.read(at: start, count: Int(min(length, file.length)))
      lines = block.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
      // The first line of the block is cut, unless it is that of the file.
      if lines.count > 2 || start == 0 || length >= Int64(LineReader.limit) { break }
      length *= 4
    }
    guard lines.count > 2, CommentLine.isSealed(lines[lines.count - 2]),
      let mark = CommentLine(lines[lines.count - 2]), mark.kind == CommentLine.end
    else { return nil }
    var warnings = WarningList()
    let last = Line(number: 0, offset: 0, Array(lines[lines.count - 1]), isTerminated: false)
    guard let summary = OwnLog.summary(last, sum: mark.json["summary_crc32"], &warnings) else {
      return nil
    }
    self.summary = summary
    end = SessionEnd(
      name: mark.json["reason"]?.stringValue ?? "",
      signal: mark.json["signal"]?.integerValue(as: Int32.self)
    )
  }
}
