import Sessions

/// The lines of a recording of ours, interval by interval.
struct OwnLog {
  /// The most bytes between two marks that are held.
  static let limit = 128 << 20

  /// What the file says next.
  enum Step {
    case interval(IntervalRecord, [SessionEvent])
    case end(SessionEnd, Summary?, [SessionEvent])
  }

  /// Where the lines of the last interval begin, in bytes.
  private(set) var place: Int64 = 0
  private var reader: LineReader
  /// The lines since the last mark.
  private var lines: [Line] = []
  private var bytes = 0
  /// The number of the last interval; nil if it is not known.
  private var lastNumber: Int? = -1
  /// The end of the last interval that was read, ns since the start of the session.
  private var lastEnd: Int64 = 0
  private var names = SeriesNames()

  /// The samples of a series, among those of its interval.
  private struct SeriesPart {
    var id: SeriesID
    var samples: PayloadDecoder.Part
  }

  init(_ file: InputFile) { reader = LineReader(file) }

  /// Goes on with the line that begins at `place`.
  mutating func seek(to place: Int64) {
    reader = LineReader(reader.file, from: place)
    drop()
    (lastNumber, lastEnd) = (nil, 0)
  }

  /// The next interval that is whole, or the end.
  mutating func next(
    _ warnings: inout WarningList,
    with decoder: PayloadDecoder
  ) throws(RecordingError) -> Step {
    while let line = try reader.next() {
      guard CommentLine.isOurs(line.bytes) else {
        hold(line, &warnings)
        continue
      }
      let comment = CommentLine(line.text)
      switch comment?.kind {
      case CommentLine.interval?:
        if let step = interval(line, comment, &warnings, decoder) { return step }
      case CommentLine.end?:
        return try end(line, comment, &warnings)
      case CommentLine.summary?:
        warnings.add(.damagedEnd, line, "a summary without its end: it is not believed")
      case nil:
        if line.isTerminated { warnings.add(.malformedLine, line, "a comment that is damaged") }
        hold(line, &warnings)
      default:
        hold(line, &warnings)
      }
    }
    return torn(&warnings)
  }

  // MARK: Lines that wait for their mark

  private mutating func hold(_ line: Line, _ warnings: inout WarningList) {
    if line.isTooLong { warnings.add(.malformedLine, line, "a line of endless length") }
    lines.append(line)
    bytes += line.bytes.count
    if bytes > Self.limit {
      warnings.add(.damagedInterval, lines.first, "an interval without end: its lines are dropped")
      drop()
    }
  }

  private mutating func drop() {
    lines.removeAll(keepingCapacity: true)
    bytes = 0
  }

  /// The lines that a mark counts, if their checksum is right.
  ///
  /// What stands before them was torn.
  private mutating func sealed(
    by mark: Line,
    _ json: JSON,
    _ warnings: inout WarningList
  ) -> ArraySlice<Line>? {
    guard let count = json["lines"]?.integerValue(as: Int.self), count >= 0,
      let sum = json["crc32"]?.integerValue(as: UInt32.self)
    else {
      warnings.add(.damagedInterval, mark, "a mark without a checksum: its interval is dropped")
      return nil
    }
    let sealed = lines.suffix(count)
    var checksum = Checksum()
    var next = sealed.startIndex
    while next < sealed.endIndex { checksum.add(Line.run(of: sealed, from: &next)) }
    guard sealed.count == count, checksum.value == sum else {
      warnings.add(.damagedInterval, mark, "the lines before it are damaged: dropped")
      return nil
    }
    if let torn = lines.dropLast(count).first(where: \.isContent) {
      warnings.add(
        .damagedInterval,
        torn,
        "lines of an interval that was not written whole: dropped"
      )
    }
    return sealed
  }

  // MARK: Marks

  private mutating func interval(
    _ line: Line,
    _ comment: CommentLine?,
    _ warnings: inout WarningList,
    _ decoder: PayloadDecoder
  ) -> Step? {
    defer { drop() }
    guard let json = comment?.json, CommentLine.isSealed(line.text) else {
      warnings.add(.damagedInterval, line, "the mark of an interval is damaged: it is dropped")
      return nil
    }
    let record: IntervalRecord
    do throws(JSONShapeError) {
      record = try IntervalRecord(mark: json)
    } catch {
      warnings.add(.damagedInterval, line, "the mark of an interval: \(error)")
      return nil
    }
    guard record.number > lastNumber ?? -1 else {
      warnings.add(.damagedInterval, line, "interval \(record.number) stands there twice: dropped")
      return nil
    }
    guard record.startNanoseconds >= lastEnd else {
      warnings.add(
        .damagedInterval,
        line,
        "interval \(record.number) begins before the one before it ended: dropped"
      )
      return nil
    }
    if let lastNumber, record.number > lastNumber + 1 {
      let first = lastNumber + 1
      let last = record.number - 1
      warnings.add(
        .missingIntervals,
        line,
        first == last ? "interval \(first) is missing" : "intervals \(first) to \(last) are missing"
      )
    }
    lastNumber = record.number
    let first = lines.first?.offset ?? line.offset
    guard let sealed = sealed(by: line, json, &warnings) else { return nil }
    place = first
    lastEnd = record.endNanoseconds
    return content(sealed, record, &warnings, decoder)
  }

