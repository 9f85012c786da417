import Budgets
import Sessions

/// What the key line offers: only what works now, the most useful first.
enum KeyHints {
  static func hints(for state: WatchState) -> [KeyLine.Hint] {
    if state.trial != nil { return trial(state) }
    var hints = state.origin == .live ? live(state) : replay(state)
    hints.append(.init("w", "window", types: .character("w")))
    hints.append(.init("/", "filter", types: .character("/")))
    hints.append(.init("?", "help", types: .character("?")))
    hints.append(.init("q", leaves(state) ? "leave" : "quit", types: .character("q")))
    return hints
  }

  private static func trial(_ state: WatchState) -> [KeyLine.Hint] {
    [
      .init(state.glyphs.upDown, "budget"), .init("Shift", "coarse"), .init("0-9", "type it"),
      .init("Esc", "back", types: .escape), .init("?", "help", types: .character("?")),
      .init("q", leaves(state) ? "leave" : "quit", types: .character("q")),
    ]
  }

  private static func leaves(_ state: WatchState) -> Bool {
    state.isOver || state.origin == .replay
  }

  private static func live(_ state: WatchState) -> [KeyLine.Hint] {
    let isPast = state.playhead.atNanoseconds != nil
    let isWide = state.size.columns >= 100
    var hints: [KeyLine.Hint] = []
    if state.isOver { hints.append(.init("R", "run again", types: .character("R"))) }
    if isPast { hints.append(.init("$", "now", types: .character("$"))) }
    hints += screens(state)
    let words = !isPast ? "freeze" : state.playhead.isHeld ? "go on" : play(state)
    hints.append(.init("space", words, types: .character(" ")))
    if isWide || isPast {
      hints.append(.init(state.glyphs.leftRight, "back in time"))
      hints.append(.init("n", "next event", types: .character("n")))
    }
    if !state.isOver {
      hints.append(.init("m", "mark", types: .character("m")))
      let model = state.newest.load.model
      if model.isSteerable { hints.append(.init("+/-", model.countsUsers ? "users" : "rate")) }
      let isPaused = state.newest.phase == .paused
      hints.append(
        .init(
          "P",
          isPaused ? "go on" : isWide && model.isSteerable ? "pause load" : "pause",
          types: .character("P")
        )
      )
    }
    return hints
  }

  private static func replay(_ state: WatchState) -> [KeyLine.Hint] {
    var hints: [KeyLine.Hint] = []
    if state.page != .overview { hints.append(.init("Esc", "back", types: .escape)) }
    if !state.region.isEmpty { hints.append(.init("Esc", "no region", types: .escape)) }
    hints += [
      .init("space", play(state), types: .character(" ")), .init(state.glyphs.leftRight, "1s"),
      .init("H L", "10s"), .init("n N", "event", types: .character("n")),
      .init("t", "time", types: .character("t")), .init("< >", "speed", types: .character(">")),
      .init("e", "what if", types: .character("e")), .init("i o", "region"),
      .init("Enter", "details", types: .enter),
      .init("c", "compare", types: .character("c")), .init("m", "note", types: .character("m")),
    ]
    return hints
  }

  private static func play(_ state: WatchState) -> String {
    state.playhead.isPlaying ? "stop" : "play"
  }

  private static func screens(_ state: WatchState) -> [KeyLine.Hint] {
    guard state.page == .overview else {
      return [
        .init("Esc", "back", types: .escape), .init("Tab", "next screen", types: .tab),
      ]
    }
    let words = state.size.columns < 100 ? "more" : "details"
    return [.init(state.glyphs.upDown, "select"), .init("Enter", words, types: .enter)]
  }
}
