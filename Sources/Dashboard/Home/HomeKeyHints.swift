import Sessions

/// What the key line of the home screen offers: only what works now, the most useful first.
enum HomeKeyHints {
  static func hints(for state: HomeState) -> [KeyLine.Hint] {
    let last: [KeyLine.Hint] = [
      .init("?", "help", types: .character("?")), .init("q", "quit", types: .character("q")),
    ]
    if state.isEmpty { return [.init("d", "the demo", types: .character("d"))] + last }
    var hints: [KeyLine.Hint] = [.init(state.glyphs.upDown, "select")]
    let isSession = state.pane == .sessions
    hints.append(.init("Enter", isSession ? "replay" : "run", types: .enter))
    hints.append(.init("Tab", isSession ? "suites" : "sessions", types: .tab))
    if isSession, !state.sessions.isEmpty {
      hints.append(.init("x", "tick", types: .character("x")))
      if !state.ticked.isEmpty { hints.append(.init("c", "compare", types: .character("c"))) }
      hints.append(.init("B", "baseline", types: .character("B")))
      hints.append(.init("D", "delete", types: .character("D")))
    }
    hints.append(.init("/", "filter", types: .character("/")))
    hints.append(.init("d", "demo", types: .character("d")))
    return hints + last
  }
}
