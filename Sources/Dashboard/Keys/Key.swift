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
