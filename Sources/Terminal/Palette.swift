import CNcurses
import Dashboard

/// Colours and attributes for roles, from what the terminal has.
struct Palette {
  /// Colours in use: 256, 16, 8 or 0.
  let depth: Int

  /// Sets up the colour pairs; to be called once ncurses is running.
  init(allowsColor: Bool) {
    guard allowsColor, has_colors(), start_color() == OK else {
      depth = 0
      return
    }
    let background: CShort = use_default_colors() == OK ? -1 : 0
    let colors = Int(headroom_colors())
    guard colors >= 8, Int(headroom_color_pairs()) > Role.allCases.count else {
      depth = 0
      return
    }
    depth = colors >= 256 ? 256 : colors >= 16 ? 16 : 8
    for role in Role.allCases {
      init_pair(Self.pair(role), Self.foreground(role, depth: depth), background)
    }
  }

  /// The number of the colour pair of a role, 0 for none.
  func pairNumber(_ role: Role) -> CShort {
    depth == 0 || role == .text ? 0 : Self.pair(role)
  }

  /// Attributes of a style; without colour they carry the roles as well.
  func attributes(_ style: Style) -> attr_t {
    var attributes: attr_t = 0
    var emphasis = style.emphasis
    if depth == 0 { emphasis.formUnion(Self.monochrome(style.role)) }
    if depth == 8, style.role == .muted { emphasis.insert(.dim) }
    if emphasis.contains(.bold) { attributes |= headroom_attribute_bold() }
    if emphasis.contains(.dim) { attributes |= headroom_attribute_dim() }
    if emphasis.contains(.reverse) { attributes |= headroom_attribute_reverse() }
    if emphasis.contains(.underline) { attributes |= headroom_attribute_underline() }
    return attributes
  }

  private static func pair(_ role: Role) -> CShort { CShort(role.rawValue) + 1 }

  private static func monochrome(_ role: Role) -> Emphasis {
    switch role {
    case .violation, .over, .accent, .drift: .bold
    case .muted: .dim
    case .text, .pass, .budget, .ghost, .load: []
    }
  }

  // Middle tones, legible on dark and on light backgrounds; -1 is the terminal's own foreground.
  private static func foreground(_ role: Role, depth: Int) -> CShort {
    let (rich, bright, basic): (CShort, CShort, CShort) =
      switch role {
      case .text: (-1, -1, -1)
      case .muted: (244, 8, -1)
      case .pass: (35, 2, 2)
      case .drift: (172, 3, 3)
      case .violation: (167, 9, 1)
      case .over: (202, 9, 1)
      case .budget: (37, 6, 6)
      case .ghost: (134, 5, 5)
      case .load: (68, 12, 4)
      case .accent: (33, 14, 6)
      }
    return depth >= 256 ? rich : depth >= 16 ? bright : basic
  }
}
