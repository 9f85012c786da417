import Dashboard
import Glibc
import Terminal
import Testing

struct PaletteTests {
  /// The luminance of a colour of xterm (WCAG 2.2, "relative luminance").
  private static func luminance(_ color: Int) -> Double {
    let basic: [(Double, Double, Double)] = [
      (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205),
      (0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
      (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]
    let levels = [0.0, 95, 135, 175, 215, 255]
    let (red, green, blue): (Double, Double, Double)
    switch color {
    case ..<16: (red, green, blue) = basic[color]
    case 232...:
      let gray = Double(8 + 10 * (color - 232))
      (red, green, blue) = (gray, gray, gray)
    default:
      let cell = color - 16
      (red, green, blue) = (levels[cell / 36], levels[cell / 6 % 6], levels[cell % 6])
    }
    func linear(_ value: Double) -> Double {
      let share = value / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  @Test("every role is legible on black and on white", arguments: [256, 16, 8], Role.allCases)
  func contrast(depth: Int, role: Role) {
    // Its own foreground a terminal can show.
    guard let color = Palette.foreground(role, depth: depth) else { return }
    let light = Self.luminance(color)
    #expect(1.05 / (light + 0.05) >= 3, "\(role) on white")
    #expect((light + 0.05) / 0.05 >= 3, "\(role) on black")
  }

  @Test("what is chosen, what is broken and what is in force stand out without colour too")
  func emphasis() {
    for depth in [16, 8, 0] {
      for role in [Role.violation, .over, .drift, .accent] {
        let hasColor = Palette.foreground(role, depth: depth) != nil
        #expect(hasColor || Palette.emphasis(Style(role), depth: depth).contains(.bold))
      }
    }
    #expect(Palette.emphasis(Style(.accent, .reverse), depth: 8) == [.reverse, .bold])
    #expect(Palette.emphasis(.muted, depth: 8) == .dim)
  }
}
