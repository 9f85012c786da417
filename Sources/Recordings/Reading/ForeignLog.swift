import Measurements
import Sessions

/// A log of another program: each tag is a benchmark, samples without a tag are named after the
/// file, and lines with the same start are an interval.
///
/// Such logs may be ordered by tag, so the file is gone through twice: the first time only where
/// each line stands is kept.
struct ForeignLog {
  /// The most lines that are kept in mind.
  private static let limit = 4_000_000

  private struct Entry {
    var line: Int
    var offset: Int64
    var length: Int
    var start: Int64
    var end: Int64
  }

  /// What can be said of the session.
  private(set) var head: SessionHead
  /// Whether it has marks of ours after all.
  let hasOwnMarks: Bool

  private let file: InputFile
  private let untagged: String
  /// Which of the lines is the first of the last interval.
  private(set) var place: Int64 = 0
  private var entries: [Entry] = []
  private var position = 0
  private var number = 0
  private let inflater = Inflater()

  init(_ file: InputFile, _ warnings: inout WarningList) throws(RecordingError) {
    self.file = file
    head = LogOpening.standIn(for: file)
    untagged = head.suite
    var scan = Scan()
    var reader = LineReader(file)
    while let line = try reader.next() {
      try scan.take(line, path: file.path, &warnings)
    }
    hasOwnMarks = scan.hasOwnMarks
    guard !hasOwnMarks else { return }
    if let other = scan.otherEncoding, scan.entries.isEmpty {
      throw .encoding(path: file.path, line: other.line, name: other.name)
    }
    guard let earliest = scan.entries.map(\.start).min() else {
      throw .notARecording(path: file.path, reason: scan.complaint)
    }
    // What begins before the start that the log names begins it.
    let started = min(scan.startTime ?? earliest, earliest)
    head.startedNanoseconds = started
    entries = scan.entries.sorted { ($0.start, $0.line) < ($1.start, $1.line) }
    for index in entries.indices {
      entries[index].start -= started
      entries[index].end -= started
    }
    let lengths = entries.map { $0.end - $0.start }.sorted()
    head.intervalNanoseconds = max(1_000_000, lengths[lengths.count / 2])
  }

  /// Goes on with the interval that begins at `place`.
  mutating func seek(to place: Int64) {
    position = Int(place)
    number = 0
  }

  /// The end of the last interval, ns since the start of the session.
  var endNanoseconds: Int64 { entries.last?.end ?? 0 }

  /// Where the last interval is that begins at a moment or before it, or the first one.
  func place(before nanoseconds: Int64) -> Int64 {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].start <= nanoseconds { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    var first = low - 1
    while first > 0, entries[first - 1].start == entries[first].start { first -= 1 }
    return Int64(first)
  }

  /// The next interval; nil after the last.
  mutating func next(_ warnings: inout WarningList) throws(RecordingError) -> IntervalRecord? {
    guard position < entries.count else { return nil }
    place = Int64(position)
    let start = entries[position].start
    var last = position
    while last < entries.count, entries[last].start == start { last += 1 }
    var end = entries[position..<last].map(\.end).max() ?? start
    // Tags of different rhythms: time is counted once.
    if last < entries.count { end = min(end, entries[last].start) }
    var record = IntervalRecord(
      number: number,
      startNanoseconds: start,
      endNanoseconds: end,
      phase: .measured
    )
    for entry in entries[position..<last] { try add(entry, to: &record, &warnings) }
    position = last
    number += 1
    return record
  }

  private func add(
    _ entry: Entry,
    to record: inout IntervalRecord,
    _ warnings: inout WarningList
  ) throws(RecordingError) {
    let bytes = try file.read(at: entry.offset, count: entry.length)
    let line = Line(
      number: entry.line,
      offset: entry.offset,
      bytes: bytes,
      isTerminated: true
    )
    guard let parsed = LogLine(line.text) else { return }
    let name = parsed.tag ?? untagged
    do throws(PayloadError) {
      let decoded = try HistogramPayload.decode(line.bytes[parsed.payload], with: inflater)
      if decoded.clamped > 0 {
        var counters = BenchmarkCounters(benchmark: name)
        counters.clamped = decoded.clamped
        record.counters.append(counters)
      }
      guard !decoded.counts.isEmpty else { return }
      if let same = record.series.firstIndex(where: { $0.id.benchmark == name }) {
        record.series[same].counts.merge(decoded.counts)
      } else {
        record.series.append(SeriesCounts(id: SeriesID(name), counts: decoded.counts))
      }
    } catch {
      warnings.add(.damagedHistogram, line, "the histogram of '\(name)': \(error)")
    }
  }

