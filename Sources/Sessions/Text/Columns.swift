/// Widths in terminal columns, and text cut or padded to a width.
package enum Columns {
  /// Columns that this scalar takes: 0, 1 or 2.
  ///
  /// Control characters count as 0: `Visible` replaces them.
  package static func width(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? 0 : 1 }
    if value < 0x300 { return value < 0xA0 || value == 0xAD ? 0 : 1 }
    if value >= 0x1100, isWide(value) { return 2 }
    if value >= 0x1160, value <= 0x11FF { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .surrogate: return 0
    default: return 1
    }
  }

  /// Columns that the text takes on the screen, once its control characters are made visible.
  package static func width(of text: some StringProtocol) -> Int { width(of: String(text)) }

  /// The same for a string: other modules cannot specialize the general one, and every frame calls it.
  package static func width(of text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    var total = 0
    for piece in Visible.pieces(of: text) { total += piece.columns }
    return total
  }

  /// The beginning of the text that fits, with an ellipsis in its last column if something is missing.
  package static func clip(_ text: String, to columns: Int, ellipsis: String = "…") -> String {
    guard columns > 0 else { return "" }
    if text.utf8.count <= columns, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    if width(of: text) <= columns { return text }
    let mark = ellipsis.unicodeScalars.count <= columns ? ellipsis : ""
    let room = columns - mark.unicodeScalars.count
    var clipped = ""
    var used = 0
    for piece in Visible.pieces(of: text) {
      if used + piece.columns > room { break }
      clipped.unicodeScalars.append(piece.scalar)
      for mark in piece.marks { clipped.unicodeScalars.append(mark) }
      used += piece.columns
    }
    return clipped + mark
  }

  /// The beginning and the end of the text, as much as fits, with an ellipsis where something is
  /// missing: tells names apart that begin alike.
  package static func clipMiddle(
    _ text: String,
    to columns: Int,
    ellipsis: String = "…"
  ) -> String {
    let room = columns - ellipsis.unicodeScalars.count
    guard width(of: text) > columns, room > 2 else {
      return clip(text, to: columns, ellipsis: ellipsis)
    }
    let head = clip(text, to: room / 3, ellipsis: "")
    let pieces = Visible.pieces(of: text)
    var left = room - width(of: head)
    var tail = pieces[pieces.endIndex...]
    while let piece = pieces[..<tail.startIndex].last, piece.columns <= left {
      left -= piece.columns
      tail = pieces[(tail.startIndex - 1)...]
    }
    var end = ""
    for piece in tail {
      end.unicodeScalars.append(piece.scalar)
      for mark in piece.marks { end.unicodeScalars.append(mark) }
    }
    return head + ellipsis + end
  }

  /// The first of several wordings that fits, the longest given first; the last one clipped if none
  /// does.
  package static func first(
    of wordings: [String],
    in columns: Int,
    ellipsis: String = "…"
  ) -> String {
    wordings.first { width(of: $0) <= columns }
      ?? clip(wordings.last ?? "", to: columns, ellipsis: ellipsis)
  }

  /// The text clipped and filled with blanks on its right.
  package static func left(_ text: String, _ columns: Int, ellipsis: String = "…") -> String {
    let clipped = clip(text, to: columns, ellipsis: ellipsis)
    return clipped + String(repeating: " ", count: max(0, columns - width(of: clipped)))
  }

  /// The text clipped and filled with blanks on its left.
  package static func right(_ text: String, _ columns: Int, ellipsis: String = "…") -> String {
    let clipped = clip(text, to: columns, ellipsis: ellipsis)
    return String(repeating: " ", count: max(0, columns - width(of: clipped))) + clipped
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wide.count - 1
    while low <= high {
      let middle = (low + high) / 2
      if value < wide[middle].0 {
        high = middle - 1
      } else if value > wide[middle].1 {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }

  // East_Asian_Width W and F of Unicode 14 (UAX 11) as glibc 2.36 has them, since ncurses asks its
  // wcwidth; gaps that are not assigned are closed.
  private static let wide: [(UInt32, UInt32)] = [
    (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0),
    (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F),
    (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5),
    (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5),
    (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728),
    (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
    (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55),
    (0x2E80, 0x3029), (0x302E, 0x303E), (0x3041, 0x3096), (0x309B, 0xA4C6), (0xA960, 0xA97C),
    (0xAC00, 0xD7A3), (0xF900, 0xFAD9), (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6), (0x16FE0, 0x16FE3), (0x16FF0, 0x1B2FB), (0x1F004, 0x1F004),
    (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F200, 0x1F320),
    (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA),
    (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E),
    (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E),
    (0x1F550, 0x1F567), (0x1F57A, 0x1F57A), (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4),
    (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5), (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2),
    (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0),
    (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF6),
    (0x20000, 0x3134A),
  ]
}
