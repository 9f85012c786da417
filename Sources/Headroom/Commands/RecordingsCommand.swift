import ArgumentParser
import Recordings
import Sessions

/// `headroom recordings`.
struct RecordingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recordings",
    abstract: "List the sessions of recordings/, the latest first.",
    discussion: """
      Example:
        headroom recordings
      """
  )

  @Flag(help: "Only ASCII marks.")
  var plain = false

  func run() throws {
    let project = ProjectFolder()
    let entries = RecordingCatalog(directory: project.recordings).entries()
    guard !entries.isEmpty else {
      StandardStreams.print(
        "No recordings in \(Visible.text(project.recordings))/ yet: `headroom run` makes one.\n"
      )
      return
    }
    let listing = RecordingListing(glyphs: StandardStreams.glyphs(plain: plain))
    StandardStreams.print(listing.lines(entries).joined(separator: "\n") + "\n")
  }
}
