import Budgets
import NIOCore

/// A template whose names are looked up: all that is needed to fill it in is at hand.
struct TextPlan: Sendable {
  /// Where a text stands, which decides what no value may bring there.
  enum Place: Sendable {
    /// In the target of a request: what a URL can't have is percent-encoded (RFC 3986, 2).
    case target
    /// In the value of a header field: control characters become blanks (RFC 9110, 5.5).
    case field
    /// In a body or message: anything.
    case content
  }

  enum Value: Sendable, Equatable {
    /// A slot of the turn.
    case captured(Int)
    case counter
    case user
    case uuid
    case random(ClosedRange<Int64>)
    case randomString(Int)
    /// A column of the rows.
    case column(Int)
  }

  private enum Part: Sendable {
    case text([UInt8])
    case value(Value, TemplateEscaping)
  }

  private let parts: [Part]
  private let place: Place
  private let rows: DataTable?

  /// Looks up the names of the parts of a template.
  init(_ parts: [Template.Part], in place: Place, _ names: ValueNames) {
    self.parts = parts.map { part in
      switch part {
      case .text(let text): .text(Array(text.utf8))
      case .value(let value, let escaping): .value(names.value(value), escaping)
      }
    }
    self.place = place
    rows = names.rows
  }

  /// A text without values.
  init(constant: String) {
    parts = [.text(Array(constant.utf8))]
    place = .content
    rows = nil
  }

  /// Whether nothing is filled in.
  var isConstant: Bool {
    parts.allSatisfy { if case .text = $0 { true } else { false } }
  }

  /// Writes the text with the values of a turn, which may be nil if nothing is filled in.
  func write(_ turn: Turn?, to buffer: inout ByteBuffer) {
    for part in parts {
      switch part {
      case .text(let bytes): buffer.writeBytes(bytes)
      case .value(let value, let escaping):
        guard let turn else { preconditionFailure("a template needs the values of a turn") }
        let text = escaping.escaped(self.text(of: value, turn))
        switch place {
        case .target: buffer.writeTarget(text)
        case .field: buffer.writeField(text)
        case .content: buffer.writeString(text)
        }
      }
    }
  }

  private func text(of value: Value, _ turn: Turn) -> String {
    switch value {
    case .captured(let slot): turn.captured[slot]
    case .counter: String(turn.number + 1)
    case .user: String(turn.user)
    case .uuid: turn.uuid()
    case .random(let range): String(turn.draw(from: range))
    case .randomString(let count): turn.string(count)
    case .column(let column): rows?.value(column, turn) ?? ""
    }
  }
}

extension Turn {
  /// So many random letters and digits.
  fileprivate func string(_ count: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    return String(unsafeUninitializedCapacity: count) { bytes in
      for index in 0..<count { bytes[index] = letters[Int(draw(from: 0...61))] }
      return count
    }
  }

  /// A random UUID: version 4, variant 10 (RFC 9562, 5.4).
  fileprivate func uuid() -> String {
    let high = draw() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = draw() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 36) { bytes in
      var position = 0
      for nibble in 0..<32 {
        if [8, 12, 16, 20].contains(nibble) {
          bytes[position] = UInt8(ascii: "-")
          position += 1
        }
        let half = nibble < 16 ? high : low
        bytes[position] = digits[Int(half >> UInt64(60 - 4 * (nibble % 16)) & 15)]
        position += 1
      }
      return position
    }
  }
}

extension ByteBuffer {
  /// Writes a value into the target of a request; what a URL can't have is percent-encoded, and what
  /// is percent-encoded stays.
  fileprivate mutating func writeTarget(_ text: String) {
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      // Controls, blanks, and what RFC 3986 has no place for: " # < > \ ^ ` { | }.
      let isAllowed = byte > 0x20 && byte < 0x7F && !Array("\"#<>\\^`{|}".utf8).contains(byte)
      if isAllowed {
        writeInteger(byte)
      } else {
        writeBytes([UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }
    }
  }

  /// Writes a value into a header field: control characters, which would end it, become blanks.
  fileprivate mutating func writeField(_ text: String) {
    for byte in text.utf8 {
      let isControl = byte < 0x20 && byte != ASCIIScan.tab || byte == 0x7F
      writeInteger(isControl ? ASCIIScan.space : byte)
    }
  }
}
