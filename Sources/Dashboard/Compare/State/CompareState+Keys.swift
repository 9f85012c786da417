import Sessions

extension CompareState {
  private static let longestFilter = 200

  /// The state after a key, and what the key asks of the world.
  package func update(_ key: Key) -> (state: CompareState, effects: [CompareEffect]) {
    var next = self
    let effects = next.handle(key)
    return (next, effects)
  }

  private mutating func handle(_ key: Key) -> [CompareEffect] {
    if case .resize(let size) = key {
      self.size = size
      return []
    }
    notice = nil
    if showsHelp {
      showsHelp = false
      return []
    }
    if isTyping {
      type(key)
      return []
    }
    switch key {
    case .mouse(let mouse): return click(mouse)
    case .character("q"): return [.quit]
    case .character("M"):
      usesMouse.toggle()
      notice = usesMouse ? "mouse on" : "mouse off: the terminal marks text again"
      return [.mouse(usesMouse)]
    case .escape where isNested && isAtRest: return [.quit]
    default:
      let before = choices
      look(key)
      if notice == nil, choices == before { notice = noEffect(of: key) }
      return []
    }
  }

  /// Everything that a key may change.
  private var choices: [AnyHashable] {
    let rows = visibleRows
    let selected = rows.isEmpty ? nil : selectedIndex(in: rows)
    return [selected, page, order, hidesUnchanged, isTyping, filter, showsHelp]
  }

  /// Why a key did nothing.
  private func noEffect(of key: Key) -> String {
    switch key {
    case .up, .pageUp, .home, .character("k"), .character("g"): "this is the first line"
    case .down, .pageDown, .end, .character("j"), .character("G"): "this is the last line"
    case .escape: "there is nothing to go back from; q leaves"
    case .character("1"), .character("2"), .character("3"): "this is that screen"
    default: key.noEffect
    }
  }

  /// Keys that choose what is shown.
  private mutating func look(_ key: Key) {
    let page = max(1, CompareLayout(self).rows.rows)
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp: move(by: -page)
    case .pageDown: move(by: page)
    case .character("g"), .home: move(by: -allRows.count)
    case .character("G"), .end: move(by: allRows.count)
    case .enter: self.page = self.page == .changes ? .curves : .changes
    case .tab, .backTab: turn(by: key == .tab ? 1 : -1)
    case .character("1"): self.page = .changes
    case .character("2"): self.page = .curves
    case .character("3"): self.page = .circumstances
    case .character("s"):
      order = order == .attention ? .benchmark : .attention
      notice = order == .attention ? "what needs attention first" : "benchmark by benchmark"
    case .character("w"):
      hidesUnchanged.toggle()
      notice = hidesUnchanged ? "only what changed" : "every metric"
    case .character("/"): isTyping = true
    case .character("?"): showsHelp = true
    case .escape: goBack()
    default: break
    }
  }

  private mutating func turn(by step: Int) {
    let pages = Page.allCases
    let index = (pages.firstIndex(of: page) ?? 0) + step + pages.count
    page = pages[index % pages.count]
  }

  /// Whether Esc has nothing to undo.
  private var isAtRest: Bool { page == .changes && filter.isEmpty && !hidesUnchanged }

  /// Esc undoes one thing at a time.
  private mutating func goBack() {
    if page != .changes {
      page = .changes
    } else if !filter.isEmpty {
      filter = ""
    } else {
      hidesUnchanged = false
    }
  }

  mutating func move(by distance: Int) {
    let rows = visibleRows
    guard !rows.isEmpty else { return }
    guard page == .changes else {
      moveToSubject(by: distance, in: rows)
      return
    }
    selection = rows[min(rows.count - 1, max(0, selectedIndex(in: rows) + distance))].id
  }

  /// Where no table is shown, the next benchmark is what one means.
  private mutating func moveToSubject(by distance: Int, in rows: [CompareRow]) {
    var first: [CompareRow] = []
    for row in rows where !first.contains(where: { $0.subject == row.subject }) {
      first.append(row)
    }
    let chosen = rows[selectedIndex(in: rows)].subject
    let index = first.firstIndex { $0.subject == chosen } ?? 0
    selection = first[min(first.count - 1, max(0, index + distance))].id
  }

  private mutating func type(_ key: Key) {
    switch key {
    case .escape:
      isTyping = false
      filter = ""
    case .enter: isTyping = false
    case .backspace, .delete:
      if filter.isEmpty { isTyping = false } else { filter.removeLast() }
    case .character(let character):
      if filter.utf8.count < Self.longestFilter { filter.append(character) }
    case .up: move(by: -1)
    case .down: move(by: 1)
    default: break
    }
  }

  private mutating func click(_ mouse: Mouse) -> [CompareEffect] {
    let layout = CompareLayout(self)
    switch mouse.action {
    case .release: return []
    case .wheelUp, .wheelDown:
      move(by: mouse.action == .wheelUp ? -3 : 3)
      return []
    case .press: break
    }
    if layout.keys.contains(column: mouse.column, row: mouse.row) {
      let placed = KeyLine(CompareKeyHints.hints(for: self)).placed(columns: layout.keys.columns)
      guard let key = placed.last(where: { $0.column <= mouse.column })?.hint.key else { return [] }
      return handle(key)
    }
    guard layout.rows.contains(column: mouse.column, row: mouse.row) else { return [] }
    let rows = visibleRows
    let index = mouse.row - layout.rows.row + layout.first
    guard rows.indices.contains(index) else { return [] }
    if index == selectedIndex(in: rows) { page = .curves }
    selection = rows[index].id
    return []
  }
}
