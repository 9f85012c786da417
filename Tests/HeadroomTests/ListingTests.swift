import Sessions
import Testing

@testable import Headroom

@Suite struct ListingTests {
  private var sessions: [ListedSession] {
    var head = SessionHead(
      suite: "api",
      profile: "smoke",
      startedNanoseconds: 1_795_265_000_000_000_000
    )
    head.utcOffsetSeconds = -3600
    head.label = "rc\u{1B}4"
    var running = ListedSession(path: "recordings/a.hlog", bytes: 2048)
    running.head = head
    running.baseline = "api/smoke"
    var unreadable = ListedSession(path: "recordings/b.hlog")
    unreadable.problem = "is empty"
    return [running, unreadable, ListedSession(path: "recordings/c.hlog", bytes: 10)]
  }

  @Test func aTableHasHeadingsAndNoEmptyColumns() {
    let table = SessionTable(columns: SessionTable.Column.recordings, glyphs: .ascii)
    #expect(
      table.lines(sessions) == [
        "when              suite  profile  verdict           size  label  file    baseline",
        "2026-11-21 11:43  api    smoke    not ended      2.00KiB  rc^[4  a.hlog  api/smoke",
        "                                  unreadable          0B         b.hlog",
        "                                  other program      10B         c.hlog",
      ]
    )
  }

  @Test func aSessionFromElsewhereHasTheTimeOfTheReaderAndNamesItsZone() throws {
    var sessions = Array(sessions.prefix(1))
    sessions[0].head?.program = "headroom 0.1.0"
    sessions[0].head?.timeZone = "Asia/Tokyo"
    sessions[0].head?.utcOffsetSeconds = 9 * 3600
    sessions[0].head?.readerOffsetSeconds = 3600
    let table = SessionTable(columns: [.when, .zone, .suite], glyphs: .ascii)
    #expect(
      table.lines(sessions) == [
        "when              measured in        suite",
        "2026-11-21 13:43  Asia/Tokyo, UTC+9  api",
      ]
    )
    // The same clock needs no name, whatever it is called there.
    sessions[0].head?.utcOffsetSeconds = 3600
    #expect(table.lines(sessions) == ["when              suite", "2026-11-21 13:43  api"])
    sessions[0].head?.utcOffsetSeconds = -(9 * 3600 + 1800)
    sessions[0].head?.timeZone = "Etc/UTC"
    #expect(sessions[0].head?.otherZone == "UTC-9:30")
    // A log of another program says nothing of its zone.
    sessions[0].head?.program = ""
    #expect(sessions[0].head?.otherZone == nil)
  }

  @Test func theSameAsJSONHasEveryField() throws {
    let json = sessions[0].json
    #expect(json["started"] == "2026-11-21T12:43:20.000Z")
    #expect(json["suite"] == "api" && json["profile"] == "smoke" && json["baseline"] == "api/smoke")
    #expect(json["ended"] == false && json["verdict"] == .null && json["bytes"] == .integer(2048))
    #expect(sessions[1].json["problem"] == "is empty")
  }

  @Test(arguments: [
    ("", "/home/ada/notes/perf", "/home/ada", "~/notes/perf"),
    ("../", "/home/ada/notes/perf", "/home/ada", "~/notes"),
    ("../../", "/home/ada/notes/perf", "/home/ada", "~"),
    ("", "/srv/notes", "/home/ada", "/srv/notes"), ("", "/home/adam", "/home/ada", "/home/adam"),
    ("", "/srv", nil, "/srv"), ("", "/srv", "/", "/srv"),
  ])
  func aFolderIsShownFromHome(_ prefix: String, _ here: String, _ home: String?, _ title: String) {
    var folder = ProjectFolder(from: "/nowhere")
    folder.prefix = prefix
    #expect(folder.title(from: here, home: home) == title)
  }
}
