import CNcurses
package import Dashboard

/// Colours and attributes for roles, from what the terminal has.
package struct Palette {
  /// Colours in use: 256, 16, 8 or 0.
  package let depth: Int

  /// Sets up the colour pairs; to be called once ncurses is running.
  init(allowsColor: Bool) {
    guard allowsColor, has_colors(), start_color() == OK else {
      depth = 0
      return
    }
    let hasOwn = use_default_colors() == OK
    let (background, text): (CShort, CShort) = hasOwn ? (-1, -1) : (0, 7)
    let colors = Int(headroom_colors())
    guard colors >= 8, Int(headroom_color_pairs()) > Role.allCases.count else {
      depth = 0
      return
    }
    depth = colors >= 256 ? 256 : colors >= 16 ? 16 : 8
    for role in Role.allCases {
      init_pair(
        Self.pair(role),
        Self.foreground(role, depth: depth).map { CShort($0) } ?? text,
        background
      )
    }
  }

  /// The number of the colour pair of a role, 0 for none.
  func pairNumber(_ role: Role) -> CShort {
    depth == 0 || role == .text ? 0 : Self.pair(role)
  }

  /// Attributes of a style; without colour they carry the roles as well.
  func attributes(_ style: Style) -> attr_t {
    var attributes: attr_t = 0
    let emphasis = Self.emphasis(style, depth: depth)
    if emphasis.contains(.bold) { attributes |= headroom_attribute_bold() }
    if emphasis.contains(.dim) { attributes |= headroom_attribute_dim() }
    if emphasis.contains(.reverse) { attributes |= headroom_attribute_reverse() }
    if emphasis.contains(.underline) { attributes |= headroom_attribute_underline() }
    return attributes
  }

  private static func pair(_ role: Role) -> CShort { CShort(role.rawValue) + 1 }

  /// How a style stands out; roles that have no colour of their own do so by their emphasis.
  package static func emphasis(_ style: Style, depth: Int) -> Emphasis {
    guard foreground(style.role, depth: depth) == nil else { return style.emphasis }
    switch style.role {
    case .violation, .over, .accent, .drift: return style.emphasis.union(.bold)
    case .muted: return style.emphasis.union(.dim)
    case .text, .pass, .budget, .ghost, .load: return style.emphasis
    }
  }

  /// The colour of a role on a terminal with so many of them; nil for its own foreground.
  ///
  /// Each is legible on black and on white: the contrast to both is at least 3 (WCAG 2.2, 1.4.11). Of the
  /// first 16 colours only these are, and which of them is a user's taste cannot be asked.
  package static func foreground(_ role: Role, depth: Int) -> Int? {
    switch depth {
    case 256:
      switch role {
      case .text: nil
      case .muted: 244
      case .pass: 29
      case .drift: 136
      case .violation: 167
      case .over: 202
      case .budget: 30
      case .ghost: 134
      case .load: 68
      case .accent: 33
      }
    case 16:
      switch role {
      case .violation, .over: 9
      case .drift, .ghost: 5
      case .load, .accent: 12
      case .text, .muted, .pass, .budget: nil
      }
    case 8:
      switch role {
      case .violation, .over: 1
      case .drift: 5
      case .text, .muted, .pass, .budget, .ghost, .load, .accent: nil
      }
    default: nil
    }
  }
}
