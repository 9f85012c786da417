import Sessions
import Testing

@testable import Recordings

@Suite("A damaged recording")
struct DamageTests {
  @Test("cut anywhere, what was marked before the cut is read and nothing else")
  func cuts() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 11, intervals: 3, samples: 3, names: ["a"])
    let whole = try bytes(of: try session.write(to: scratch.path))
    let records = session.intervals.map(\.record)
    var ends: [Int] = []
    for (position, byte) in whole.enumerated() where byte == 0x0a {
      let start = whole[..<position].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
      if whole[start...].starts(with: "#[Headroom interval ".utf8) { ends.append(position) }
    }
    #expect(ends.count == 3)
    // Without the beginning of its head, a file is nobody's.
    let head = Array("#[Headroom head ".utf8)
    let headStart = try #require(whole.indices.first { whole[$0...].starts(with: head) })
    for cut in 0..<whole.count {
      let path = try scratch.file("cut.hlog", Array(whole[..<cut]))
      do {
        let reading = try Reading(path)
        let expected = Array(records.prefix(ends.count { $0 <= cut }))
        try #require(reading.intervals == expected)
        // Without its line feed the last line is still whole.
        if cut < whole.count - 1 { #expect(reading.summary == nil) }
        if reading.summary == nil { #expect(reading.end == .torn || !reading.warnings.isEmpty) }
      } catch let error as RecordingError {
        #expect(error.exitStatus == 65)
        #expect(cut < headStart + head.count)
      }
    }
  }

  @Test("has no two intervals at one time")
  func overlapping() throws {
    let scratch = try ScratchDirectory()
    let head = SessionHead(suite: "a", profile: "p", startedNanoseconds: 0)
    let writer = try RecordingWriter.create(path: scratch.path + "/a.hlog", head: head)
    for number in 0..<40 {
      let record = IntervalRecord(
        number: number,
        startNanoseconds: 0,
        endNanoseconds: JSON.longestSession,
        phase: .measured
      )
      try writer.write(record, events: [])
    }
    let reading = try Reading(writer.path)
    #expect(reading.intervals.map(\.number) == [0])
    #expect(
      reading.warnings.contains {
        $0.text == "interval 39 begins before the one before it ended: dropped"
      }
    )
  }

  @Test("with bits turned over: no crash, and no other figures without a warning")
  func bitFlips() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 12, intervals: 3, samples: 4, names: ["a", "b"])
    let whole = try bytes(of: try session.write(to: scratch.path))
    let good = try Reading(try scratch.file("good.hlog", whole))
    #expect(good.warnings == [])
    var numbers = SeededNumbers(13)
    for _ in 0..<1000 {
      var flipped = whole
      for _ in 0..<Int.random(in: 1...3, using: &numbers) {
        let position = Int.random(in: 0..<whole.count, using: &numbers)
        flipped[position] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
      }
      guard flipped != whole else { continue }
      let path = try scratch.file("flip.hlog", flipped)
      do throws(RecordingError) {
        let reading = try Reading(path)
        guard reading.warnings.isEmpty else { continue }
        #expect(reading.intervals == good.intervals)
        #expect(reading.events == good.events)
        #expect(reading.summary == good.summary)
        #expect(reading.head == good.head)
        #expect(reading.end == good.end)
      } catch {
        #expect(error.exitStatus == 65)
      }
    }
  }

  @Test("names the line and the byte of a histogram that can't be decoded")
  func places() throws {
    let scratch = try ScratchDirectory()
    let lines = [
      "#[StartTime: 1700000000.000 (seconds since epoch)]", "0.000,1.000,1.000,HISTFAAAAAAA",
      "nonsense", "1.000,1.000,1.000,HISTFA=A", "",
    ]
    let path = try scratch.file("x.hlog", Array(lines.joined(separator: "\n").utf8))
    let reading = try Reading(path)
    #expect(
      reading.warnings.map(\.description) == [
        "line 3, byte 82: neither samples nor a comment",
        "line 2, byte 51: the histogram of 'x': shorter than it says",
        "line 4, byte 91: the histogram of 'x': not base64",
      ]
    )
  }

  @Test("a head that is lost leaves the figures, and says so")
  func lostHead() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 14, intervals: 2)
    let text = String(decoding: try bytes(of: try session.write(to: scratch.path)), as: UTF8.self)
    let damaged = text.replacing("#[Headroom head {", with: "#[Headroom head [", maxReplacements: 1)
    let reading = try Reading(try scratch.file("week-47.hlog", Array(damaged.utf8)))
    #expect(reading.head.suite == "week-47")
    #expect(reading.intervals == [session.intervals[1].record])
    #expect(reading.warnings.first?.kind == .damagedHead)
    let lost = text.replacing("#[Headroom head {", with: "#[Headro0m head {", maxReplacements: 1)
    let other = try Reading(try scratch.file("week-48.hlog", Array(lost.utf8)))
    #expect(other.intervals == [session.intervals[1].record])
    #expect(other.warnings.first?.kind == .damagedHead)
    #expect(!other.isForeign)
  }

  @Test("what a later version adds is skipped and counted")
  func laterVersion() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 15, intervals: 1)
    var part = Chunk()
    part.addHeader(of: session.head)
    let disk = ScriptedDisk()
    _ = disk.file.append(part.bytes[...])
    var lines = Array("#[Headroom event {\"at\":5,\"kind\":\"eclipse\",\"depth\":3}]\n".utf8)
    lines += Array("#[Headroom weather {\"wind\":3}]\n".utf8)
    let mark = session.intervals[0].record.markJSON.members ?? []
    var sealed = Array("#[Headroom interval ".utf8)
    let members =
      mark + [
        JSON.Member("colour", "red"), JSON.Member("lines", JSON(2)),
        JSON.Member("crc32", JSON(Checksum.of(lines))),
      ]
    sealed += JSON.object(members).bytes.dropLast()
    sealed += Array(",\"own_crc32\":\(Checksum.of(sealed))}]\n".utf8)
    let path = try scratch.file("x.hlog", part.bytes + lines + sealed)
    let reading = try Reading(path)
    var expected = session.intervals[0].record
    expected.series = []
    #expect(reading.intervals == [expected])
    #expect(reading.events.isEmpty)
    #expect(reading.warnings.map(\.kind) == [.unknownKind, .unknownKind])
    #expect(reading.warnings[0].text == "an event of kind 'eclipse' is not known here")
  }

  @Test("endless warnings are counted, and the first hundred kept")
  func manyWarnings() throws {
    let scratch = try ScratchDirectory()
    let line = String(decoding: try bytes(of: resource("three-tags.hlog")), as: UTF8.self)
      .split(separator: "\n").first { $0.hasPrefix("0.000") }
    let text = String(repeating: "nonsense\n", count: 500) + (try #require(line))
    let reader = try RecordingReader(path: try scratch.file("x.hlog", Array(text.utf8)))
    #expect(reader.warnings.count == 100)
    #expect(reader.warningCount == 500)
  }
}
