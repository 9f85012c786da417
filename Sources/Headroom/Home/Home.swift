import Reports
import Sessions

/// What `headroom` alone says.
struct Home {
  /// The most recordings that are listed.
  static let mostRecordings = 10

  /// The suites of budgets/.
  var suites: [ListedSuite]
  /// The recordings, the latest first.
  var recordings: [ListedSession]
  /// How marks are drawn.
  var glyphs: Glyphs

  /// All lines, each ended.
  var text: String {
    guard !suites.isEmpty || !recordings.isEmpty else { return Self.empty }
    var sections: [[String]] = []
    if suites.isEmpty {
      sections.append(["No suites in budgets/ yet: `headroom init` writes one."])
    } else {
      var table = TextTable([.left, .left])
      for suite in suites { table.add(["headroom run " + Shell.word(suite.name), suite.about]) }
      sections.append(["Suites"] + table.lines())
    }
    if recordings.isEmpty {
      sections.append(["No recordings yet: each run makes one in recordings/."])
    } else {
      let shown = Array(recordings.prefix(Self.mostRecordings))
      var lines = ["Recordings, the latest first"]
      lines += RecordingListing(glyphs: glyphs, command: "headroom replay ").lines(shown)
      if recordings.count > shown.count {
        lines.append("  and \(recordings.count - shown.count) more: headroom recordings")
      }
      sections.append(lines)
    }
    sections.append(["`headroom demo` shows a live run at once, `headroom --help` all commands."])
    return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// For a folder with nothing in it.
  static let empty = """
    There are no suites (budgets/*.yaml) and no recordings (recordings/*.hlog) here yet.

      headroom demo                              a live run against the embedded server, at once
      headroom http://127.0.0.1:8080/ -d 10s     one request of yours, without a suite
      headroom init                              three questions, and a suite of your own
      headroom --help                            all commands

    """
}
