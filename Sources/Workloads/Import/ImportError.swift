import Glibc
import Sessions

/// Why a file can't be made into a recording.
package enum ImportError: Error, Equatable {
  /// The system does not give it.
  case unreadable(code: Int32)
  /// It is a directory, a pipe or a device.
  case notAFile(kind: String)
  /// It is of no format that is known.
  case unknown
  /// It begins as one JSON value, and is none.
  case malformed(line: Int, column: Int, problem: String)
  /// Some of its lines are numbers and this one is not.
  case notOnlyNumbers(line: UInt64, text: String)
  /// It is of a format or an encoding that can be told, and has to be written in another one.
  case otherForm(String, remedy: String)
  /// It is a recording or another HdrHistogram log already.
  case isLog
  /// It has figures that were computed from samples, and no samples.
  case summaryOnly(tool: String, holds: String, remedy: String)
  /// It is of a known format, and nothing was measured.
  case empty(tool: String)
  /// Its times lie so far apart that some must be wrong.
  case tooLong(tool: String, days: Int64)
  /// It is too large to be read at once.
  case tooLarge
}

extension ImportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let code): String(cString: strerror(code)) + "."
    case .notAFile(let kind): "is \(kind). Write the data to a file first."
    case .unknown:
      "this is none of the formats that can be imported: JSON points of k6, "
        + "`vegeta encode --to json`, a log of Locust's requests, JSON of hyperfine, "
        + "pytest-benchmark and Google Benchmark, lines of `go test -bench`, numbers, and "
        + "Headroom's own lines."
    case .malformed(let line, let column, let problem):
      "line \(line), column \(column) is not JSON: \(problem). The file may be cut off, or have "
        + "something else before or after its data."
    case .notOnlyNumbers(let line, let text):
      "line \(line) is not a number, unlike other lines: \(text). A file of numbers has nothing else but a "
        + "heading in its first line and lines that begin with '#'."
    case .otherForm(let form, let remedy): "this is \(form). \(remedy)"
    case .isLog: "this is an HdrHistogram log already. Open it: headroom replay FILE"
    case .summaryOnly(let tool, let holds, let remedy):
      "this file of \(tool) has only \(holds). Percentiles and how sure they are can't be judged "
        + "without the samples themselves. \(remedy)"
    case .empty(let tool): "this file of \(tool) has no measurement in it."
    case .tooLong(let tool, let days):
      "the times in this file of \(tool) lie \(days) days apart: some of them must be wrong."
    case .tooLarge: "this file is larger than 512 MiB, and its format can't be read in parts."
    }
  }
}
