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
    guard yes else { return try show(plan, folder, isDone: false, now) }
    var left: Set<String> = []
    var notes: [String: Int64] = [:]
    for entry in plan.entries {
      notes[entry.path] = entry.notesBytes
      do throws(RecordingError) {
        try RecordingCatalog.remove(entry)
      } catch {
        left.insert(entry.path)
        StandardStreams.complain(error.description)
      }
    }
    try show(plan.leavingOut(left), folder, isDone: true, now, notes: notes)
    if !left.isEmpty { throw ExitStatus.inputOutput.exitCode }
  }

  private func show(
    _ plan: PrunePlan,
    _ folder: String,
    isDone: Bool,
    _ now: Int64,
    notes: [String: Int64]? = nil
  ) throws {
    var text = PruneText(plan: plan, folder: folder, isDone: isDone, nowNanoseconds: now)
    text.notesBytes = notes
    guard StandardStreams.print(text.lines.joined(separator: "\n") + "\n") else {
      throw ExitStatus.inputOutput.exitCode
    }
  }
}
