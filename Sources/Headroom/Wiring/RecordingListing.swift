import Budgets
import Recordings
import Reports
import Sessions

/// Recordings as lines of a list.
struct RecordingListing {
  /// How marks are drawn.
  var glyphs: Glyphs
  /// What stands before the name of each file.
  var command = ""

  /// A line per recording: its file, verdict, length, commit and label.
  func lines(_ entries: [RecordingEntry]) -> [String] {
    let words = ObjectiveText(glyphs: glyphs)
    var table = TextTable([.left, .left, .right, .left, .left])
    for entry in entries {
      let file = command + Shell.word(entry.name)
      guard let head = entry.head else {
        table.add([file, entry.problem?.reason ?? "log of another program"])
        continue
      }
      let commit = head.commit.map { String($0.prefix(7)) + (head.isDirty ? "+changes" : "") }
      guard let summary = entry.summary else {
        table.add([file, "not ended", "", commit ?? "", head.label ?? ""])
        continue
      }
      table.add([
        file, words.mark(summary.verdict) + " " + summary.verdict.rawValue,
        Figures.shortDuration(nanoseconds: Double(summary.measuredNanoseconds)),
        commit ?? "", head.label ?? "",
      ])
    }
    return table.lines()
  }
}
