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
      var limits = JSON.Limits()
      limits.bytes = mostBytes
      if let document = try? JSON(parsing: whole[...], limits: limits) {
        return try DocumentImport(document: document).session()
      }
    }
    lseek(descriptor, 0, SEEK_SET)
    return try LineImport.read(descriptor, name: name)
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

  /// Whether it is one JSON value rather than a line each.
  private static func isDocument(_ opening: [UInt8], name: String) -> Bool {
    let body = opening.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard let first = body.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return false
    }
    let line = Array(body.prefix { $0 != UInt8(ascii: "\n") })
    return line.withUnsafeBytes { bytes in
      switch LineParser(name: name).read(bytes) {
      case .foreign, nil: true
      case .measurement, .level, .dropped, .aside: false
      }
    }
  }

  /// Why a file that begins like this can't be used; nil if it may be.
  private static func refusal(of opening: [UInt8]) -> ImportError? {
    let start = String(decoding: opening.prefix(200), as: UTF8.self)
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
