/// A figure as somebody wrote it, `60MB`, so that it can be shown in the same unit.
///
/// It says nothing about what is meant, so that all are equal.
package struct WrittenFigure: Hashable, Sendable {
  /// The longest text that is kept.
  private static let limit = 12

  private let text: String
  private let value: Double

  /// Nobody wrote it.
  package init() { (text, value) = ("", 0) }

  /// What was written, and the value that it has; a text without a unit, or with anything but a figure
  /// in it, is not kept.
  package init(_ written: some StringProtocol, value: Double) {
    var text = ""
    for scalar in written.unicodeScalars where scalar != " " {
      // Both are the micro sign.
      text.unicodeScalars.append(scalar == "µ" || scalar == "μ" ? "u" : scalar)
    }
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789.%/".unicodeScalars.contains($0))
    }
    let hasUnit = text.unicodeScalars.last.map { !"0123456789.".unicodeScalars.contains($0) }
    let isFigure = text.unicodeScalars.first.map { "0123456789.".unicodeScalars.contains($0) }
    let isKept = isPlain && hasUnit == true && isFigure == true && text.utf8.count <= Self.limit
    self.text = isKept ? text : ""
    self.value = value
  }

  /// The text, if it is of this value.
  package func text(of value: Double) -> String? {
    text.isEmpty || value != self.value ? nil : text
  }

  /// The unit, as `MB` or `/min`; empty if nobody wrote it.
  package var unit: String { String(text.drop { "0123456789.".contains($0) }) }

  /// Always.
  package static func == (left: WrittenFigure, right: WrittenFigure) -> Bool { true }

  /// Nothing.
  package func hash(into hasher: inout Hasher) {}
}
