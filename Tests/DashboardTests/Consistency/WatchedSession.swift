import Budgets
import Measurements
import SimulatedSessions

@testable import Dashboard
@testable import Sessions

/// A random session on a screen, live or replayed, with what the program has behind it: its state, its
/// archive, and the past that answers seeks.
struct WatchedSession {
  let session: RandomSession
  var dice: Dice
  private(set) var watch: WatchState
  /// What was fed so far, previews included.
  private(set) var fed: [SessionInput] = []
  /// Whether the run is over.
  private(set) var isOver = false
  private var state: SessionState
  private let archive: MemoryArchive
  private let past: SessionPast
  private var events: [SessionEvent] = []
  private var next = 0
  /// What was fed when the screen was frozen.
  private var held: [SessionInput] = []
  /// Answers of the past, in the order in which they were given; any of them may be delivered again.
  private var answers: [Frame] = []
  private var asked: [Int64] = []

  /// The session of a seed, at its beginning when live and at its end when replayed.
  init(seed: UInt64, isReplay: Bool) throws {
    session = RandomSession(seed: seed)
    dice = Dice(seed: seed ^ 0x5eed)
    state = SessionState(head: session.head, suite: session.suite)
    archive = MemoryArchive(head: session.head)
    past = SessionPast(archive, suite: session.suite, span: dice.pick([4, 16, 64]))
    watch = WatchState(state.snapshot(recording: .off), size: Size(columns: 140, rows: 16))
    // What the program asks for before anything else.
    answers = [try past.frame(at: 0)]
    guard isReplay else { return }
    feed(session.inputs.count)
    end()
    watch = WatchState(
      replaying: past.overview(),
      recorded: nil,
      size: Size(columns: 140, rows: 16)
    )
    carryOut(watch.take(past.overview()))
    try answer()
  }

  // MARK: - What happens

  /// Lets so many more inputs come, and perhaps a part of the next interval.
  mutating func feed(_ count: Int) {
    guard !isOver else { return }
    for input in session.inputs[next...].prefix(count) { take(input) }
    next = min(session.inputs.count, next + count)
    if next < session.inputs.count, case .interval(var record) = session.inputs[next],
      dice.chance(0.5)
    {
      record.endNanoseconds -= session.head.intervalNanoseconds / 2
      record.pausedNanoseconds = min(
        record.pausedNanoseconds,
        record.endNanoseconds - record.startNanoseconds
      )
      take(.preview(record))
    }
    show()
  }

  /// Lets the run end, after all inputs.
  mutating func end() {
    guard !isOver else { return }
    feed(session.inputs.count)
    isOver = true
    archive.willEnd(.completed)
    take(.end(.completed))
    archive.receive(.summary(state.summary(), events: events))
    show()
  }

  private mutating func take(_ input: SessionInput) {
    fed.append(input)
    let derived = state.apply(input)
    switch input {
    case .event(let event): events.append(event)
    case .interval(let record):
      archive.receive(.interval(record, events: events + derived))
      events = []
    case .preview, .end: break
    }
  }

  private mutating func show() {
    watch.take(state.snapshot(recording: .off))
    while past.advance() == .more {}
    carryOut(watch.take(past.overview()))
  }

  // MARK: - What a user does

  /// Presses one of the keys that move the playhead.
  mutating func move() {
    let keys: [Key] = [
      .character(" "), .left, .right, .shiftLeft, .shiftRight, .character(","), .character("."),
      .home, .end, .character("^"), .character("$"), .character("n"), .character("N"),
      .character("h"), .character("l"), .character("H"), .character("L"), .character("t"),
    ]
    let key = dice.pick(keys)
    let wasHeld = watch.playhead.isHeld
    press(key)
    if key == .character("t") {
      for digit in "+\(dice.roll(0...40))s" { press(.character(digit)) }
      press(.enter)
    }
    if watch.playhead.isHeld, !wasHeld { held = fed }
  }

