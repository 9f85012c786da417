import ArgumentParser
import Budgets
import Dashboard
import Glibc
import Recordings
import Reports
import Sessions
import Terminal

/// `headroom replay FILE`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Show a recorded session, or print its result.",
    usage: "headroom replay <file> [<options>]",
    discussion: """
      On a terminal the session can be played, searched, judged by other budgets, and compared. \
      Elsewhere, and with --headless, its result is computed again from its intervals. The status \
      is that of its verdict: 0, 1, 2 or 3.

      A time is a time of day on your clock (14:03), elapsed (+21:57, 90s), or a share of the \
      session (50%).

      Examples:
        headroom replay last
        headroom replay last --suite budgets/strict.yaml
        headroom replay last --follow
        headroom replay last~1 --from +30s --format json
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A path, 'last', 'last~2', 'baseline', or the start of a file's name.",
      valueName: "file"
    ),
    completion: .recordings
  )
  var file: String

  @Option(
    help: ArgumentHelp("Judge it by the budgets of this suite.", valueName: "suite"),
    completion: .suites
  )
  var suite: String?

  @Option(
    help: ArgumentHelp("Only from this moment on.", valueName: "time"),
    transform: OptionValue.moment
  )
  var from: SessionMoment?

  @Option(
    help: ArgumentHelp("Only up to this moment.", valueName: "time"),
    transform: OptionValue.moment
  )
  var to: SessionMoment?

  @Option(
    help: ArgumentHelp(
      "Open the screen at this moment; else at the first one over budget.",
      valueName: "time"
    ),
    transform: OptionValue.moment
  )
  var at: SessionMoment?

  @Option(
    help: ArgumentHelp("Play at once: 1/4x to 64x, or max.", valueName: "speed"),
    completion: .list(Speed.all.map(\.text)),
    transform: OptionValue.speed
  )
  var speed: Speed?

  @Flag(help: "Watch a run of another terminal while its file is written.")
  var follow = false

  @OptionGroup(title: "Result") var output: ReplayOutputOptions
  @OptionGroup(title: "Comparison") var ghost: GhostOptions

  func run() throws {
    let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
    var request = Replay.Request(from: from, to: to, follows: follow)
    if let suite {
      request.suite = try SuiteSource(reading: try SuiteLookup().find(suite).path)
    }
    let replay = try Replay(path: try catalog.resolve(file), request)
    let stage = Stage(headless: output.headless || output.format != .text, plain: output.plain)
    defer { stage.leave() }
    let screen: Screen
    let wake: WakePipe
    switch stage {
    case .lines(let signals): throw try printed(replay, signals).exitCode
    case .screen(let taken, let pipe): (screen, wake) = (taken, pipe)
    }
    let opened = openGhost(behind: replay, in: catalog, wake)
    let shown = ReplayScreen(
      replay: replay,
      moment: at,
      speed: speed,
      ghost: opened,
      reference: opened.recording ?? GhostChoice.last(behind: replay.head, in: catalog),
      glyphs: screen.isUnicode ? StandardStreams.glyphs(plain: output.plain) : .ascii
    )
    throw try shown.run(on: screen, wake: wake).exitCode
  }

  /// The session behind it, and of that the same stretch.
  private func openGhost(
    behind replay: Replay,
    in catalog: RecordingCatalog,
    _ wake: WakePipe
  ) -> OpenedGhost {
    OpenedGhost(
      ghost.choice,
      behind: replay.head,
      judgedBy: replay.suite,
      stretch: replay.stretch,
      in: catalog,
      onChange: { wake.wake() }
    )
  }

  /// Prints what it came to.
  private func printed(_ replay: Replay, _ signals: SignalWatch) throws -> ExitStatus {
    let shown = Visible.text(replay.path)
    if let warning = replay.warning {
      StandardStreams.complain("\(shown): \(Visible.text(warning))")
    }
    // Only who waits takes signals one at a time.
    if !follow { signals.end() }
    var watch = FollowedRun(
      signals,
      path: replay.path,
      intervalNanoseconds: replay.head.intervalNanoseconds
    )
    let result = try replay.result { state, isWaiting in
      follow ? watch.goesOn(state, isWaiting: isWaiting) : !isWaiting
    }
    // A signal that came before the end counts, however fast the rest was read.
    if follow { _ = watch.listen(milliseconds: 0) }
    watch.finish()
    for warning in result.warnings {
      StandardStreams.complain("warning: \(shown): \(Visible.text(warning))")
    }
    if let failure = result.failure { StandardStreams.complain(Visible.text(failure)) }
    if !result.isFinished {
      StandardStreams.complain("\(shown): the run did not end; this is how far it came.")
    }
    let outcome = RunOutcome(
      summary: result.summary,
      end: watch.signal.map { .signal($0) } ?? result.end
    )
    let status = watch.signal == nil ? result.summary.exitStatus : outcome.status.status
    let text = SessionResult(
      format: output.format,
      glyphs: StandardStreams.glyphs(plain: output.plain),
      path: replay.path
    ).text(
      result.summary,
      end: result.end,
      status: status,
      runStatus: RunOutcome(summary: result.summary, end: result.end).status.status,
      reason: watch.signal == nil ? outcome.verdictReason : outcome.status.reason
    )
    let isWritten = StandardStreams.print(text)
    return isWritten || status.isVerdict ? status : .inputOutput
  }
}

extension Summary {
  /// The status of the program that its verdict asks for.
  var exitStatus: ExitStatus { ExitStatus(rawValue: Int32(clamping: status)) ?? .nothingJudged }
}
