import Budgets
import Sessions

/// One command of the `:` line: the same actions that keys have, by name.
struct ScreenCommand: Sendable {
  var name: String
  /// What follows the name, as `TEXT`; empty for nothing.
  var argument = ""
  /// The only kind of session that has it; nil for both.
  var origin: WatchState.Origin?
  var run: @Sendable (inout WatchState, String) -> [Effect]

  /// Those that work on a kind of session, in the order of their names.
  static func all(for origin: WatchState.Origin) -> [ScreenCommand] {
    list.filter { $0.origin == nil || $0.origin == origin }.sorted { $0.name < $1.name }
  }

  /// Those whose names begin with what was typed so far; the one that is meant once it is complete.
  static func matching(_ text: String, for origin: WatchState.Origin) -> [ScreenCommand] {
    let name = text.split(separator: " ", omittingEmptySubsequences: false).first ?? ""
    let all = all(for: origin)
    if text.contains(" ") { return all.filter { $0.name == name } }
    return all.filter { $0.name.hasPrefix(name) }
  }

  /// The text with its command's name completed as far as it is the only one possible.
  static func completed(_ text: String, for origin: WatchState.Origin) -> String {
    let names = matching(text, for: origin).map(\.name)
    guard !text.contains(" "), let first = names.first else { return text }
    if names.count == 1 { return first + " " }
    var common = first
    while !names.allSatisfy({ $0.hasPrefix(common) }) { common.removeLast() }
    return common
  }

  /// Does what a typed line says; a name may be cut short as long as it is the only one.
  static func run(_ line: String, on state: inout WatchState) -> [Effect] {
    let line = Words.stripped(line)
    guard !line.isEmpty else { return [] }
    let name = line.split(separator: " ").first.map(String.init) ?? ""
    let argument = Words.stripped(String(line.dropFirst(name.count)))
    let found = matching(name, for: state.origin)
    if let command = found.first(where: { $0.name == name }) ?? (found.count == 1 ? found[0] : nil)
    {
      if !command.argument.isEmpty, argument.isEmpty {
        state.notice = "\(command.name) needs \(command.argument)"
        return []
      }
      return command.run(&state, argument)
    }
    let choices = (found.isEmpty ? all(for: state.origin) : found).map(\.name)
    let problem = found.isEmpty ? "there is no '\(name)'" : "'\(name)' is not the only one"
    state.notice = "\(problem): \(choices.joined(separator: ", "))"
    return []
  }

  private static func key(_ key: Key) -> @Sendable (inout WatchState, String) -> [Effect] {
    { state, _ in state.handle(key) }
  }