  private mutating func press(_ key: Key) {
    let (state, effects) = watch.update(key)
    watch = state
    carryOut(effects)
  }

  private mutating func carryOut(_ effects: [Effect]) {
    for case .seek(let moment) in effects { asked.append(moment) }
  }

  /// Delivers the last answer once more, as the program does whenever anything is new.
  mutating func deliverAgain() { if let last = answers.last { watch.take(last) } }

  /// Delivers what was asked for last.
  mutating func answer() throws {
    guard let moment = watch.playhead.atNanoseconds, !watch.playhead.isHeld else { return }
    let frame = try past.frame(at: moment)
    answers.append(frame)
    watch.take(frame)
  }

  // MARK: - What should be seen

  /// The inputs that lead to what the screen shows: all that came while the playhead rides on the
  /// newest moment, those of before the freeze, or those up to the last interval that was over where the
  /// playhead stands, and at least the first.
  var shownInputs: [SessionInput] {
    guard let moment = watch.playhead.atNanoseconds else { return fed }
    if watch.playhead.isHeld { return held }
    var inputs: [SessionInput] = []
    var hasInterval = false
    var isWhole = isOver
    for input in fed {
      if case .preview = input { continue }
      if case .interval(let record) = input {
        if hasInterval, record.endNanoseconds > moment {
          isWhole = false
          break
        }
        hasInterval = true
      }
      inputs.append(input)
    }
    // Nothing is known of a moment beyond the last interval, unless that is the end.
    while !isWhole, let last = inputs.last {
      if case .interval = last { break }
      inputs.removeLast()
    }
    return inputs
  }

  /// The session, advanced to where the playhead stands by nothing but its inputs.
  var expected: Snapshot {
    var reference = SessionState(head: session.head, suite: session.suite)
    for input in shownInputs { _ = reference.apply(input) }
    return reference.snapshot(recording: .off)
  }

  /// The first figure that the screen shows and that is not of the session at the playhead; nil if all
  /// are.
  var difference: String? {
    let (shown, expected) = (watch.shown, expected)
    if shown.traffic != expected.traffic { return "\(shown.traffic), not \(expected.traffic)" }
    if shown.load != expected.load { return "\(shown.load), not \(expected.load)" }
    if shown.trust != expected.trust { return "trust" }
    for (mine, other) in zip(shown.benchmarks, expected.benchmarks) {
      if mine.traffic != other.traffic { return "traffic of \(mine.name)" }
      if mine.whole != other.whole || mine.last10 != other.last10 {
        return "window of \(mine.name)"
      }
    }
    for (mine, other) in zip(shown.objectives, expected.objectives) {
      let isSame =
        mine.whole == other.whole && mine.last10 == other.last10 && mine.last60 == other.last60
        && mine.sinceNanoseconds == other.sinceNanoseconds
      if !isSame { return "\(mine.objective.subject.name) \(mine.objective.metric.name)" }
    }
    return nil
  }

  /// The screen if its figures were those of `expected`.
  func expectedLines() -> [String] {
    var twin = watch
    if watch.playhead.atNanoseconds != nil {
      var frame = Frame(
        atNanoseconds: watch.frame?.atNanoseconds ?? 0,
        snapshot: expected,
        isWhole: true
      )
      frame.changes = watch.frame?.changes ?? []
      twin.frame = frame
    } else if watch.origin == .live {
      twin.take(expected)
    }
    return Self.lines(twin)
  }

  /// The first lines of the screen, which take less time to draw.
  var header: [String] {
    var canvas = Canvas(watch.size)
    HeaderPane(view: WatchView(watch)).draw(in: Area(columns: 140, rows: 4), into: &canvas)
    return canvas.lines
  }

  /// The screen.
  var lines: [String] { Self.lines(watch) }

  private static func lines(_ state: WatchState) -> [String] {
    var canvas = Canvas(state.size)
    state.draw(in: Area(state.size), into: &canvas)
    return canvas.lines
  }
}
