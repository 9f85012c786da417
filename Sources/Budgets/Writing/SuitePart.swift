/// What a line of a suite is written from, so that a mistake in it can be named as it was typed.
package enum SuitePart: Sendable {
  /// What the suite is called.
  case name
  /// What a benchmark is called.
  case benchmark
  /// A URL.
  case address
  /// A header field.
  case header
  /// A body.
  case body
  /// A body of JSON.
  case json
  /// A file of certificates.
  case authority
  /// Users or a rate, and how long.
  case load
  /// A command that is measured.
  case command
  /// Runs before those that are measured.
  case warmup
  /// How many runs are measured.
  case samples
  /// How long it is measured.
  case duration
  /// A command before each run.
  case prepare
  /// A command after each run.
  case cleanup
  /// What a command reads.
  case input
  /// After which a run is ended.
  case timeout
  /// Where measurements come from.
  case stream
  /// A budget.
  case budget
}

/// A suite file that was written from options.
package struct WrittenSuite: Sendable, Equatable {
  /// The file.
  package var text: String
  /// The values of the variables that stand for secrets in it.
  package var variables: [String: String] = [:]
  /// What lines were written from, by their numbers, counted from 1.
  package var parts: [Int: SuitePart] = [:]

  /// What is wrong with it, as `run` and `check` would say, in the names that its parts have where they
  /// were typed; nil if nothing is.
  package func mistakes(_ names: (SuitePart) -> String) -> SuiteErrors? {
    var request = SuiteRequest()
    request.origins = parts.mapValues(names)
    request.variables = { [variables] in variables[$0] }
    do throws(SuiteErrors) {
      _ = try SuiteReader.read(text: text, file: "suite", request: request)
      return nil
    } catch {
      return error
    }
  }
}

/// The lines of a suite file, in order.
struct SuiteLines {
  private var lines: [String] = []
  private var parts: [Int: SuitePart] = [:]

  /// Adds lines without breaks in them.
  mutating func add(_ new: [String], from part: SuitePart? = nil) {
    for line in new {
      lines.append(line)
      parts[lines.count] = part
    }
  }

  /// Adds a line without a break in it.
  mutating func add(_ line: String, from part: SuitePart? = nil) { add([line], from: part) }

  /// The file.
  func written(_ variables: [String: String] = [:]) -> WrittenSuite {
    WrittenSuite(text: lines.joined(separator: "\n") + "\n", variables: variables, parts: parts)
  }
}
