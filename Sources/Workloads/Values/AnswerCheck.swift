import Budgets

/// One thing that an answer is held against, or that is taken from it.
enum AnswerCheck: Sendable, Equatable {
  /// The body contains a text.
  case contains(String)
  /// A header field has a value.
  case header(HeaderField)
  /// A value of the JSON of the body.
  case json(JSONExpectation)
  /// The answer to a GraphQL query has no errors.
  case graphQL
  /// A value is there, and is kept in a slot of the turn.
  case capture(Capture, slot: Int)

  /// Whether it looks into the body.
  var readsBody: Bool {
    switch self {
    case .contains, .json, .graphQL: return true
    case .header: return false
    case .capture(let capture, _):
      if case .header = capture.source { return false }
      return true
    }
  }

  /// What is wrong with an answer that does not stand it, without anything of the answer.
  var complaint: String {
    switch self {
    case .contains: "the body lacks the expected text"
    case .header(let field): "header '\(field.name)' is not as expected"
    case .json(let expected): "\(expected.path.text) is not '\(expected.value)'"
    case .graphQL: "the answer is no GraphQL result without errors"
    case .capture(let capture, _): "no '\(capture.name)' \(capture.source.place)"
    }
  }
}

extension Capture.Source {
  /// Where it was looked for.
  fileprivate var place: String {
    switch self {
    case .json(let path): "at \(path.text)"
    case .header(let name): "in header '\(name)'"
    case .regularExpression(let pattern): "by regex:\(pattern)"
    }
  }
}