  private mutating func content(
    _ lines: ArraySlice<Line>,
    _ mark: IntervalRecord,
    _ warnings: inout WarningList,
    _ decoder: PayloadDecoder
  ) -> Step {
    var record = mark
    var parts: [SeriesPart] = []
    parts.reserveCapacity(lines.count)
    var events: [SessionEvent] = []
    // By index: whoever goes through the lines copies each of them.
    for line in lines.indices {
      if CommentLine.isOurs(lines[line].whole) {
        if let event = event(lines[line], &warnings) { events.append(event) }
        continue
      }
      guard lines[line].isContent else { continue }
      if let part = series(lines[line], &warnings, decoder) { parts.append(part) }
    }
    let entries = decoder.take()
    record.series = parts.map { SeriesCounts(id: $0.id, counts: $0.samples.counts(in: entries)) }
    return .interval(record, events)
  }

  private func event(_ line: Line, _ warnings: inout WarningList) -> SessionEvent? {
    guard let comment = CommentLine(line.text) else { return nil }
    guard comment.kind == CommentLine.event else {
      if comment.kind != CommentLine.head {
        warnings.add(.unknownKind, line, "a comment of kind '\(comment.kind)' is not known here")
      }
      return nil
    }
    do throws(JSONShapeError) {
      if let event = try SessionEvent(comment.json) { return event }
      let kind = comment.json["kind"]?.stringValue ?? ""
      warnings.add(.unknownKind, line, "an event of kind '\(kind)' is not known here")
    } catch {
      warnings.add(.malformedLine, line, "an event: \(error)")
    }
    return nil
  }

  private mutating func series(
    _ line: Line,
    _ warnings: inout WarningList,
    _ decoder: PayloadDecoder
  ) -> SeriesPart? {
    guard let parsed = LogLine(line.text) else {
      warnings.add(.malformedLine, line, "neither samples nor a comment")
      return nil
    }
    let tag = parsed.tag.map { line.bytes[$0] } ?? []
    guard let id = tag.isEmpty ? nil : names.series(of: tag) else {
      let text = String(decoding: tag, as: UTF8.self)
      warnings.add(.unknownKind, line, "a series '\(text)' is not known here")
      return nil
    }
    do throws(PayloadError) {
      return SeriesPart(id: id, samples: try decoder.read(line.bytes[parsed.payload]))
    } catch {
      let text = String(decoding: tag, as: UTF8.self)
      warnings.add(.damagedHistogram, line, "the histogram of '\(text)': \(error)")
      return nil
    }
  }

  // MARK: The end

  private mutating func end(
    _ line: Line,
    _ comment: CommentLine?,
    _ warnings: inout WarningList
  ) throws(RecordingError) -> Step {
    var events: [SessionEvent] = []
    guard let json = comment?.json, CommentLine.isSealed(line.text) else {
      warnings.add(.damagedEnd, line, "the end is damaged")
      return .end(.torn, nil, [])
    }
    if let sealed = sealed(by: line, json, &warnings) {
      events = sealed.compactMap { event($0, &warnings) }
    }
    drop()
    let end = SessionEnd(
      name: json["reason"]?.stringValue ?? "",
      signal: json["signal"]?.integerValue(as: Int32.self)
    )
    let summaryLine = try reader.next()
    let summary = Self.summary(summaryLine, sum: json["summary_crc32"], &warnings)
    if summary != nil, let more = try reader.next() {
      warnings.add(.malformedLine, more, "something stands after the end: it is left out")
    }
    return .end(end, summary, events)
  }

  /// The summary of the line after the end, if that line is what the end says.
  static func summary(_ line: Line?, sum: JSON?, _ warnings: inout WarningList) -> Summary? {
    guard let line else {
      warnings.add(.damagedEnd, nil, "the summary is missing")
      return nil
    }
    var found = Checksum()
    found.add(line.bytes)
    // It need not be there of the last line.
    found.add([UInt8(ascii: "\n")])
    guard sum?.integerValue(as: UInt32.self) == found.value,
      let comment = CommentLine(line.text), comment.kind == CommentLine.summary
    else {
      warnings.add(.damagedEnd, line, "the summary is damaged")
      return nil
    }
    do throws(JSONShapeError) {
      return try Summary(comment.json)
    } catch {
      warnings.add(.damagedEnd, line, "the summary: \(error)")
      return nil
    }
  }

  private mutating func torn(_ warnings: inout WarningList) -> Step {
    if let first = lines.first(where: \.isContent) {
      warnings.add(.tornEnd, first, "an interval that was not written to its end: dropped")
    }
    drop()
    return .end(.torn, nil, [])
  }
}

extension Line {
  /// Whether it is samples or an event, and not a comment for other readers or the legend.
  fileprivate var isContent: Bool {
    switch bytes.first {
    case UInt8(ascii: "#"):
      whole.begins(with: CommentLine.eventPrefix)
    case UInt8(ascii: "\""), nil: false
    default: true
    }
  }
}
