import Budgets
import Sessions

/// A suite's text and where it comes from.
struct SuiteSource: Equatable {
  /// The bytes of the file, at most one more than the reader takes.
  var bytes: [UInt8]
  /// The file, as errors name it.
  var file: String

  /// What lines were written from, as messages call it; empty for a file.
  private var origins: [Int: String] = [:]

  /// A text that is in no file.
  init(text: String, file: String) {
    bytes = Array(text.utf8)
    self.file = file
  }

  /// A suite that was written from options; `names` are those of its parts.
  init(_ written: WrittenSuite, naming names: (SuitePart) -> String) {
    self.init(text: written.text, file: "command line")
    origins = written.parts.mapValues(names)
  }

  /// The text of a file.
  init(reading path: String) throws(SuiteFileError) {
    do {
      bytes = try Files.read(path, limit: 1 << 20)
    } catch {
      throw SuiteFileError(path: path, reason: error.reason)
    }
    file = path
  }

  /// The suite of a name or path, or the only one; that of the demo is built in, unless a file of that name
  /// is there.
  init(named name: String?) throws {
    do {
      try self.init(reading: try SuiteLookup().find(name).path)
    } catch SuiteLookupError.unknown("demo", _) {
      self = .demo
    }
  }

  /// The suite, or everything that is wrong with it.
  func suite(_ request: SuiteRequest) throws(SuiteErrors) -> Suite {
    var request = request
    request.origins = origins
    return try SuiteReader.read(bytes: bytes, file: file, request: request)
  }
}

/// A suite file that the system does not give.
struct SuiteFileError: CommandFailure, Equatable {
  /// The file.
  var path: String
  /// In the words of the system.
  var reason: String

  var status: ExitStatus { .noInput }
  var text: String { "can't read \(Visible.text(path)): \(reason)." }
}

extension SuiteErrors: CommandFailure {
  /// What is not in the file is on the command line: an unknown profile, a wrong budget.
  var status: ExitStatus { problems.allSatisfy { $0.position == nil } ? .usage : .badInput }
}
