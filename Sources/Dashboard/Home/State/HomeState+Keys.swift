import Sessions

extension HomeState {
  private static let longestFilter = 200

  /// The state after a key, and what the key asks of the world.
  package func update(_ key: Key) -> (state: HomeState, effects: [HomeEffect]) {
    var next = self
    let effects = next.handle(key)
    return (next, effects)
  }

  private mutating func handle(_ key: Key) -> [HomeEffect] {
    if case .resize(let size) = key {
      self.size = size
      return []
    }
    notice = nil
    if let overlay { return answer(overlay, key) }
    if isTyping {
      type(key)
      return []
    }
    if case .mouse(let mouse) = key { return click(mouse) }
    let before = choices
    let effects = look(key) ? [] : act(key)
    if effects.isEmpty, notice == nil, choices == before { notice = noEffect(of: key) }
    return effects
  }

  /// Everything that a key may change.
  private var choices: [AnyHashable] {
    [
      pane, selectedSuite?.name, selectedSession?.path, isTyping, filter, ticked,
      overlay.map { "\($0)" },
    ]
  }

  /// Why a key did nothing.
  private func noEffect(of key: Key) -> String {
    switch key {
    case .up, .pageUp, .home, .character("k"), .character("g"): "this is the first line"
    case .down, .pageDown, .end, .character("j"), .character("G"): "this is the last line"
    case .left, .right, .character("h"), .character("l"):
      pane == .suites
        ? "these are the suites; Right goes on" : "these are the sessions; Left goes back"
    case .enter: "there is nothing to open"
    case .escape: "there is nothing to go back from; q leaves"
    default: key.noEffect
    }
  }

  /// Keys that choose what is shown.
  private mutating func look(_ key: Key) -> Bool {
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp: move(by: -max(1, HomeLayout(self).visibleRows))
    case .pageDown: move(by: max(1, HomeLayout(self).visibleRows))
    case .character("g"), .home: move(by: -(suites.count + sessions.count))
    case .character("G"), .end: move(by: suites.count + sessions.count)
    case .tab, .backTab: pane = pane == .suites ? .sessions : .suites
    case .left, .character("h"): pane = .suites
    case .right, .character("l"): pane = .sessions
    case .character("/"): isTyping = true
    case .character("?"): overlay = .help
    case .escape: goBack()
    case .character("x"): tick()
    default: return false
    }
    return true
  }

  /// Keys that ask something of the world.
  private mutating func act(_ key: Key) -> [HomeEffect] {
    switch key {
    case .enter: return open()
    case .character("d"): return [.demo]
    case .character("c"): return compare()
    case .character("B"):
      guard let session = chosenSession() else { return [] }
      return [.makeBaseline(session.path, force: false)]
    case .character("D"):
      if let session = chosenSession() { overlay = .delete(session.path) }
      return []
    case .character("M"):
      usesMouse.toggle()
      notice = usesMouse ? "mouse on" : "mouse off: the terminal marks text again"
      return [.mouse(usesMouse)]
    case .character("q"): return [.quit]
    default: return []
    }
  }

  mutating func open() -> [HomeEffect] {
    if isEmpty { return [.demo] }
    switch pane {
    case .suites:
      guard let suite = selectedSuite else { return [] }
      guard !suite.isBroken else {
        notice = suite.about
        return []
      }
      return [.run(suite.name)]
    case .sessions:
      guard let session = selectedSession else { return [] }
      return [.replay(session.path)]
    }
  }

  /// The chosen session; says so if a suite is chosen instead.
  private mutating func chosenSession() -> ListedSession? {
    guard pane == .sessions, let session = selectedSession else {
      notice = sessions.isEmpty ? "there is no session yet" : "choose a session first: Tab"
      return nil
    }
    return session
  }

  private mutating func tick() {
    guard let session = chosenSession() else { return }
    if let index = ticked.firstIndex(of: session.path) {
      ticked.remove(at: index)
      return
    }
    // Two can be compared: a third one takes the place of the first.
    if ticked.count == 2 { ticked.removeFirst() }
    ticked.append(session.path)
    notice = ticked.count == 2 ? "c compares the two" : "x on another one, then c compares them"
  }

  /// Two that are ticked, or the only one that is and the chosen one.
  private mutating func compare() -> [HomeEffect] {
    var paths = ticked
    if paths.count == 1, pane == .sessions, let session = selectedSession, session.path != paths[0]
    {
      paths.append(session.path)
    }
    guard paths.count == 2 else {
      notice = "tick two sessions with x first"
      return []
    }
    let starts = paths.map { path in
      sessions.first { $0.path == path }?.head?.startedNanoseconds ?? .min
    }
    let isInOrder = starts[0] <= starts[1]
    return [.compare(base: paths[isInOrder ? 0 : 1], current: paths[isInOrder ? 1 : 0])]
  }

  private mutating func answer(_ overlay: Overlay, _ key: Key) -> [HomeEffect] {
    self.overlay = nil
    let isYes = key == .character("y") || key == .character("Y")
    switch overlay {
    case .help, .message: return []
    case .delete(let path): return isYes ? [.delete(path)] : []
    case .force(let path, _): return isYes ? [.makeBaseline(path, force: true)] : []
    }
  }

  /// Esc undoes one thing at a time.
  private mutating func goBack() {
    if !filter.isEmpty {
      filter = ""
    } else {
      ticked = []
    }
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
    case .tab, .backTab: pane = pane == .suites ? .sessions : .suites
    default: break
    }
  }

  mutating func move(by distance: Int) {
    switch pane {
    case .suites:
      let visible = visibleSuites
      guard !visible.isEmpty else { return }
      let index = selectedSuiteIndex(in: visible) + distance
      suiteSelection = visible[min(visible.count - 1, max(0, index))].name
    case .sessions:
      let visible = visibleSessions
      guard !visible.isEmpty else { return }
      let index = selectedSessionIndex(in: visible) + distance
      sessionSelection = visible[min(visible.count - 1, max(0, index))].path
    }
  }
}
