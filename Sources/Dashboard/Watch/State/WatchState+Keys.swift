import Sessions

extension WatchState {
  /// The state after a key, and what the key asks of the world.
  package func update(_ key: Key) -> (state: WatchState, effects: [Effect]) {
    var next = self
    let effects = next.handle(key)
    return (next, effects)
  }

  mutating func handle(_ key: Key) -> [Effect] {
    if case .resize(let size) = key {
      self.size = size
      return []
    }
    notice = nil
    if prompt != nil { return typeText(key) }
    switch overlay {
    case .confirmQuit: return answerQuit(key)
    case .help:
      overlay = nil
      return key == .character("q") ? quit() : []
    case nil: break
    }
    if case .mouse(let mouse) = key { return click(mouse) }
    let before = choices
    let effects = press(key)
    if effects.isEmpty, notice == nil, choices == before { notice = Self.noEffect(of: key, self) }
    return effects
  }

  private mutating func press(_ key: Key) -> [Effect] {
    if trial != nil, tryBudget(key) { return [] }
    if look(key) { return [] }
    return travel(key) ?? mark(key) ?? steer(key)
  }

  /// Everything that a key may change.
  private struct Choices: Hashable {
    var playhead: Playhead
    var region: Region
    var trial: Trial?
    var selection: Int
    var page: Page
    var span: Span
    var order: Order
    var showsGhost: Bool
    var filter: String
    var prompt: Prompt?
    var overlay: Overlay?
    var only: String?
  }

  private var choices: Choices {
    Choices(
      playhead: playhead,
      region: region,
      trial: trial,
      selection: selectedIndex(in: rows),
      page: page,
      span: span,
      order: order,
      showsGhost: showsGhost,
      filter: filter,
      prompt: prompt,
      overlay: overlay,
      only: only
    )
  }

  /// Why a key did nothing.
  private static func noEffect(of key: Key, _ state: WatchState) -> String {
    let isLive = state.origin == .live
    switch key {
    case .up, .pageUp, .character("k"), .character("g"):
      return state.rows.isEmpty ? "there are no rows" : "this is the first row"
    case .down, .pageDown, .character("j"), .character("G"):
      return state.rows.isEmpty ? "there are no rows" : "this is the last row"
    case .left, .shiftLeft, .home, .character("h"), .character("H"), .character(","),
      .character("^"):
      return "this is the start"
    case .right, .shiftRight, .end, .character("l"), .character("L"), .character("."),
      .character("$"):
      return isLive && !state.isOver ? "this is now: nothing is later" : "this is the end"
    case .enter: return "Enter opens the details on the overview; Esc goes back"
    case .escape: return "there is nothing to go back from"
    case .character(let digit) where digit.isNumber && digit.isASCII:
      return state.page.rawValue == digit.wholeNumberValue
        ? "this is screen \(digit)" : "there is no screen \(digit): Tab or 1 to 6"
    case .character("m"): return "the run is over; a replay takes notes"
    case .character("c"): return "c compares in a replay: headroom replay last"
    default: return key.noEffect
    }
  }

