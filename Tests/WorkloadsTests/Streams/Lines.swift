import Sessions
import Testing

@testable import Workloads

/// Lines of a test, as a parser gets them.
struct Lines {
  let parser: LineParser

  init(_ parser: LineParser = LineParser(name: "own")) { self.parser = parser }

  /// A measurement whose parts are texts of their own.
  struct Read: Equatable {
    var name: String
    var nanoseconds: Int64
    var failure: String?
    var time: String?
    var detail: String
  }

  /// What the line is, handed to `body` while its bytes are valid.
  func read<Result>(_ line: String, _ body: (LineContent?) throws -> Result) rethrows -> Result {
    var line = line
    return try line.withUTF8 { try body(parser.read(UnsafeRawBufferPointer($0))) }
  }

  /// The measurement in a line.
  func measurement(_ line: String) throws -> Read {
    try read(line) { content in
      guard case .measurement(let measurement) = content else {
        throw Unexpected(content: "\(String(describing: content))")
      }
      return Read(
        name: measurement.name.string,
        nanoseconds: measurement.nanoseconds,
        failure: measurement.failure?.name,
        time: measurement.time?.string,
        detail: measurement.detail.text
      )
    }
  }

  /// Why the line is none; nil if it is one, or is passed over.
  func problem(_ line: String) -> LineProblem? {
    read(line) { if case .foreign(let problem) = $0 { problem } else { nil } }
  }

  /// Whether the line is of a known format, and holds no measurement.
  func isAside(_ line: String) -> Bool {
    read(line) { if case .aside = $0 { true } else { false } }
  }

  struct Unexpected: Error {
    var content: String
  }
}
