import ArgumentParser
import Budgets
import Sessions

/// A command line while it is typed, as a shell passes it on.
struct TypedLine {
  /// The words before the one that is completed, without the program and without quotes.
  var before: [String]
  /// What is typed of the word that is completed, without quotes.
  var typed: String

  /// Words as they stand on the line, quotes and all, and the number of the one that is completed.
  init(_ words: [String], index: Int) {
    before = words.prefix(max(0, index)).dropFirst().map(Self.unquoted)
    typed = words.indices.contains(index) ? Self.unquoted(words[index]) : ""
  }

  /// The suite that is meant so far: the one that was typed, or the only one.
  var suite: SuiteOutline? {
    guard let source = try? SuiteSource(named: suiteName) else { return nil }
    return SuiteOutline(text: String(decoding: source.bytes, as: UTF8.self))
  }

  /// The recording that is meant by the first argument.
  var recording: String? {
    // Its value is completed; a format, which is asked for, may not have been typed yet.
    let words = before.last?.hasPrefix("-") == true ? Array(before.dropLast()) : before
    for words in [words, words + ["--format", "csv"]] {
      let command = try? HeadroomCommandLine.parseAsRoot(words)
      if let export = command as? ExportCommand { return export.file }
    }
    return nil
  }

  private var suiteName: String? {
    switch command {
    case let run as RunCommand: return run.suite
    case let check as CheckCommand: return check.suites.last
    default: return before.dropFirst().first { !$0.hasPrefix("-") }
    }
  }

  /// What the words so far mean; nil where that can't be told yet.
  private var command: (any ParsableCommand)? {
    if let command = try? HeadroomCommandLine.parseAsRoot(before) { return command }
    // The last word is an option, whose value is completed.
    guard before.last?.hasPrefix("-") == true else { return nil }
    return try? HeadroomCommandLine.parseAsRoot(Array(before.dropLast()))
  }

  /// A word as the shell will pass it on, also where its quotes are still open.
  static func unquoted(_ word: String) -> String {
    var result = ""
    var quote: Character?
    var isEscaped = false
    for character in word {
      if isEscaped {
        result.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { result.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
      } else {
        result.append(character)
      }
    }
    return result
  }
}
