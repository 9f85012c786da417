import Yams

/// What the YAML parser complains about, in words that help.
enum YAMLComplaint {
  /// The place of a parser's error and what to do about it.
  static func place(of error: YamlError, in source: SourceText) -> (SourcePosition?, String) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      return place(problem, context: context, mark: mark, in: source)
    case .composer(_, let problem, let mark, _):
      if problem.contains("another document") {
        return (position(mark), "a second document. A suite file has one: remove the '---'.")
      }
      return (position(mark), "not valid YAML: \(problem).")
    case .reader(let problem, _, _, _):
      return (nil, "not valid YAML: \(problem).")
    case .memory:
      return (nil, "not valid YAML: nested too deeply.")
    default:
      return (nil, "not valid YAML: \(error).")
    }
  }

  private static func position(_ mark: Mark) -> SourcePosition {
    SourcePosition(line: mark.line, column: mark.column)
  }

  private static func place(
    _ problem: String,
    context: YamlError.Context?,
    mark: Mark,
    in source: SourceText
  ) -> (SourcePosition, String) {
    var place = position(mark)
    // What was opened and never closed is found at the end of the file: point at its beginning.
    if place.line >= source.lineCount || problem.contains("end of stream"), let context {
      place = position(context.mark)
    }
    let line = source.line(place.line) ?? ""
    let before = String(line.unicodeScalars.prefix(max(0, place.column - 1)))
    let rest = String(line.unicodeScalars.dropFirst(max(0, place.column - 1)))
    let indentation = line.prefix { $0 == " " || $0 == "\t" }
    if indentation.contains("\t") || rest.first == "\t" {
      return (place, "a tab. Indent with blanks.")
    }
    if problem.contains("mapping values are not allowed") || problem.contains("expected ':'") {
      // The word may have begun on a line above, since plain text goes on over lines.
      for number in stride(from: place.line, to: max(0, place.line - 3), by: -1) {
        guard let text = source.line(number), let missing = MissingBlank(line: text) else {
          continue
        }
        let column = text.prefix { $0 == " " || $0 == "-" }.unicodeScalars.count + 1
        let start = SourcePosition(line: number, column: column)
        return (start, "not valid YAML: \(missing.complaint)")
      }
    }
    let meaning = meaning(of: problem, before: before, rest: rest)
    return (place, "not valid YAML: \(meaning)\(meaning.last == "?" ? "" : ".")")
  }

  private static func meaning(of problem: String, before: String, rest: String) -> String {
    let line = before + rest
    if let first = rest.first,
      ">|@`%&".contains(first) || before.hasSuffix("\(first)") && first == "="
    {
      return "a value cannot begin with '\(first)'. Put it in quotes"
    }
    if rest.hasPrefix("=") || before.hasSuffix(">") {
      return "a value cannot begin with '>'. Put it in quotes"
    }
    if line.contains("${"), line.contains("{ ") || line.contains("[") || problem.contains("flow") {
      return "a value with ${…} inside { } or [ ] needs quotes"
    }
    if rest.hasPrefix("["), problem.contains("did not find expected ',' or '}'") {
      return "a value with [ ] inside { } needs quotes"
    }
    return switch problem {
    case _ where problem.contains("nesting level"):
      "nested deeper than \(SourceLoader.deepest) levels. Take some out"
    case _ where problem.contains("mapping values are not allowed"):
      "a ':' where no key can stand. Is the indentation right, or does a value need quotes?"
    case _ where problem.contains("could not find expected ':'"):
      "a key without ':'. Write it as key: value"
    case _ where problem.contains("did not find expected ',' or '}'"):
      "a ',' or a '}' is missing"
    case _ where problem.contains("did not find expected ',' or ']'"):
      "a ',' or a ']' is missing"
    case _ where problem.contains("did not find expected key"):
      "a key was expected here. Is the indentation the same as above?"
    case _ where problem.contains("'-' indicator"):
      "a '-' was expected here. Is the indentation the same as above?"
    case _ where problem.contains("end of stream"):
      "a quote or bracket that is opened here is never closed"
    case _ where problem.contains("cannot start any token"):
      "a value cannot begin with '\(rest.prefix(1))'. Put it in quotes"
    default: problem
    }
  }
}
