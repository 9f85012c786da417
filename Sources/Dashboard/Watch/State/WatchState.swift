import Budgets
package import Sessions

/// Everything that the screens of a session show and remember, live or replayed: what is known of the
/// session, where the playhead stands in it, and what the user chose.
package struct WatchState: Sendable {
  /// Where the session comes from.
  package enum Origin: Hashable, Sendable {
    /// A run that goes on while it is watched.
    case live
    /// A recording.
    case replay
  }

  /// One full screen; keys 1 to 6.
  package enum Page: Int, CaseIterable, Sendable {
    case overview = 1
    case details
    case load
    case events
    case slowest
    case run
  }

  /// The stretch of time that bars and the column "last" show.
  package enum Span: CaseIterable, Sendable {
    case tenSeconds
    case sixtySeconds
    case run
  }

  /// The order of the rows.
  package enum Order: CaseIterable, Sendable {
    case attention
    case suite
    case consumption
    case rate
  }

  /// A line that is being typed.
  package struct Prompt: Hashable, Sendable {
    /// What it is for.
    package enum Purpose: Hashable, Sendable {
      case filter
      case mark
      case note
      case level
      case budget
      case time
      case command
    }

    package var purpose: Purpose
    package var text: String = ""
  }

  /// What lies over the screen.
  package enum Overlay: Hashable, Sendable {
    case help
    case confirmQuit
  }

  /// Another budget of one objective that is being tried.
  package struct Trial: Hashable, Sendable {
    /// Its place in `Snapshot.objectives`.
    var index: Int
    /// The objective with that budget.
    var objective: Objective
  }

  package let origin: Origin
  /// The session as far as it is known: it goes on, or is read on, while the playhead stands.
  package private(set) var newest: Snapshot
  /// What lies under the playhead; nil before anything is known of it.
  package private(set) var overview: Overview?
  /// What came last of the moment at the playhead; nil while that rides on the newest moment.
  package internal(set) var frame: Frame?
  /// The moments that were asked for and have not come, and the one that came last: what comes of any
  /// other one is not of where the playhead stands.
  var asked: [Int64] = []
  /// Whether a moment was asked for and has not come.
  var awaitsFrame: Bool { asked.last.map { $0 != frame?.atNanoseconds } ?? false }
  /// The judgement of the region, once it is there.
  package internal(set) var regionResult: RegionResult?
  /// What the recording says of itself in its last line; nil if it has none or is judged by another
  /// suite.
  package let recorded: Summary?
  /// Whether a recording is watched while it is written.
  package let follows: Bool
  package internal(set) var playhead = Playhead()
  package internal(set) var region = Region()
  package internal(set) var trial: Trial?
  package internal(set) var notes: [Note] = []
  /// What a playhead can stop at, oldest first.
  private(set) var happenings: [Happening] = []
  /// Where a drag over the timeline began, ns since the start of the session.
  var dragStart: Int64?
  /// Whether nobody has moved the playhead yet, so that it may go where it should have opened.
  var isUntouched = true
  /// The row that was chosen; nil for the first one, whichever that is.
  var selection: ObjectiveRow.ID?
  package internal(set) var page = Page.overview
  package internal(set) var span = Span.tenSeconds
  package internal(set) var order = Order.attention
  /// The session behind this one; nil if there is none.
  package internal(set) var ghost: Ghost?
  package internal(set) var showsGhost = true
  package internal(set) var filter = ""
  package internal(set) var prompt: Prompt?
  package internal(set) var overlay: Overlay?
  /// A short answer to the last key.
  package internal(set) var notice: String? { didSet { noticeEnd = nil } }
  /// When that has been read, by the caller's clock, ns; nil before that was told.
  private var noticeEnd: Int64?
  /// The only benchmark that is sent, if the user asked for that.
  package internal(set) var only: String?
  package internal(set) var usesMouse = true
  package internal(set) var size: Size
  package let glyphs: Glyphs

  /// A run, riding on now.
  package init(_ snapshot: Snapshot, size: Size, glyphs: Glyphs = .unicode) {
    origin = .live
    newest = snapshot
    recorded = nil
    follows = false
    self.size = size
    self.glyphs = glyphs
    gather()
  }

  /// A recording, stopped at its first moment over budget, at its end if there is none, and at its
  /// start until that is known.
  ///
  /// `recorded` is its last line, unless another suite judges it; `place` is where it opens instead. A
  /// recording that `follows` a run opens on its newest moment.
  package init(
    replaying overview: Overview,
    recorded: Summary?,
    notes: [Note] = [],
    at place: Int64? = nil,
    follows: Bool = false,
    size: Size,
    glyphs: Glyphs = .unicode
  ) {
    origin = .replay
    newest = overview.snapshot
    self.overview = overview
    self.recorded = recorded
    self.follows = follows
    self.notes = notes
    self.size = size
    self.glyphs = glyphs
    let opening = recorded.map { $0.firstOver?.atNanoseconds ?? overview.endNanoseconds }
    let start = place ?? opening ?? 0
    playhead.atNanoseconds = start
    asked = [start]
    isUntouched = place == nil
    gather()
    _ = settle()
  }

  /// Takes a newer snapshot of a run in.
  package mutating func take(_ snapshot: Snapshot) {
    // What a key did to the load is over with the run.
    if snapshot.isOver, !newest.isOver { notice = nil }
    newest = snapshot
    gather()
  }

  /// Takes in what is known by now of the whole session.
  package mutating func take(_ overview: Overview) -> [Effect] {
    self.overview = overview
    if origin == .replay { newest = overview.snapshot }
    gather()
    return settle()
  }

  /// Takes in what was asked for of one moment; what was not asked for since the playhead left the
  /// newest one is of another time, and left out.
  package mutating func take(_ frame: Frame) {
    guard let place = asked.lastIndex(of: frame.atNanoseconds) else { return }
    asked.removeFirst(place)
    self.frame = frame
  }

  /// Takes in the judgement of a region, unless that is no longer marked.
  package mutating func take(_ result: RegionResult) {
    if !region.isEmpty { regionResult = result }
  }

  /// Says something at the foot of the screen until the next key.
  package mutating func tell(_ text: String) {
    notice = text
    noticeEnd = .max
  }

  /// Lets go of the answer to a key once it has been read; `now` is by the caller's clock, ns.
  mutating func expireNotice(_ now: Int64) {
    guard notice != nil else { return }
    if let noticeEnd {
      if now >= noticeEnd { notice = nil }
    } else {
      noticeEnd = now + 5_000_000_000
    }
  }

  private mutating func gather() {
    happenings = Happening.gather(
      landmarks: overview?.landmarks ?? [],
      events: newest.events,
      notes: notes,
      outages: newest.outages
    )
  }

  mutating func add(_ note: Note) {
    notes.append(note)
    gather()
  }

  /// What the screen shows: the session at the playhead, without figures until they are there.
  var shown: Snapshot {
    playhead.atNanoseconds == nil ? newest : frame?.snapshot ?? newest.withoutFigures
  }

  var isOver: Bool { newest.isOver }

  /// The end of what can be sought, ns since the start of the session.
  var endNanoseconds: Int64 {
    switch origin {
    case .live: newest.elapsedNanoseconds
    case .replay: max(overview?.endNanoseconds ?? 0, newest.elapsedNanoseconds)
    }
  }

  /// The rows as they are shown, filtered and in order.
  var rows: [ObjectiveRow] {
    var shown = shown
    if let result = judgedRegion {
      for index in shown.objectives.indices where result.judgements.indices.contains(index) {
        shown.objectives[index].whole = result.judgements[index]
      }
    } else if playhead.atNanoseconds != nil, frame?.isWhole == false {
      for index in shown.objectives.indices {
        shown.objectives[index].whole = Judgement(verdict: .pending)
      }
    }
    return ObjectiveRow.rows(of: shown, order: order, filter: filter, also: steadyRows)
  }

  /// The objectives that have a row wherever the playhead stands, so that none comes or goes, and the
  /// choice stays, while it moves: places in `Snapshot.objectives`.
  private var steadyRows: Set<Int> {
    var steady = playhead.atNanoseconds == nil ? [] : Set(newest.objectives.listed)
    if let selection { steady.insert(selection.index) }
    return steady
  }

  /// The judgement of the region that is marked now.
  var judgedRegion: RegionResult? { region.isEmpty ? nil : regionResult }

  /// The index of the selected row; without a choice the first one, in a replay that of the whole
  /// session, so that it stays the same while the playhead moves.
  func selectedIndex(in rows: [ObjectiveRow]) -> Int {
    let chosen = selection ?? (origin == .replay ? worst : nil)
    guard let chosen else { return 0 }
    return rows.firstIndex { $0.id == chosen } ?? 0
  }

  /// The objective that was over its budget first, or needs attention most at the end.
  private var worst: ObjectiveRow.ID? {
    let all = ObjectiveRow.rows(of: newest, order: .attention, filter: filter)
    let first = newest.summary?.firstOver ?? recorded?.firstOver
    let over = first.flatMap { first in
      all.first {
        $0.name == first.subject && $0.status.objective.metric.name == first.metric
      }
    }
    return (over ?? all.first)?.id
  }
}
