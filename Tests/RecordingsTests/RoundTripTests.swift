import Measurements
import Sessions
import Testing

@testable import Recordings

@Suite("What is written is read back")
struct RoundTripTests {
  @Test("a session of random parts comes back whole and in its order", arguments: 1...20)
  func session(seed: Int) throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: UInt64(seed), intervals: 12)
    let reading = try Reading(try session.write(to: scratch.path + "/deep/recordings"))
    #expect(reading.head == session.head)
    #expect(reading.intervals == session.intervals.map(\.record))
    #expect(reading.events == session.inputs)
    #expect(
      reading.derived
        == (session.intervals.flatMap(\.events) + session.lastEvents).filter(\.isDerived)
    )
    #expect(reading.end == session.end)
    #expect(reading.summary == session.summary)
    #expect(reading.warnings == [])
    #expect(!reading.isForeign)
    let order = session.intervals.flatMap { interval in
      interval.events.filter { !$0.isDerived }.map { _ in "event" } + ["\(interval.record.number)"]
    }
    #expect(reading.order.prefix(order.count) == order[...])
  }

  @Test("a session without intervals has a head and an end")
  func empty() throws {
    let scratch = try ScratchDirectory()
    var session = try MadeUpSession(seed: 1, intervals: 0)
    session.lastEvents = []
    let reading = try Reading(try session.write(to: scratch.path))
    #expect(reading.intervals.isEmpty)
    #expect(reading.summary == session.summary)
    #expect(reading.warnings == [])
  }

  @Test("more samples in a bucket than one entry holds are one count in the file")
  func splitCounts() throws {
    let scratch = try ScratchDirectory()
    var session = try MadeUpSession(seed: 2, intervals: 1)
    var histogram = Histogram()
    histogram.record(1000, samples: 10_000_000_000)
    session.intervals[0].record.series = [
      SeriesCounts(id: SeriesID("a"), counts: histogram.sparse)
    ]
    let reading = try Reading(try session.write(to: scratch.path))
    #expect(reading.intervals[0].series[0].counts.count == 10_000_000_000)
    #expect(reading.warnings == [])
  }

  @Test("series without samples have no line")
  func emptySeries() throws {
    let scratch = try ScratchDirectory()
    var session = try MadeUpSession(seed: 2, intervals: 1)
    session.intervals[0].record.series = [
      SeriesCounts(id: SeriesID("a"), counts: SparseCounts())
    ]
    let path = try session.write(to: scratch.path)
    #expect(!String(decoding: try bytes(of: path), as: UTF8.self).contains("Tag="))
    #expect(try Reading(path).intervals[0].series.isEmpty)
  }

  @Test("the file is an HdrHistogram log in lines that no control character breaks")
  func lines() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 3, intervals: 4)
    let text = String(decoding: try bytes(of: try session.write(to: scratch.path)), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      Array(lines.prefix(4)) == [
        "#[Histogram log format version 1.3]",
        "#[BaseTime: 1795231270.123 (seconds since epoch)]",
        "#[StartTime: 1795231270.123 (seconds since epoch), Sat Nov 21 03:21:10 UTC 2026]",
        #""StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram""#,
      ]
    )
    #expect(lines[4].hasPrefix("#[Headroom head {\"format\":1,"))
    #expect(lines[lines.count - 2].hasPrefix("#[Headroom summary {\"headroom\":1,"))
    #expect(lines.last == "")
    #expect(lines.count { $0.hasPrefix("#[Headroom head") } == 1)
    for line in lines.dropLast() {
      #expect(line.unicodeScalars.allSatisfy { !$0.isInvisible })
      #expect(
        line.hasPrefix("#[") || line.hasPrefix("\"Start")
          || line.hasPrefix("Tag=") && line.contains(",HISTFAAA")
      )
    }
    #expect(text.contains("Tag=a%3Ab%2Cc%25d%20e:warmup:failed,0.000,1.000,"))
  }

  @Test("each interval is one write, and so are the head and the end")
  func writes() throws {
    let session = try MadeUpSession(seed: 4, intervals: 5)
    let disk = ScriptedDisk()
    let writer = RecordingWriter(path: "x", file: disk.file, head: session.head)
    for (record, events) in session.intervals { try writer.write(record, events: events) }
    try writer.finish(session.summary, end: session.end, events: session.lastEvents)
    #expect(disk.calls == 7)
    #expect(disk.isClosed)
  }

  @Test("passwords and queries of slow requests and the target stay out of the file")
  func secrets() throws {
    let scratch = try ScratchDirectory()
    var session = try MadeUpSession(seed: 5, intervals: 1)
    session.head.target = "http://user:hunter2@example:80/"
    session.intervals[0].events = [
      SessionEvent(
        atNanoseconds: 0,
        kind: .slowest([
          SlowRequest(
            atNanoseconds: 0,
            benchmark: "a",
            latencyNanoseconds: 5,
            outcome: "200",
            isGood: true,
            request: "GET https://me:hunter2@example/a?token=hunter2#hunter2"
          )
        ])
      )
    ]
    let path = try session.write(to: scratch.path)
    let text = String(decoding: try bytes(of: path), as: UTF8.self)
    #expect(!text.contains("hunter2"))
    #expect(text.contains("GET https://***@example/a"))
    let writer = try RecordingWriter.create(path: scratch.path + "/full.hlog", head: session.head)
    writer.recordsFullURLs = true
    try writer.write(session.intervals[0].record, events: session.intervals[0].events)
    let full = String(decoding: try bytes(of: writer.path), as: UTF8.self)
    #expect(full.contains("GET https://***@example/a?token=hunter2"))
    #expect(!full.contains("me:hunter2"))
  }
}
