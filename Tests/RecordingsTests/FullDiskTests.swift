import Glibc
import Sessions
import Testing

@testable import Recordings

@Suite("A disk that fails")
struct FullDiskTests {
  private func write(_ session: MadeUpSession, to disk: ScriptedDisk) throws -> [RecordingError] {
    let writer = RecordingWriter(path: "x.hlog", file: disk.file, head: session.head)
    var errors = writer.failure.map { [$0] } ?? []
    for (record, events) in session.intervals {
      do throws(RecordingError) {
        try writer.write(record, events: events)
        #expect(writer.failure == nil)
      } catch {
        errors.append(error)
        #expect(writer.failure == error)
      }
    }
    try writer.finish(session.summary, end: session.end, events: session.lastEvents)
    return errors
  }

  @Test(
    "leaves a file without a gap as soon as there is room again",
    arguments: [
      [.fails(ENOSPC)], [.takes(5), .fails(ENOSPC)],
      [.takes(100_000), .fails(EIO), .fails(EIO), .takes(17), .fails(ENOSPC), .fails(ENOSPC)],
      [.takes(100_000), .takesAndFails(40, EIO), .takes(3), .takesAndFails(1, EIO)],
      [.takes(100_000), .takes(100_000), .takes(0), .takes(1), .takes(1), .fails(ENOSPC)],
    ] as [[ScriptedDisk.Answer]]
  )
  func recovers(script: [ScriptedDisk.Answer]) throws {
    let session = try MadeUpSession(seed: 6, intervals: 8)
    let good = ScriptedDisk()
    #expect(try write(session, to: good).isEmpty)
    let bad = ScriptedDisk(script)
    #expect(try !write(session, to: bad).isEmpty)
    #expect(bad.bytes == good.bytes)
  }

  @Test("is told with the file, the system's words and what waits")
  func text() throws {
    let session = try MadeUpSession(seed: 6, intervals: 2)
    let disk = ScriptedDisk([.takes(1_000_000), .fails(ENOSPC), .fails(ENOSPC)])
    let errors = try write(session, to: disk)
    #expect(
      errors.map(\.description) == [
        "x.hlog: can't be written: No space left on device; 1 part waits for another try",
        "x.hlog: can't be written: No space left on device; 2 parts wait for another try",
      ]
    )
    #expect(errors.allSatisfy { $0.exitStatus == 74 })
    #expect(errors[0].reason == "No space left on device")
  }

  @Test("that never recovers leaves what was marked, and the end says so")
  func neverRecovers() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 7, intervals: 4)
    let broken = Array(repeating: ScriptedDisk.Answer.fails(EIO), count: 20)
    let disk = ScriptedDisk([.takes(1_000_000), .takes(1_000_000), .takes(30)] + broken)
    let writer = RecordingWriter(path: "x.hlog", file: disk.file, head: session.head)
    try writer.write(session.intervals[0].record, events: [])
    for (record, events) in session.intervals.dropFirst() {
      #expect(throws: RecordingError.self) { try writer.write(record, events: events) }
    }
    #expect(throws: RecordingError.self) { try writer.finish(session.summary) }
    #expect(disk.isClosed)
    let reading = try Reading(try scratch.file("x.hlog", disk.bytes))
    #expect(reading.intervals == [session.intervals[0].record])
    #expect(reading.end == .torn)
    #expect(reading.warnings.map(\.kind) == [.tornEnd])
  }

  @Test("gives up the oldest intervals when too much waits, never half of one")
  func limit() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 8, intervals: 6)
    var backlog = Backlog()
    let disk = ScriptedDisk([.takes(1_000_000), .takes(50), .fails(ENOSPC)])
    var part = Chunk()
    part.addHeader(of: session.head)
    backlog.add(part.bytes)
    #expect(backlog.flush(to: disk.file) == 0)
    let deflater = Deflater()
    for (record, _) in session.intervals {
      var part = Chunk()
      for series in record.series { part.addSamples(of: series, in: record, with: deflater) }
      part.addMark(of: record)
      backlog.add(part.bytes, limit: part.bytes.count * 3)
      if record.number == 0 { #expect(backlog.flush(to: disk.file) == ENOSPC) }
    }
    #expect(backlog.lost > 0)
    #expect(backlog.flush(to: disk.file) == 0)
    let reading = try Reading(try scratch.file("x.hlog", disk.bytes))
    let numbers = reading.intervals.map(\.number)
    #expect(numbers.first == 0 && numbers.last == 5 && numbers.count < 6)
    #expect(reading.warnings.map(\.kind) == [.missingIntervals])
    for interval in reading.intervals {
      #expect(interval == session.intervals[interval.number].record)
    }
  }

  @Test("lines of a torn interval are dropped, and a later whole one is still read")
  func tornMiddle() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 9, intervals: 3)
    var file: [UInt8] = []
    var head = Chunk()
    head.addHeader(of: session.head)
    file += head.bytes
    let deflater = Deflater()
    for (record, _) in session.intervals {
      var part = Chunk()
      for series in record.series { part.addSamples(of: series, in: record, with: deflater) }
      part.addMark(of: record)
      file +=
        record.number == 1 ? part.bytes.prefix(part.bytes.count / 2) + [0x0a] : part.bytes[...]
    }
    let reading = try Reading(try scratch.file("x.hlog", file))
    #expect(reading.intervals.map(\.number) == [0, 2])
    #expect(reading.intervals[1] == session.intervals[2].record)
    #expect(Set(reading.warnings.map(\.kind)) == [.damagedInterval, .missingIntervals])
  }

  @Test("the observer tells how the recording stands, and forgets what was made good")
  func observer() throws {
    let session = try MadeUpSession(seed: 10, intervals: 2)
    let disk = ScriptedDisk([.takes(1_000_000), .fails(ENOSPC)])
    let observer = RecordingObserver(
      RecordingWriter(path: "x.hlog", file: disk.file, head: session.head)
    )
    #expect(observer.recording == .writing("x.hlog"))
    observer.receive(.interval(session.intervals[0].record, events: []))
    #expect(observer.recording == .failed(path: "x.hlog", reason: "No space left on device"))
    #expect(observer.error?.exitStatus == 74)
    observer.receive(.interval(session.intervals[1].record, events: []))
    #expect(observer.recording == .writing("x.hlog"))
    #expect(observer.error == nil)
    observer.willEnd(.signal(2))
    observer.receive(.summary(session.summary, events: []))
    let scratch = try ScratchDirectory()
    let reading = try Reading(try scratch.file("x.hlog", disk.bytes))
    #expect(reading.end == .signal(2))
    #expect(reading.warnings == [])
  }
}
