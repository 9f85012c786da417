import Sessions

/// What the key line of a comparison offers, the most useful first.
enum CompareKeyHints {
  static func hints(for state: CompareState) -> [KeyLine.Hint] {
    let isTable = state.page == .changes
    return [
      .init(state.glyphs.upDown, "select"),
      .init("Enter", isTable ? "curves" : "table", types: .enter),
      .init("Tab", "pages", types: .tab),
      .init("s", "sort", types: .character("s")),
      .init("w", state.hidesUnchanged ? "every metric" : "only changes", types: .character("w")),
      .init("/", "filter", types: .character("/")),
      .init("?", "help", types: .character("?")),
      state.isNested
        ? .init("Esc", "back", types: .escape) : .init("q", "quit", types: .character("q")),
    ]
  }
}
