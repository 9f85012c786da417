/// The text of a suite file, split as the YAML parser splits it, so that its places can be found.
struct SourceText {
  /// All characters.
  private(set) var scalars: [Unicode.Scalar]
  /// Where each line begins in `scalars`.
  private let lineStarts: [Int]

  /// A text without a byte order mark.
  init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var starts = [0]
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      guard Self.isBreak(scalar) else { continue }
      if scalar == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
      starts.append(index)
    }
    self.scalars = scalars
    lineStarts = starts
  }

  /// The line with this number, counted from 1, without its break.
  func line(_ number: Int) -> String? {
    guard lineStarts.indices.contains(number - 1) else { return nil }
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] : scalars.count
    var line = String.UnicodeScalarView(scalars[start..<end])
    while let last = line.last, Self.isBreak(last) { line.removeLast() }
    return String(line)
  }

  /// How many lines there are.
  var lineCount: Int { lineStarts.count }

  /// The place of a character.
  func position(ofOffset offset: Int) -> SourcePosition {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: offset - lineStarts[low] + 1)
  }

  /// The character at a place, as an index into `scalars`.
  func offset(of position: SourcePosition) -> Int? {
    guard lineStarts.indices.contains(position.line - 1) else { return nil }
    let offset = lineStarts[position.line - 1] + position.column - 1
    return scalars.indices.contains(offset) ? offset : nil
  }

  /// Where `part` first stands at or behind `position`, looking 20,000 characters far.
  func find(_ part: String, from position: SourcePosition) -> SourcePosition? {
    let wanted = Array(part.unicodeScalars)
    guard !wanted.isEmpty, let start = offset(of: position) else { return nil }
    let end = min(scalars.count, start + 20_000) - wanted.count
    guard start <= end else { return nil }
    for offset in start...end where scalars[offset] == wanted[0] {
      if scalars[offset..<(offset + wanted.count)].elementsEqual(wanted) {
        return self.position(ofOffset: offset)
      }
    }
    return nil
  }

  /// Puts another character where one stands, so that all places stay as they are.
  mutating func replace(at offset: Int, with scalar: Unicode.Scalar) { scalars[offset] = scalar }

  /// The breaks of YAML 1.1, section 5.4, which is what libyaml counts lines by.
  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
