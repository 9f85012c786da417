import Dashboard
import Recordings
import Sessions
import Terminal

/// A recording on the terminal until the user leaves.
struct ReplayScreen {
  /// The recording and what it is judged by.
  let replay: Replay
  /// Where to begin; nil for the first moment over budget.
  var moment: SessionMoment?
  /// How fast it plays from the start on; nil to stand still.
  var speed: Speed?
  /// Another session behind it.
  let ghost: OpenedGhost
  /// What it is compared with when that is asked for; nil for nothing.
  let reference: GhostRecording?
  /// How marks are drawn.
  let glyphs: Glyphs

  /// Shows it; the status of the program, which is that of its verdict.
  func run(on screen: Screen, wake: WakePipe) throws -> ExitStatus {
    defer { screen.finish() }
    let archive = try replay.archive()
    let place = try place(in: archive)
    let scrubber = Scrubber(
      archive,
      suite: replay.suite,
      onChange: { wake.wake() }
    )
    let file = NoteFile(of: replay.path)
    let start = scrubber.overview.snapshot.head.startedNanoseconds - replay.head.startedNanoseconds
    var state = WatchState(
      replaying: scrubber.overview,
      recorded: replay.recorded,
      notes: file.read().map { $0.moved(by: -start) }.filter { $0.atNanoseconds >= 0 },
      at: place,
      follows: replay.follows,
      size: screen.size,
      glyphs: glyphs
    )
    if let moment = state.playhead.atNanoseconds { scrubber.seek(to: moment) }
    if let speed { state.play(at: speed) }
    if let warning = replay.warning { state.tell(warning) }
    scrubber.start()
    defer { scrubber.stop() }
    if let complaint = ghost.complaint { state.tell(complaint) }
    ghost.follower?.start()
    defer { ghost.follower?.stop() }
    var loop = WatchLoop(
      state,
      on: screen,
      wake: wake,
      scrubber: scrubber,
      ghost: ghost.follower
    )
    let comparing = Comparing(onDone: { wake.wake() })
    while true {
      switch loop.turn() {
      case .effects(let effects):
        for effect in effects {
          switch effect {
          case .quit: return status(scrubber.overview)
          case .compare: compare(with: comparing, &loop.state)
          case .note(let note): keep(note.moved(by: start), in: file, &loop.state)
          default: break
          }
        }
      case .woken:
        if let status = showComparison(of: comparing, on: screen, &loop.state) { return status }
      case .suspend: screen.suspend(pausing: {})
      case .signal(let ending): return ExitStatus(signal: ending.rawValue)
      case .lost: return .hungUp
      }
    }
  }

  /// Begins to read both sessions.
  private func compare(with comparing: Comparing, _ state: inout WatchState) {
    guard let reference else {
      let words = "headroom compare BASE \(Shell.word(replay.path))"
      state.tell("there is no session before this one; with any other one: \(words)")
      return
    }
    let isNew = comparing.start(
      base: reference.entry.path,
      current: replay.path,
      stretch: replay.stretch
    )
    let same = replay.stretch == nil ? "" : "the same stretch of "
    state.tell(
      isNew
        ? "comparing it with \(same)the \(Visible.text(reference.name)) \(glyphs.ellipsis)"
        : "still reading \(glyphs.ellipsis)"
    )
  }

  /// Shows a comparison that was asked for, if it is there, until the user comes back from it; the
  /// status of the program if it is to end.
  private func showComparison(
    of comparing: Comparing,
    on screen: Screen,
    _ state: inout WatchState
  ) -> ExitStatus? {
    switch comparing.take() {
    case nil: return nil
    case .failure(let failure)?:
      state.tell("can't compare: \(failure.text)")
      return nil
    case .success(let found)?:
      let compared = CompareState(
        found.comparison,
        base: found.base,
        current: found.current,
        size: screen.size,
        glyphs: glyphs,
        isNested: true,
        usesMouse: state.usesMouse
      )
      let status = CompareRun(state: compared).show(on: screen)
      screen.useMouse(state.usesMouse)
      state.tell("c compares again")
      return status
    }
  }

  private func place(in archive: any SessionArchive) throws(ReplayError) -> Int64? {
    guard let moment else { return nil }
    let span = replay.span(of: archive)
    guard let nanoseconds = moment.nanoseconds(in: span) else {
      throw .outside(option: "--at", span: span)
    }
    return nanoseconds
  }

  /// The verdict's; where the screen was left before all was read, that of the run, if it is known.
  private func status(_ overview: Overview) -> ExitStatus {
    let summary = overview.isComplete ? overview.snapshot.summary : replay.recorded
    return summary?.exitStatus ?? .nothingJudged
  }

  private func keep(_ note: Note, in file: NoteFile, _ state: inout WatchState) {
    do throws(FileError) {
      try file.append(note)
    } catch {
      state.tell("the note is not kept, since \(file.path) can't be written: \(error.reason)")
    }
  }
}
