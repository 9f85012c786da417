import Budgets
import Reports
import Sessions

/// Recordings as lines of a list.
struct RecordingListing {
  /// How marks are drawn.
  var glyphs: Glyphs
  /// What stands before the name of each file.
  var command = ""

  /// A line per recording: its file, verdict, length, commit and label.
  func lines(_ sessions: [ListedSession]) -> [String] {
    let words = ObjectiveText(glyphs: glyphs)
    var table = TextTable([.left, .left, .right, .left, .left])
    for session in sessions {
      let file = command + Shell.word(session.name)
      guard let head = session.head else {
        table.add([file, session.problem ?? "log of another program"])
        continue
      }
      guard let summary = session.summary else {
        table.add([file, "not ended", "", head.commitText ?? "", head.label ?? ""])
        continue
      }
      table.add([
        file, words.mark(summary.verdict) + " " + summary.verdict.rawValue,
        Figures.shortDuration(nanoseconds: Double(summary.measuredNanoseconds)),
        head.commitText ?? "", head.label ?? "",
      ])
    }
    return table.lines()
  }
}
