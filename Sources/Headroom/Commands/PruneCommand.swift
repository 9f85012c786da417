import ArgumentParser
import Measurements
import Recordings
import Sessions

/// `headroom prune`.
struct PruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "List old recordings, and remove them with --yes.",
    usage: "headroom prune [--recordings <age>] [--baselines <age>] [--yes]",
    discussion: """
      The age of a session counts from its start, or, where it has no end, from its last write, \
      since its run may not be over. The notes of a recording are removed with it. Files of other \
      programs stay, and so does the newest baseline of each suite, whatever its age: `headroom \
      baseline remove` removes it.

      Examples:
        headroom prune --recordings 30d
        headroom prune --recordings 30d --baselines 90d --yes
      """
  )

  @Option(
    help: ArgumentHelp("Recordings older than this: 30d, 2w, 12h.", valueName: "age"),
    transform: OptionValue.age
  )
  var recordings: Int64?

  @Option(
    help: ArgumentHelp("Baselines older than this.", valueName: "age"),
    transform: OptionValue.age
  )
  var baselines: Int64?

  @Flag(help: "Remove them; without it they are only listed.")
  var yes = false

  func validate() throws {
    guard recordings == nil, baselines == nil else { return }
    throw ValidationError("how old may they become? --recordings 30d, --baselines 90d, or both.")
  }

  func run() throws {
    let folder = ProjectFolder().recordings
    let catalog = RecordingCatalog(directory: folder)
    let now = SystemClock().wallNanoseconds()
    let limits = PrunePlan.Limits(recordingNanoseconds: recordings, baselineNanoseconds: baselines)
    let plan = catalog.prunePlan(limits, nowNanoseconds: now)
    // Before anything is gone, since it tells the sizes.
    let lines = PruneText(plan: plan, folder: folder, isDone: yes, nowNanoseconds: now).lines
    if yes { try remove(plan) }
    guard StandardStreams.print(lines.joined(separator: "\n") + "\n") else {
      throw ExitStatus.inputOutput.exitCode
    }
  }

  /// Removes as much as can be; the first that can't be ends it.
  private func remove(_ plan: PrunePlan) throws {
    for (index, entry) in plan.entries.enumerated() {
      do throws(RecordingError) {
        try RecordingCatalog.remove(entry)
      } catch {
        if index > 0 { StandardStreams.complain("\(index) of \(plan.entries.count) were removed") }
        throw error
      }
    }
  }
}
