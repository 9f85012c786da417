import ArgumentParser
import Dashboard
import Glibc
import Recordings
import Sessions
import Terminal

/// `headroom compare BASE CURRENT`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show what changed between two sessions, and how surely.",
    usage: "headroom compare [<base> [<current>]] [<options>]",
    discussion: """
      Per benchmark: throughput, error rate, mean and percentiles, with the 99 % interval of each \
      change. A difference is claimed if its interval excludes 0 and it is at least --min-change.

      The status is 0, or 1 if anything became worse: slower, less throughput, more errors.

      Examples:
        headroom compare
        headroom compare baseline last
        headroom compare last~3 last --format md --min-change 5%
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The reference: a path, 'baseline', 'last~2', or the start of a file's name.",
      valueName: "base"
    ),
    completion: .recordings
  )
  var base = "last~1"

  @Argument(
    help: ArgumentHelp("What is compared with it.", valueName: "current"),
    completion: .recordings
  )
  var current = "last"

  @OptionGroup(title: "Result") var output: CompareOutputOptions

  func run() throws {
    let catalog = RecordingCatalog(directory: ProjectFolder().recordings)
    let minChange = try output.leastChange()
    let currentPath = try catalog.resolve(current)
    // `baseline` is that of the suite, profile and environment of the session held against it.
    let basePath = try catalog.resolve(base, beside: RecordingEntry(path: currentPath).head)
    let sides = try [basePath, currentPath].map { try ComparedSession(path: $0) }
    for side in sides { side.warn() }
    let comparison = SessionComparison(
      base: (sides[0].path, sides[0].figures),
      current: (sides[1].path, sides[1].figures),
      minChange: minChange
    )
    let outcome = ComparisonOutcome(comparison)
    if !output.headless, output.format == .text, StandardStreams.isTerminal(STDOUT_FILENO),
      let screen = screen()
    {
      let state = CompareState(
        comparison,
        base: sides[0].figures,
        current: sides[1].figures,
        size: screen.size,
        glyphs: screen.isUnicode && !output.plain ? .unicode : .ascii
      )
      throw (CompareRun(state: state).run(on: screen) ?? outcome.status).exitCode
    }
    let glyphs = StandardStreams.glyphs(plain: output.plain)
    let isWritten = StandardStreams.print(outcome.text(output.format, glyphs: glyphs))
    throw (isWritten ? outcome.status : .inputOutput).exitCode
  }

  /// The terminal, taken over; says in one line why not if it can't be.
  private func screen() -> Screen? {
    // no-color.org: any value that is not empty.
    if output.plain { setenv("NO_COLOR", "1", 1) }
    do throws(ScreenError) {
      return try Screen()
    } catch {
      StandardStreams.complain("no screen, since \(error); going on without one")
      return nil
    }
  }
}
