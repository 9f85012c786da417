import ArgumentParser
import Recordings
import Sessions

/// `headroom recordings`.
struct RecordingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recordings",
    abstract: "List the sessions of recordings/, the latest first.",
    usage: "headroom recordings [<options>]",
    discussion: """
      Times are those of your clock; where a session was measured by another one, its zone is named. \
      The last column names the baseline that a session was made.

      Examples:
        headroom recordings
        headroom recordings --format json | jq '.recordings[].verdict'
      """
  )

  @OptionGroup var output: ListOutputOptions

  func run() throws {
    let folder = ProjectFolder().recordings
    try output.print(
      SessionList(RecordingCatalog(directory: folder)).recordings,
      columns: SessionTable.Column.recordings,
      key: "recordings",
      otherwise: "No recordings in \(Visible.text(folder))/ yet: `headroom run` makes one."
    )
  }
}
