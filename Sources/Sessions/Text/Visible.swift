/// Text from outside as a terminal may show it: nothing in it moves the cursor or the direction.
package enum Visible {
  /// One scalar that takes columns, with the marks that combine with it.
  package struct Piece: Sendable {
    package var scalar: Unicode.Scalar
    package var columns: Int
    package var marks: [Unicode.Scalar] = []
  }

  /// The text with control characters in a visible form.
  package static func text(_ text: some StringProtocol) -> String {
    var visible = String.UnicodeScalarView()
    for piece in pieces(of: text) {
      visible.append(piece.scalar)
      // One by one: to append a sequence copies all that stands there (Swift 6.3).
      for mark in piece.marks { visible.append(mark) }
    }
    return String(visible)
  }

  // What a cell of ncurses holds beside the scalar that takes the columns (CCHARW_MAX is 5).
  private static let marksPerPiece = 3

  /// The pieces in order; joiners and variation selectors are left out, since terminals disagree on
  /// the width of what they make.
  package static func pieces(of text: some StringProtocol) -> [Piece] {
    pieces(of: String(text))
  }

  /// The same for a string: other modules cannot specialize the general one, and every frame calls it.
  package static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      // ASCII, and what screens are drawn with: box drawing, blocks, shapes of one column.
      if scalar.value >= 0x20, scalar.value < 0x7F || (0x2500...0x25FC).contains(scalar.value) {
        pieces.append(Piece(scalar: scalar, columns: 1))
      } else if let replacement = replacement(for: scalar) {
        for ascii in replacement.unicodeScalars {
          pieces.append(Piece(scalar: ascii, columns: 1))
        }
      } else {
        append(scalar, to: &pieces)
      }
    }
    return pieces
  }

  private static func append(_ scalar: Unicode.Scalar, to pieces: inout [Piece]) {
    let columns = Columns.width(of: scalar)
    if columns > 0 {
      pieces.append(Piece(scalar: scalar, columns: columns))
    } else if let last = pieces.indices.last, pieces[last].marks.count < marksPerPiece {
      pieces[last].marks.append(scalar)
    }
  }

  private static func replacement(for scalar: Unicode.Scalar) -> String? {
    let value = scalar.value
    if value < 0x20 { return "^" + String(Character(Unicode.Scalar(UInt8(value) + 0x40))) }
    if value == 0x7F { return "^?" }
    if value < 0xA0 { return "<" + String(value, radix: 16) + ">" }
    switch value {
    case 0xAD, 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return ""
    default: break
    }
    switch scalar.properties.generalCategory {
    case .format, .lineSeparator, .paragraphSeparator, .surrogate:
      return "<" + String(value, radix: 16) + ">"
    default: return nil
    }
  }
}
