import Sessions

/// The first lines of a log: whose it is, and its head.
///
/// The one place that says what a file is, for lists and for those who read it.
struct LogOpening {
  /// Who wrote a log.
  enum Author {
    /// This program.
    case own
    /// This program, and the head is lost.
    case ownWithoutHead
    /// Another program.
    case other
  }

  /// The head is one of so many lines at the beginning, and stands before all samples.
  private static let headLines = 64
  /// What is looked through for a line with samples, and once there is one, for a mark of ours.
  private static let mostBytes: Int64 = 8 << 20
  private static let mostBytesWithSamples: Int64 = 1 << 20

  /// Who wrote it.
  let author: Author
  private let file: InputFile
  /// The line that should have the head; nil if there is none.
  private let headLine: Line?

  /// Looks at the beginning of a file, which must have one; throws for whatever is no log.
  init(_ file: InputFile) throws(RecordingError) {
    guard file.length > 0 else { throw .empty(path: file.path) }
    self.file = file
    var reader = LineReader(file, blockLength: LineReader.shortBlock)
    var found: Line?
    while found == nil, let line = try reader.next(), line.number <= Self.headLines {
      if line.number == 1, !Self.isText(line) {
        throw .notARecording(path: file.path, reason: "it is not a text")
      }
      if line.bytes.begins(with: CommentLine.headPrefix) { found = line }
      if LogLine(line.text) != nil { break }
    }
    headLine = found
    author = found == nil ? try Self.author(of: file) : .own
  }

  /// Who wrote a log that has no head of ours.
  private static func author(of file: InputFile) throws(RecordingError) -> Author {
    var reader = LineReader(file, blockLength: LineReader.shortBlock)
    var hasSamples = false
    var hasVersion = false
    var hasOthers = false
    while let line = try reader.next() {
      let text = line.text
      if text.begins(with: CommentLine.intervalPrefix) { return .ownWithoutHead }
      if text.first == UInt8(ascii: "#") {
        hasVersion = try ForeignScan.isVersion(text, path: file.path) || hasVersion
      } else if LogLine(text) != nil {
        hasSamples = true
      } else if let first = text.first, first != UInt8(ascii: "\"") {
        hasOthers = true
      }
      if reader.offset > (hasSamples ? mostBytesWithSamples : mostBytes) { break }
    }
    guard hasSamples else {
      throw .notARecording(
        path: file.path,
        reason: hasVersion || !hasOthers
          ? "it has no samples" : "none of its lines is one of a log"
      )
    }
    return .other
  }

  /// Whether a line may be one of a log: no NUL, and not endless.
  private static func isText(_ line: Line) -> Bool { !line.isTooLong && !line.bytes.contains(0) }

  private static let missingHead =
    "the head is missing: the suite and its budgets are not known"

  /// The head; if it is damaged or lost, a stand-in with a warning.
  func ownHead(_ warnings: inout WarningList) throws(RecordingError) -> SessionHead {
    guard let headLine else {
      // Its intervals are sealed all the same.
      warnings.add(.damagedHead, nil, Self.missingHead)
      return Self.standIn(for: file)
    }
    guard let comment = CommentLine(headLine.text) else {
      warnings.add(.damagedHead, headLine, "the head is damaged: the suite is not known")
      return Self.standIn(for: file)
    }
    if let version = comment.json["format"]?.integerValue(as: Int.self),
      version > SessionHead.formatVersion
    {
      let program = comment.json["program"]?.stringValue ?? ""
      throw .newerFormat(path: file.path, version: version, program: program)
    }
    do throws(JSONShapeError) {
      return try SessionHead(comment.json)
    } catch {
      warnings.add(.damagedHead, headLine, "the head is damaged: \(error)")
      return Self.standIn(for: file)
    }
  }

  /// A head for a file that has none: named after the file.
  static func standIn(for file: InputFile) -> SessionHead {
    var name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    for ending in [".hlog", ".log"] where name.hasSuffix(ending) && name.count > ending.count {
      name.removeLast(ending.count)
    }
    return SessionHead(suite: name, profile: "recorded", startedNanoseconds: 0)
  }
}
