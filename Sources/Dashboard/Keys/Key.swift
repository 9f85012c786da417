/// What the user did: a key, the mouse, or the size of the window.
package enum Key: Hashable, Sendable {
  case character(Character)
  case up
  case down
  case left
  case right
  case shiftUp
  case shiftDown
  case shiftLeft
  case shiftRight
  case pageUp
  case pageDown
  case home
  case end
  case enter
  case escape
  case tab
  case backTab
  case backspace
  case delete
  case mouse(Mouse)
  case resize(Size)
  /// A key that nothing is done with: a function key, or a control character.
  case other
}

extension Key {
  /// How it is called on the screen.
  var name: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): "'\(character)'"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .shiftUp: "Shift-Up"
    case .shiftDown: "Shift-Down"
    case .shiftLeft: "Shift-Left"
    case .shiftRight: "Shift-Right"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .mouse, .resize, .other: "that key"
    }
  }

  /// What is said of a key that does nothing where it was pressed.
  var noEffect: String { "\(name) does nothing here; ? shows the keys" }
}

/// A mouse event; column and row count from 0 at the upper left of the screen.
package struct Mouse: Hashable, Sendable {
  /// What the button or wheel did.
  package enum Action: Hashable, Sendable {
    case press
    case release
    case wheelUp
    case wheelDown
  }

  package var action: Action
  package var column: Int
  package var row: Int

  package init(_ action: Action, column: Int, row: Int) {
    self.action = action
    self.column = column
    self.row = row
  }
}
