import Sessions

/// Bars made of eighths of a cell.
enum Bars {
  /// A cell filled from below up to `level` of 0...1; nil if nothing of it would be seen.
  static func rising(_ level: Double, _ glyphs: Glyphs) -> Unicode.Scalar? {
    let eighths = Int((min(1, max(0, level)) * 8).rounded())
    return eighths > 0 ? glyphs.rising[eighths - 1] : nil
  }

  /// A bar from the left of `length` cells: whole cells, then a partial one.
  static func growing(_ length: Double, atMost columns: Int, _ glyphs: Glyphs) -> [Unicode.Scalar] {
    let eighths = Int((min(Double(columns), max(0, length)) * 8).rounded())
    var cells = Array(repeating: glyphs.growing[7], count: eighths / 8)
    if eighths % 8 > 0 { cells.append(glyphs.growing[eighths % 8 - 1]) }
    return cells
  }
}
