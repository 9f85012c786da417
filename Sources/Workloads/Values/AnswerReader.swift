import Budgets
import Sessions

/// Holds the answers to one request against its checks, and takes captured values from them.
///
/// One per event loop and request: regular expressions are compiled once, and not shared.
final class AnswerReader {
  private let checks: [AnswerCheck]
  /// `[check]`; nil for those that are no regular expression.
  private let patterns: [BoundedPattern?]

  init(_ checks: [AnswerCheck]) {
    self.checks = checks
    patterns = checks.map { check in
      guard case .capture(let capture, _) = check,
        case .regularExpression(let pattern) = capture.source
      else { return nil }
      return BoundedPattern(pattern)
    }
  }

  /// The first check that an answer does not stand, by its number; nil if it stands all.
  ///
  /// What is captured goes into the slots of the turn.
  func firstFailure(in answer: CapturedResponse, _ turn: Turn?) -> Int? {
    var body = AnswerBody(answer.body)
    return checks.indices.first { !stands(checks[$0], patterns[$0], answer, &body, turn) }
  }

  private func stands(
    _ check: AnswerCheck,
    _ pattern: BoundedPattern?,
    _ answer: CapturedResponse,
    _ body: inout AnswerBody,
    _ turn: Turn?
  ) -> Bool {
    switch check {
    case .contains(let text):
      return answer.body.contains(Array(text.utf8))
    case .header(let field):
      return answer.header(field.name) == field.value
    case .json(let expected):
      return body.json?[expected.path]?.hasText(expected.value) ?? false
    case .graphQL:
      // What is no map is no response: GraphQL specification of October 2021, 7.1.
      guard let result = body.json, result.members != nil else { return false }
      return result["errors"]?.arrayValue?.isEmpty ?? true
    case .capture(let capture, let slot):
      guard let value = value(capture.source, pattern, answer, &body) else { return false }
      turn?.captured[slot] = value
      return true
    }
  }

  private func value(
    _ source: Capture.Source,
    _ pattern: BoundedPattern?,
    _ answer: CapturedResponse,
    _ body: inout AnswerBody
  ) -> String? {
    switch source {
    case .json(let path): return body.json?[path]?.capturedText
    case .header(let name): return answer.header(name)
    case .regularExpression:
      return pattern?.firstMatch(in: answer.body)
    }
  }
}

/// The body of one answer, read as JSON when that is asked for, and once.
private struct AnswerBody {
  private let bytes: [UInt8]
  lazy var json = try? JSON(parsing: bytes[...])

  init(_ bytes: [UInt8]) { self.bytes = bytes }
}

extension JSON {
  /// The value at a place; nil if nothing is there.
  subscript(path: JSONPath) -> JSON? {
    path.steps.reduce(self as JSON?) { value, step in
      switch step {
      case .member(let name): return value?[name]
      case .element(let number):
        guard let elements = value?.arrayValue else { return nil }
        let index = number < 0 ? elements.count + number : number
        return elements.indices.contains(index) ? elements[index] : nil
      }
    }
  }

  /// The text of a string, or the value as it is written; nil for null, which is no value.
  var capturedText: String? {
    switch self {
    case .null: nil
    case .string(let text): text
    default: text
    }
  }

  /// Whether it is what an expectation says: a text, or a number, truth value or null as written.
  fileprivate func hasText(_ expected: String) -> Bool {
    if case .string(let text) = self { return text == expected }
    if text == expected { return true }
    // 7 and 7.0 are the same number; beyond 2^53 doubles can't tell.
    guard let number = doubleValue, abs(number) < 0x1p53 else { return false }
    return number == Double(expected)
  }
}
