/// The first time through a log of another program: what is learnt from its lines in their order.
struct ForeignScan {
  /// A line with samples.
  struct Entry {
    var line: Int
    var offset: Int64
    var length: Int
    /// Its tag, an index into `tags`.
    var tag: Int
    /// When it begins and ends, ns since 1970.
    var start: Int64
    var end: Int64

    /// The same with times since a moment.
    func since(_ moment: Int64) -> Entry {
      var entry = self
      entry.start -= moment
      entry.end -= moment
      return entry
    }
  }

  /// The most lines that are kept in mind.
  private static let limit = 4_000_000

  /// Where lines with samples stand, in the order of the file.
  private(set) var entries: [Entry] = []
  /// The tags in the order in which they first stand there; nil for none.
  private(set) var tags: [String?] = []
  /// Whether this program wrote it after all.
  private(set) var hasOwnMarks = false
  /// The start that the log names, or its first line; ns since 1970.
  private(set) var startTime: Int64?
  /// What its values are.
  private(set) var unit = ValueUnit()
  private var numbers: [String?: Int] = [:]
  private var baseTime: Int64?

  /// Takes in the next line.
  mutating func take(
    _ line: Line,
    path: String,
    _ warnings: inout WarningList,
    with decoder: PayloadDecoder
  ) throws(RecordingError) {
    let text = line.text
    guard let first = text.first, first != UInt8(ascii: "\"") else {
      if line.isTooLong { complain(line, &warnings) }
      return
    }
    if first == UInt8(ascii: "#") {
      try comment(text, path: path)
      return
    }
    guard let parsed = LogLine(text) else {
      complain(line, &warnings)
      return
    }
    append(parsed, line, &warnings)
    // A damaged payload is told when it is read for its samples.
    if unit.isOpen,
      let decoded = try? decoder.decode(line.bytes[parsed.payload]),
      let maximum = decoded.maximum
    {
      unit.take(line.bytes[parsed.maximum], maximum: maximum, line)
    }
  }

  private mutating func complain(_ line: Line, _ warnings: inout WarningList) {
    warnings.add(.malformedLine, line, "neither samples nor a comment")
  }

  private mutating func append(_ parsed: LogLine, _ line: Line, _ warnings: inout WarningList) {
    // Without a base, times that lie more than a year before the start are relative to it, as the
    // reference reader has it (`HistogramLogReader`); others are since 1970.
    let year: Int64 = 365 * 86_400 * 1_000_000_000
    let started = startTime ?? parsed.startNanoseconds
    if baseTime == nil { startTime = started }
    let base = baseTime ?? (parsed.startNanoseconds < started - year ? started : 0)
    baseTime = base
    let (start, overflow) = base.addingReportingOverflow(parsed.startNanoseconds)
    let (end, overflows) = start.addingReportingOverflow(parsed.lengthNanoseconds)
    guard !overflow, !overflows else {
      complain(line, &warnings)
      return
    }
    guard entries.count < Self.limit else {
      warnings.add(.malformedLine, line, "one line too many for this program")
      return
    }
    entries.append(
      Entry(
        line: line.number,
        offset: line.offset,
        length: line.bytes.count,
        tag: number(of: parsed.tag.map { String(decoding: line.bytes[$0], as: UTF8.self) }),
        start: start,
        end: end
      )
    )
  }

  private mutating func number(of tag: String?) -> Int {
    if let number = numbers[tag] { return number }
    numbers[tag] = tags.count
    tags.append(tag)
    return tags.count - 1
  }

  private mutating func comment(_ text: ArraySlice<UInt8>, path: String) throws(RecordingError) {
    if text.begins(with: CommentLine.intervalPrefix) {
      hasOwnMarks = true
    } else if let time = Self.time(text, after: "#[StartTime: ") {
      // The last one before the samples is the start; the reference reader takes each of them.
      if entries.isEmpty { startTime = time }
    } else if let time = Self.time(text, after: "#[BaseTime: ") {
      baseTime = time
    } else {
      _ = try Self.isVersion(text, path: path)
    }
  }

  /// Whether a comment names the version of the format; throws if that is not known.
  static func isVersion(
    _ text: ArraySlice<UInt8>,
    path: String
  ) throws(RecordingError) -> Bool {
    guard let version = rest(text, after: "#[Histogram log format version ") else { return false }
    let number = String(decoding: version.prefix { $0 != UInt8(ascii: "]") }, as: UTF8.self)
    guard number.hasPrefix("1.") else {
      throw .notARecording(
        path: path,
        reason: "a histogram log of version \(number); 1.0 to 1.3 are known"
      )
    }
    return true
  }

  private static func rest(_ text: ArraySlice<UInt8>, after prefix: String) -> ArraySlice<UInt8>? {
    text.starts(with: prefix.utf8) ? text.dropFirst(prefix.utf8.count) : nil
  }

  private static func time(_ text: ArraySlice<UInt8>, after prefix: String) -> Int64? {
    guard let rest = rest(text, after: prefix) else { return nil }
    return DecimalTime.nanoseconds(rest.prefix { $0 != 0x20 && $0 != UInt8(ascii: "]") })
  }
}