  /// Keys that choose what is shown.
  private mutating func look(_ key: Key) -> Bool {
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp: move(by: -max(1, WatchLayout(self).tableRows))
    case .pageDown: move(by: max(1, WatchLayout(self).tableRows))
    case .character("g"): move(by: -rows.count)
    case .character("G"): move(by: rows.count)
    case .enter: page = page == .overview ? .details : page
    case .tab: turn(by: 1)
    case .backTab: turn(by: -1)
    case .character("w"): span = Self.next(span)
    case .character("s"): sort(by: Self.next(order))
    case .character("v"): toggleGhost()
    case .character("e"): tryAnotherBudget()
    case .character("/"): prompt = Prompt(purpose: .filter, text: filter)
    case .character(":"): prompt = Prompt(purpose: .command)
    case .character("?"): overlay = .help
    case .character(let digit) where digit.isASCII && digit.isNumber:
      if let chosen = digit.wholeNumberValue.flatMap(Page.init(rawValue:)) { page = chosen }
    default: return false
    }
    return true
  }

  /// Keys that set the region and leave something behind; nil if it is none of them.
  private mutating func mark(_ key: Key) -> [Effect]? {
    switch key {
    case .character("i"): return markRegion(from: hereNanoseconds)
    case .character("o"): return markRegion(to: hereNanoseconds)
    case .character("m"):
      guard !(origin == .live && isOver) else { return nil }
      prompt = Prompt(purpose: origin == .live ? .mark : .note)
      return []
    case .character("S"): return [.saveScreen]
    case .character("M"):
      usesMouse.toggle()
      notice = usesMouse ? "mouse on" : "mouse off: the terminal marks text again"
      return [.mouse(usesMouse)]
    case .character("c"):
      return origin == .replay ? [.compare] : nil
    default: return nil
    }
  }

  /// Keys that touch the load or leave.
  private mutating func steer(_ key: Key) -> [Effect] {
    switch key {
    case .escape: return goBack()
    case .character("q"): return quit()
    case .character("R"):
      guard origin == .live, isOver else {
        notice =
          origin == .live
          ? "R starts the run again once it is over" : "a recording is not run again"
        return []
      }
      return [.runAgain]
    default: break
    }
    guard case .character(let character) = key, "mP+-=X!O".contains(character) else { return [] }
    if origin == .replay {
      notice = "a recording has no load to change"
      return []
    }
    if isOver {
      notice = "the run is over"
      return []
    }
    return steer(character)
  }

  private mutating func steer(_ character: Character) -> [Effect] {
    switch character {
    case "=": prompt = Prompt(purpose: .level)
    case "P": return pause(newest.phase != .paused)
    case "+":
      notice = "load up by 10%"
      return [.control(.scale(1.1))]
    case "-":
      notice = "load down by 10%"
      return [.control(.scale(0.9))]
    case "X":
      notice = "the run ends after this stage"
      return [.control(.stopAfterStage)]
    case "!":
      notice = "twice the load for 10 s"
      return [.control(.spike)]
    case "O":
      let rows = rows
      let name = rows.isEmpty ? nil : rows[selectedIndex(in: rows)].benchmark?.name
      return sendOnly(only == nil ? name : nil)
    default: break
    }
    return []
  }

  mutating func pause(_ isWanted: Bool) -> [Effect] {
    notice = isWanted ? "pausing the load" : "going on"
    return [.control(isWanted ? .pause : .resume)]
  }

  mutating func sendOnly(_ name: String?) -> [Effect] {
    if only == nil, name == nil {
      notice = "select a benchmark first"
      return []
    }
    only = name
    notice = only.map { "only \($0) from now on; O again for all" } ?? "all benchmarks again"
    return [.control(.only(only))]
  }

  mutating func sort(by order: Order) {
    self.order = order
    notice = "sorted by \(Words.name(of: order))"
  }

  /// Esc undoes one thing at a time, the nearest first.
  private mutating func goBack() -> [Effect] {
    if trial != nil {
      trial = nil
    } else if page != .overview {
      page = .overview
    } else if !region.isEmpty {
      return clearRegion()
    } else if origin == .live, playhead.atNanoseconds != nil {
      rideOnNewest()
    } else if !filter.isEmpty {
      filter = ""
    } else {
      selection = nil
    }
    return []
  }

  mutating func quit() -> [Effect] {
    if isOver || origin == .replay { return [.quit] }
    overlay = .confirmQuit
    return []
  }

  private mutating func answerQuit(_ key: Key) -> [Effect] {
    overlay = nil
    switch key {
    case .character("y"), .character("Y"), .character("q"), .enter:
      if isOver { return [.quit] }
      return [.control(.stop(.stopped, drain: true)), .quit]
    default: return []
    }
  }

  mutating func move(by distance: Int) {
    let rows = rows
    guard !rows.isEmpty else { return }
    let index = min(rows.count - 1, max(0, selectedIndex(in: rows) + distance))
    select(rows[index])
  }

  mutating func select(_ row: ObjectiveRow) {
    selection = row.id
    trial = nil
  }

  private mutating func turn(by distance: Int) {
    let count = Page.allCases.count
    page = Page(rawValue: (page.rawValue - 1 + distance + count) % count + 1) ?? .overview
  }

  private static func next<Choice: CaseIterable & Equatable>(_ choice: Choice) -> Choice {
    let all = Array(Choice.allCases)
    let index = all.firstIndex(of: choice) ?? 0
    return all[(index + 1) % all.count]
  }
}
