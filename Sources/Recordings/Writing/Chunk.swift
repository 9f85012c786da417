import Sessions

/// The lines from one mark to the next, as they are written.
///
/// A mark has the number of lines since the last one (for the first: since the beginning of the
/// file) and their CRC-32, and then the CRC-32 of its own line up to there, since what it counts
/// matters as much as the samples.
struct Chunk {
  /// The lines that were not taken yet.
  private(set) var bytes: [UInt8] = []
  /// The lines since the last mark, taken or not.
  private var lines = 0
  /// The checksum of those that were taken.
  private var taken = Checksum()

  /// Hands over the lines so far; the next mark counts them all the same.
  mutating func take() -> [UInt8] {
    taken.add(bytes)
    defer { bytes = [] }
    return bytes
  }

  /// What a log begins with, and the head.
  mutating func addHeader(of head: SessionHead) {
    addStandardHeader(startedNanoseconds: head.startedNanoseconds)
    add(CommentLine.head, head.redacted.json)
  }

  /// What every log begins with; times in its lines are since its start, ns since 1970.
  mutating func addStandardHeader(startedNanoseconds: Int64) {
    let seconds = DecimalTime.text(thousandths: startedNanoseconds / 1_000_000)
    let date = UTCTime(nanoseconds: startedNanoseconds).javaDate
    add("#[Histogram log format version 1.3]")
    add("#[BaseTime: \(seconds) (seconds since epoch)]")
    add("#[StartTime: \(seconds) (seconds since epoch), \(date)]")
    add(#""StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram""#)
  }

  /// Events, in their order.
  mutating func add(_ events: [SessionEvent], keepsQueries: Bool) {
    for event in events {
      add(CommentLine.event, event.redacted(keepsQuery: keepsQueries).json)
    }
  }

  /// The samples of one series.
  mutating func addSamples(
    of series: SeriesCounts,
    in interval: IntervalRecord,
    with deflater: Deflater
  ) {
    LogLine.write(
      tag: SeriesTag.text(of: series.id),
      startNanoseconds: interval.startNanoseconds,
      endNanoseconds: interval.endNanoseconds,
      counts: series.counts,
      with: deflater,
      into: &bytes
    )
    lines += 1
  }

  /// The mark that ends an interval: the commit of the write.
  mutating func addMark(of interval: IntervalRecord) {
    addSealed(CommentLine.interval, interval.markJSON.members ?? [])
  }

  /// Why it ended, and the summary.
  mutating func addEnd(_ end: SessionEnd, summary: Summary) {
    var line = Chunk()
    line.add(CommentLine.summary, summary.json)
    addSealed(
      CommentLine.end,
      [
        JSON.Member("reason", .string(end.name)), JSON.Member("signal", JSON(end.signal)),
        JSON.Member("summary_crc32", JSON(Checksum.of(line.bytes))),
      ]
    )
    bytes += line.bytes
  }

  private mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
    lines += 1
  }

  private mutating func add(_ kind: String, _ json: JSON) {
    bytes.append(contentsOf: "\(CommentLine.prefix)\(kind) ".utf8)
    json.write(to: &bytes)
    bytes.append(contentsOf: "]\n".utf8)
    lines += 1
  }

  /// A line with the checksums of what stands before it and of itself.
  private mutating func addSealed(_ kind: String, _ members: [JSON.Member]) {
    var sum = taken
    sum.add(bytes)
    let counted = JSON.object(
      members + [JSON.Member("lines", JSON(lines)), JSON.Member("crc32", JSON(sum.value))]
    )
    var line = Array("\(CommentLine.prefix)\(kind) ".utf8)
    counted.write(to: &line)
    line.removeLast()
    let own = Checksum.of(line)
    line.append(contentsOf: CommentLine.seal.utf8)
    line.append(contentsOf: "\(own)}]\n".utf8)
    bytes += line
  }
}
