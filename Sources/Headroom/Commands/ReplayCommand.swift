import ArgumentParser
import Budgets
import Glibc
import Recordings
import Reports
import Sessions

/// `headroom replay FILE`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "What a recording came to, computed again from its intervals.",
    discussion: """
      The status is the one of its verdict: 0, 1, 2 or 3.

      Examples:
        headroom replay last
        headroom replay recordings/2026-11-21T032110Z-notes-api-stress.hlog --format json
      """
  )

  @Argument(
    help: ArgumentHelp(
      "A path, 'last', 'last~2', or the start of a file's name.",
      valueName: "file"
    )
  )
  var file: String

  @OptionGroup(title: "Result") var output: ReplayOutputOptions

  func run() throws {
    let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
    let replay = try Replay(path: try catalog.resolve(file))
    let wantsScreen = !output.headless && output.format == .text
    if wantsScreen, StandardStreams.isTerminal(STDOUT_FILENO) {
      StandardStreams.complain("the screen of a replay is not available yet; this is its result.")
    }
    if let warning = replay.warning {
      StandardStreams.complain("\(Visible.text(replay.path)): \(Visible.text(warning))")
    }
    let (summary, outcome) = try replay.summary()
    warn(outcome, path: replay.path)
    let status = ExitStatus(rawValue: Int32(clamping: summary.status)) ?? .nothingJudged
    let result = SessionResult(
      format: output.format,
      glyphs: StandardStreams.glyphs(plain: output.plain)
    )
    let reason = RunOutcome(summary: summary, end: .completed).verdictReason
    let isWritten = StandardStreams.print(result.text(summary, status: status, reason: reason))
    throw (isWritten || status.isVerdict ? status : .inputOutput).exitCode
  }

  private func warn(_ outcome: ReplaySource.Outcome, path: String) {
    let shown = Visible.text(path)
    for warning in outcome.warnings.prefix(10) {
      StandardStreams.complain("warning: \(shown): \(warning.description)")
    }
    if outcome.warningCount > 10 {
      StandardStreams.complain("\(outcome.warningCount - 10) more warnings")
    }
    if let failure = outcome.failure { StandardStreams.complain(failure.description) }
    if outcome.summary == nil {
      StandardStreams.complain("\(shown): the run did not end; this is how far it came.")
    }
  }
}
