import Budgets
import NIOCore
import Sessions

/// How the message is recognised that ends a part of an exchange.
enum ExpectedAnswer: Sendable, Equatable {
  /// None is awaited.
  case none
  /// Any message.
  case any
  /// One that contains these bytes.
  case contains([UInt8])
  /// One whose JSON has this text at a place.
  case json(JSONPath, String)

  /// Whether a message is what is awaited.
  func isMet(by message: ByteBuffer) -> Bool {
    switch self {
    case .none: false
    case .any: true
    case .contains(let bytes): message.readableBytesView.contains(bytes)
    case .json(let path, let text): message.text(at: path) == text
    }
  }
}

extension MessagePlan {
  /// Writes the message with the values of a turn, and says how its answer is recognised.
  ///
  /// Nil if it can't be: the message has nothing at the place that is compared. `turn` may be nil if
  /// nothing is filled in.
  func render(_ turn: Turn?, into buffer: inout ByteBuffer) -> ExpectedAnswer? {
    turn?.begin(step: step)
    text.write(turn, to: &buffer)
    switch answer {
    case .next:
      return .any
    case .contains(let text):
      var expected = ByteBuffer()
      turn?.begin(step: step)
      text.write(turn, to: &expected)
      return .contains(Array(expected.readableBytesView))
    case .json(let path):
      return buffer.text(at: path).map { .json(path, $0) }
    }
  }
}

extension ByteBuffer {
  /// The text at a place of the JSON that these bytes are; nil if they are none, or nothing is there.
  fileprivate func text(at path: JSONPath) -> String? {
    (try? JSON(parsing: Array(readableBytesView)[...]))?[path]?.capturedText
  }
}
