/// What a cell means; the terminal chooses the colour.
package enum Role: UInt8, CaseIterable, Sendable {
  case text
  case muted
  case pass
  case drift
  case violation
  case over
  case budget
  case ghost
  case load
  case accent
}

/// How a cell stands out without colour.
package struct Emphasis: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let bold = Emphasis(rawValue: 1)
  package static let dim = Emphasis(rawValue: 2)
  package static let reverse = Emphasis(rawValue: 4)
  package static let underline = Emphasis(rawValue: 8)
}

/// Role and emphasis of a run of cells.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var emphasis: Emphasis

  package init(_ role: Role = .text, _ emphasis: Emphasis = []) {
    self.role = role
    self.emphasis = emphasis
  }

  package static let text = Style()
  package static let muted = Style(.muted)
  package static let bold = Style(.text, .bold)

  /// The same with more emphasis.
  package func adding(_ more: Emphasis) -> Style {
    Style(role, emphasis.union(more))
  }
}
