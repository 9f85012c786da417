import Glibc
import Sessions

extension ImportedSession {
  /// The largest file that is read at once, bytes.
  private static let mostBytes = 512 << 20
  /// What is looked at to recognise the format.
  private static let openingBytes = 1 << 20

  /// Reads a file of another tool, whatever its format; what has no name in it is `name`.
  package static func read(
    path: String,
    name: String
  ) throws(ImportError) -> ImportedSession {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(code: errno) }
    defer { close(descriptor) }
    let opening = try bytes(of: descriptor, atMost: openingBytes)
    if let refusal = refusal(of: opening) { throw refusal }
    if isDocument(opening, name: name) {
      let whole = opening + (try bytes(of: descriptor, atMost: mostBytes + 1 - opening.count))
      guard whole.count <= mostBytes else { throw .tooLarge }
      return try DocumentImport(document: document(whole)).session()
    }
    return try LineImport.read(descriptor, name: name)
  }

  /// The one JSON value of a file.
  private static func document(_ whole: [UInt8]) throws(ImportError) -> JSON {
    var limits = JSON.Limits()
    limits.bytes = mostBytes
    limits.takesNonFinite = true
    let text = withoutMark(whole)
    do throws(JSONError) {
      return try JSON(parsing: text, limits: limits)
    } catch {
      let (line, column) = error.place(in: text)
      throw .malformed(line: line, column: column, problem: error.problem)
    }
  }

  /// Without the byte order mark that some programs write before UTF-8.
  private static func withoutMark(_ text: [UInt8]) -> ArraySlice<UInt8> {
    text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...]
  }

  private static func bytes(
    of descriptor: Int32,
    atMost limit: Int
  ) throws(ImportError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw .unreadable(code: errno) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// Whether it is one JSON value rather than a line each: it begins as one, and its first line is
  /// neither a measurement nor a whole value with more behind it.
  private static func isDocument(_ opening: [UInt8], name: String) -> Bool {
    let body = withoutMark(opening).drop { $0 <= 0x20 }
    guard let first = body.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return false
    }
    let line = Array(body.prefix { $0 != UInt8(ascii: "\n") })
    let isMeasurement = line.withUnsafeBytes { bytes in
      switch LineParser(name: name).read(bytes) {
      case .foreign, nil: false
      case .measurement, .level, .dropped, .aside: true
      }
    }
    if isMeasurement { return false }
    let hasMore = body.dropFirst(line.count).contains { $0 > 0x20 }
    return !hasMore || (try? JSON(parsing: line[...])) == nil
  }

  /// Why a file that begins like this can't be used; nil if it may be.
  private static func refusal(of opening: [UInt8]) -> ImportError? {
    if let form = OtherForm(opening) { return .otherForm(form.name, remedy: form.remedy) }
    let start = String(decoding: withoutMark(opening).prefix(200), as: UTF8.self)
    if start.hasPrefix("#[") || start.hasPrefix("\"StartTimestamp\"") { return .isLog }
    guard let known = SummaryFile.known.first(where: { start.hasPrefix($0.opening) }) else {
      return nil
    }
    return .summaryOnly(tool: known.tool, holds: known.holds, remedy: known.remedy)
  }
}

/// A file in which a tool keeps its results without the samples.
private struct SummaryFile {
  /// What it begins with.
  var opening: String
  var tool: String
  /// What is in it, in words.
  var holds: String
  /// How samples are had from the tool.
  var remedy: String

  static let known = [
    SummaryFile(
      opening: "Type,Name,Request Count",
      tool: "Locust",
      holds: "statistics: rounded percentiles, no samples",
      remedy: "Log `events.request`, as the README shows, or run the Locust file with `locust:`."
    ),
    SummaryFile(
      opening: "Timestamp,User Count,Type",
      tool: "Locust",
      holds: "statistics over time: rounded percentiles, no samples",
      remedy: "Log `events.request`, as the README shows, or run the Locust file with `locust:`."
    ),
    SummaryFile(
      opening: "Method,Name,Error,Occurrences",
      tool: "Locust",
      holds: "the failures by their kind",
      remedy: "Log `events.request`, as the README shows."
    ),
    SummaryFile(
      opening: "command,mean,stddev",
      tool: "hyperfine",
      holds: "means and medians",
      remedy: "Export the times: hyperfine --export-json times.json …"
    ),
    SummaryFile(
      opening: "Requests      [total, rate",
      tool: "vegeta",
      holds: "a report: percentiles, no samples",
      remedy: "Encode the results: vegeta encode --to json results.bin > results.json"
    ),
  ]
}
