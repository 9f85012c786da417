import Dashboard
import Glibc
import Sessions
import Terminal

/// Shows a comparison on the terminal until the user leaves.
struct CompareRun {
  /// What is shown first.
  let state: CompareState

  /// Shows it and gives the terminal back; how it was left, as `show` says.
  func run(on screen: Screen) -> ExitStatus? {
    defer { screen.finish() }
    return show(on: screen)
  }

  /// Returns how it was left: nil by the user, else the status of a signal or of a lost terminal.
  func show(on screen: Screen) -> ExitStatus? {
    var state = state
    screen.useMouse(state.usesMouse)
    while true {
      var canvas = Canvas(screen.size)
      state.draw(in: Area(screen.size), into: &canvas)
      _ = screen.show(canvas)
      switch screen.wait(milliseconds: 60_000) {
      case .key(let key):
        let (next, effects) = state.update(key)
        state = next
        for effect in effects {
          switch effect {
          case .quit: return nil
          case .mouse(let isOn): screen.useMouse(isOn)
          }
        }
      case .signal(let ending): return ExitStatus(signal: ending.rawValue)
      case .suspend: screen.suspend {}
      case .lost: return .hungUp
      case .wake, .timeout: break
      }
    }
  }
}
