import ArgumentParser
import Budgets
import Sessions

/// `Name: value` as it is typed.
enum HeaderText {
  /// The field (RFC 9110, 5.1: the name is a token).
  static func read(_ text: String) throws -> HeaderField {
    guard let colon = text.firstIndex(of: ":") else {
      throw ValidationError("'\(Visible.text(text))' is no 'Name: value'.")
    }
    let name = text[..<colon]
    let marks = "!#$%&'*+-.^_`|~"
    guard !name.isEmpty,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0)) })
    else { throw ValidationError("'\(Visible.text(name))' is no name of a header field.") }
    let value = text[text.index(after: colon)...].drop { $0 == " " }
    return HeaderField(name: String(name), value: String(value))
  }
}

/// A budget as it is typed.
enum BudgetText {
  /// The text itself, if it can be read.
  static func read(_ text: String) throws -> String {
    do {
      _ = try BudgetExpression.parse(text)
      return text
    } catch {
      throw ValidationError(error.message)
    }
  }
}

/// A body as it is typed: a text, or `@FILE`.
enum BodyText {
  /// The most bytes of a body: what a suite may hold.
  static let mostBytes = 1 << 19

  /// The text, or that of the file.
  static func read(_ text: String) throws(BodyError) -> String {
    guard text.hasPrefix("@") else { return text }
    let path = String(text.dropFirst())
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path, limit: mostBytes)
    } catch {
      throw .unreadable(path, reason: error.reason)
    }
    guard bytes.count <= mostBytes else { throw .tooLarge(path) }
    guard let body = String(validating: bytes, as: UTF8.self) else { throw .notText(path) }
    return body
  }
}

/// Why a file can't be a body.
enum BodyError: CommandFailure, Equatable {
  /// The system does not give it.
  case unreadable(String, reason: String)
  /// It is too large.
  case tooLarge(String)
  /// It is no UTF-8.
  case notText(String)

  var status: ExitStatus {
    if case .unreadable = self { .noInput } else { .badInput }
  }

  var text: String {
    switch self {
    case .unreadable(let path, let reason): "can't read \(Visible.text(path)): \(reason)."
    case .tooLarge(let path): "\(Visible.text(path)) is larger than 512 KiB."
    case .notText(let path): "\(Visible.text(path)) is no UTF-8 text."
    }
  }
}