  // MARK: The first time through

  /// What is learnt from the lines in their order.
  private struct Scan {
    var entries: [Entry] = []
    var hasOwnMarks = false
    var startTime: Int64?
    var otherEncoding: (line: Int, name: String)?
    private var baseTime: Int64?
    private var hasVersion = false
    private var malformed = 0

    /// Why there is nothing to read.
    var complaint: String {
      hasVersion || malformed == 0 ? "it has no samples" : "none of its lines is one of a log"
    }

    mutating func take(
      _ line: Line,
      path: String,
      _ warnings: inout WarningList
    ) throws(RecordingError) {
      let text = line.text
      guard let first = text.first, first != UInt8(ascii: "\"") else {
        if line.isTooLong { complain(line, &warnings) }
        return
      }
      if first == UInt8(ascii: "#") {
        try comment(line, path: path)
        return
      }
      guard let parsed = LogLine(text) else {
        complain(line, &warnings)
        return
      }
      if let name = HistogramPayload.otherEncoding(of: line.bytes[parsed.payload]) {
        if otherEncoding == nil { otherEncoding = (line.number, name) }
        warnings.add(
          .damagedHistogram,
          line,
          "encoded as \(name), which is not available yet; V2 is"
        )
        return
      }
      append(parsed, line, &warnings)
    }

    private mutating func complain(_ line: Line, _ warnings: inout WarningList) {
      malformed += 1
      warnings.add(.malformedLine, line, "neither samples nor a comment")
    }

    private mutating func append(
      _ parsed: LogLine,
      _ line: Line,
      _ warnings: inout WarningList
    ) {
      // Without a base, times that lie more than a year before the start are relative to it, as the
      // reference reader has it (`AbstractHistogramLogReader`); others are since 1970.
      let year: Int64 = 365 * 86_400 * 1_000_000_000
      if startTime == nil { startTime = parsed.startNanoseconds }
      let started = startTime ?? parsed.startNanoseconds
      let base = baseTime ?? (parsed.startNanoseconds < started - year ? started : 0)
      baseTime = base
      let (start, overflow) = base.addingReportingOverflow(parsed.startNanoseconds)
      let (end, overflows) = start.addingReportingOverflow(parsed.lengthNanoseconds)
      guard !overflow, !overflows else {
        complain(line, &warnings)
        return
      }
      guard entries.count < ForeignLog.limit else {
        warnings.add(.malformedLine, line, "one line too many for this program")
        return
      }
      entries.append(
        Entry(
          line: line.number,
          offset: line.offset,
          length: line.bytes.count,
          start: start,
          end: end
        )
      )
    }

    private mutating func comment(_ line: Line, path: String) throws(RecordingError) {
      let text = line.text
      if text.starts(with: "\(CommentLine.prefix)\(CommentLine.interval) ".utf8) {
        hasOwnMarks = true
      } else if let time = Self.time(text, after: "#[StartTime: ") {
        if startTime == nil { startTime = time }
      } else if let time = Self.time(text, after: "#[BaseTime: ") {
        if baseTime == nil { baseTime = time }
      } else if let version = Self.rest(text, after: "#[Histogram log format version ") {
        hasVersion = true
        let number = String(decoding: version.prefix { $0 != UInt8(ascii: "]") }, as: UTF8.self)
        guard number.hasPrefix("1.") else {
          throw .notARecording(
            path: path,
            reason: "a histogram log of version \(number); 1.0 to 1.3 are known"
          )
        }
      }
    }

    private static func rest(_ text: ArraySlice<UInt8>, after prefix: String) -> ArraySlice<UInt8>?
    {
      text.starts(with: prefix.utf8) ? text.dropFirst(prefix.utf8.count) : nil
    }

    private static func time(_ text: ArraySlice<UInt8>, after prefix: String) -> Int64? {
      guard let rest = rest(text, after: prefix) else { return nil }
      return DecimalTime.nanoseconds(rest.prefix { $0 != 0x20 && $0 != UInt8(ascii: "]") })
    }
  }
}
