import Budgets
import Sessions

/// What the key line offers: only what works now, the most useful first.
enum KeyHints {
  static func hints(for state: WatchState) -> [KeyLine.Hint] {
    let glyphs = state.glyphs
    var hints: [KeyLine.Hint] = []
    if state.isOver { hints.append(.init("R", "run again", types: .character("R"))) }
    if state.page == .overview {
      hints.append(.init(glyphs.upDown, "select"))
      hints.append(.init("Enter", state.size.columns < 100 ? "more" : "details", types: .enter))
    } else {
      hints.append(.init("Esc", "back", types: .escape))
      hints.append(.init("Tab", "next screen", types: .tab))
    }
    if state.playheadNanoseconds == nil {
      hints.append(.init("space", "freeze", types: .character(" ")))
    } else {
      hints.append(.init("space", "go on", types: .character(" ")))
      hints.append(.init("$", "now", types: .character("$")))
    }
    if state.size.columns >= 100 || state.playheadNanoseconds != nil {
      hints.append(.init(glyphs.leftRight, "back in time"))
      hints.append(.init("n", "next event", types: .character("n")))
    }
    if !state.isOver {
      hints.append(.init("m", "mark", types: .character("m")))
      hints.append(.init("+/-", state.newest.load.model == .closed ? "users" : "rate"))
      let isPaused = state.newest.phase == .paused
      let words = state.size.columns < 100 ? "pause" : "pause load"
      hints.append(.init("P", isPaused ? "go on" : words, types: .character("P")))
    }
    hints.append(.init("w", "window", types: .character("w")))
    hints.append(.init("/", "filter", types: .character("/")))
    hints.append(.init("?", "help", types: .character("?")))
    hints.append(.init("q", state.isOver ? "leave" : "quit", types: .character("q")))
    return hints
  }
}
