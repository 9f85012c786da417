import Sessions

extension WatchState {
  /// The state after a key, and what the key asks of the world.
  package func update(_ key: Key) -> (state: WatchState, effects: [Effect]) {
    var next = self
    let effects = next.handle(key)
    return (next, effects)
  }

  private mutating func handle(_ key: Key) -> [Effect] {
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
    if look(key) || travel(key) { return [] }
    return steer(key)
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
    case .character("s"):
      order = Self.next(order)
      notice = "sorted by \(Words.name(of: order))"
    case .character("v"):
      showsGhost.toggle()
      notice = newest.previous == nil ? "there is no last run to compare with" : nil
    case .character("/"): prompt = Prompt(purpose: .filter, text: filter)
    case .character("?"): overlay = .help
    case .character(let digit) where digit.isASCII && digit.isNumber:
      guard let number = digit.wholeNumberValue, let chosen = Page(rawValue: number) else {
        return false
      }
      page = chosen
    default: return false
    }
    return true
  }

  /// Keys that touch the load, record or leave.
  private mutating func steer(_ key: Key) -> [Effect] {
    switch key {
    case .escape:
      goBack()
      return []
    case .character("q"): return quit()
    case .character("M"):
      usesMouse.toggle()
      notice = usesMouse ? "mouse on" : "mouse off: the terminal marks text again"
      return [.mouse(usesMouse)]
    case .character("R"):
      guard isOver else {
        notice = "R starts the run again once it is over"
        return []
      }
      return [.runAgain]
    default: break
    }
    guard case .character(let character) = key, "mP+-=X!O".contains(character) else { return [] }
    if isOver {
      notice = "the run is over"
      return []
    }
    return steer(character)
  }

  private mutating func steer(_ character: Character) -> [Effect] {
    switch character {
    case "m": prompt = Prompt(purpose: .mark)
    case "=": prompt = Prompt(purpose: .level)
    case "P":
      let isPaused = newest.phase == .paused
      notice = isPaused ? "going on" : "pausing the load"
      return [.control(isPaused ? .resume : .pause)]
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
      only = only == nil ? name : nil
      if only == nil, name == nil {
        notice = "select a benchmark first"
        return []
      }
      notice = only.map { "only \($0) from now on; O again for all" } ?? "all benchmarks again"
      return [.control(.only(only))]
    default: break
    }
    return []
  }

  /// Esc undoes one thing at a time, the nearest first.
  private mutating func goBack() {
    if page != .overview {
      page = .overview
    } else if playheadNanoseconds != nil {
      rideOnNow()
    } else if !filter.isEmpty {
      filter = ""
    } else {
      selection = nil
    }
  }

  private mutating func quit() -> [Effect] {
    if isOver { return [.quit] }
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
    selection = rows[index].id
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
