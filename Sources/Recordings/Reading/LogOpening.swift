import Sessions

/// The first lines of a log: whose it is, and its head.
struct LogOpening {
  /// Lines up to the first that has samples, at most these.
  private static let limit = 64

  private let file: InputFile
  /// The line that should have the head; nil if there is none.
  private let headLine: Line?

  /// Whether this program wrote it.
  var isOurs: Bool { headLine != nil }

  init(_ file: InputFile) throws(RecordingError) {
    self.file = file
    var reader = LineReader(file, blockLength: LineReader.shortBlock)
    var found: Line?
    while found == nil, let line = try reader.next(), line.number <= Self.limit {
      if line.number == 1, !Self.isText(line) {
        throw .notARecording(path: file.path, reason: "it is not a text")
      }
      if line.bytes.begins(with: CommentLine.headPrefix) { found = line }
      if LogLine(line.text) != nil { break }
    }
    headLine = found
  }

  /// Whether a line may be one of a log: no NUL, and not endless.
  private static func isText(_ line: Line) -> Bool { !line.isTooLong && !line.bytes.contains(0) }

  /// The head; if it is damaged, a stand-in with a warning.
  func ownHead(_ warnings: inout WarningList) throws(RecordingError) -> SessionHead {
    guard let headLine else { return Self.standIn(for: file) }
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