  private static let list: [ScreenCommand] = [
    ScreenCommand(name: "mark", argument: "TEXT", origin: .live) { $0.leaveMark($1) },
    ScreenCommand(name: "note", argument: "TEXT", origin: .replay) { $0.leaveNote($1) },
    ScreenCommand(name: "users", argument: "NUMBER", origin: .live) {
      $0.setLevel($1, of: .closed)
    },
    ScreenCommand(name: "rate", argument: "NUMBER", origin: .live) { $0.setLevel($1, of: .open) },
    ScreenCommand(name: "pause", origin: .live) { state, _ in state.pause(true) },
    ScreenCommand(name: "resume", origin: .live) { state, _ in state.pause(false) },
    ScreenCommand(name: "spike", origin: .live, run: key(.character("!"))),
    ScreenCommand(name: "finish-stage", origin: .live, run: key(.character("X"))),
    ScreenCommand(name: "only", argument: "BENCHMARK or all", origin: .live) { $0.only($1) },
    ScreenCommand(name: "seek", argument: "14:03, +21:57 or 50%") { $0.seek(toMoment: $1) },
    ScreenCommand(name: "now", origin: .live, run: key(.end)),
    ScreenCommand(name: "end", origin: .replay, run: key(.end)),
    ScreenCommand(name: "next", run: key(.character("n"))),
    ScreenCommand(name: "previous", run: key(.character("N"))),
    ScreenCommand(name: "speed", argument: "1/4 to 64, or max") { $0.setSpeed($1) },
    ScreenCommand(name: "region", argument: "FROM TO, or off") { $0.markRegion($1) },
    ScreenCommand(name: "budget", argument: "VALUE") { state, text in
      state.tryBudget(text)
      return []
    },
    ScreenCommand(name: "window", argument: "10s, 60s or run") { state, text in
      state.choose(text, of: WatchState.Span.allCases, "window") {
        $0.span = $1
      } name: { span in
        switch span {
        case .tenSeconds: "10s"
        case .sixtySeconds: "60s"
        case .run: "run"
        }
      }
    },
    ScreenCommand(name: "sort", argument: "attention, suite, consumption or rate") { state, text in
      state.choose(text, of: WatchState.Order.allCases, "order") {
        $0.sort(by: $1)
      } name: {
        "\($0)"
      }
    },
    ScreenCommand(name: "page", argument: "overview, details, load, events, slowest or run") {
      state,
      text in
      state.choose(text, of: WatchState.Page.allCases, "page") {
        $0.page = $1
      } name: {
        "\($0)"
      }
    },
    ScreenCommand(name: "filter", argument: "TEXT") { state, text in
      state.filter = text
      return []
    },
    ScreenCommand(name: "save", run: key(.character("S"))),
    ScreenCommand(name: "compare", origin: .replay, run: key(.character("c"))),
    ScreenCommand(name: "again", origin: .live, run: key(.character("R"))),
    ScreenCommand(name: "help", run: key(.character("?"))),
    ScreenCommand(name: "quit", run: key(.character("q"))),
  ]
}

extension WatchState {
  fileprivate mutating func setLevel(_ text: String, of model: LoadProfile.LoadModel) -> [Effect] {
    guard newest.load.model == model else {
      notice =
        model == .closed
        ? "this load is a rate: rate NUMBER" : "this load is counted in users: users NUMBER"
      return []
    }
    return isOver ? overNotice() : setLevel(text)
  }

  fileprivate mutating func only(_ text: String) -> [Effect] {
    if isOver { return overNotice() }
    if text == "all" { return sendOnly(nil) }
    guard newest.benchmarks.contains(where: { $0.name == text }) else {
      let names = newest.benchmarks.map(\.name).joined(separator: ", ")
      notice = "there is no benchmark '\(text)': \(names)"
      return []
    }
    return sendOnly(text)
  }

  fileprivate mutating func setSpeed(_ text: String) -> [Effect] {
    guard let speed = Speed(text) else {
      notice = "'\(text)' is no speed: \(Speed.all.map(\.text).joined(separator: ", "))"
      return []
    }
    playhead.speed = speed
    notice = "speed \(speed.text)"
    return []
  }

  fileprivate mutating func markRegion(_ text: String) -> [Effect] {
    if text == "off" { return clearRegion() }
    let span = newest.span(to: endNanoseconds)
    let ends = text.split(separator: " ").map {
      SessionMoment(String($0))?.nanoseconds(in: span)
    }
    guard ends.count == 2, let from = ends[0], let to = ends[1] else {
      notice = "a region has two ends within the session, such as +1:00 +2:00"
      return []
    }
    return markRegion(between: from, and: to)
  }

  fileprivate mutating func choose<Choice>(
    _ text: String,
    of all: [Choice],
    _ what: String,
    _ take: (inout WatchState, Choice) -> Void,
    name: (Choice) -> String
  ) -> [Effect] {
    if let choice = all.first(where: { name($0) == text }) {
      take(&self, choice)
    } else {
      notice = "there is no \(what) '\(text)': \(all.map(name).joined(separator: ", "))"
    }
    return []
  }

  fileprivate mutating func overNotice() -> [Effect] {
    notice = "the run is over"
    return []
  }
}
