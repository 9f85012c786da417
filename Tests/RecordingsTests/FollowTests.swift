import Glibc
import Sessions
import Testing

@testable import Recordings

@Suite("A recording that is followed")
struct FollowTests {
  /// A recording that grows piece by piece.
  private final class Growing {
    let path: String
    let session: MadeUpSession
    private let scratch = try? ScratchDirectory()
    private let descriptor: Int32
    private let bytes: [UInt8]
    private var written = 0
    /// `[interval]`: where its lines end.
    private let ends: [Int]

    init(intervals: Int) throws {
      session = try MadeUpSession(seed: 61, intervals: intervals, samples: 5)
      let scratch = try #require(scratch)
      bytes = try RecordingsTests.bytes(of: session.write(to: scratch.path))
      var ends: [Int] = []
      var line = 0
      for feed in bytes.indices where bytes[feed] == 0x0a {
        if bytes[line...].starts(with: "#[Headroom interval ".utf8) { ends.append(feed + 1) }
        line = feed + 1
      }
      self.ends = ends
      path = "\(scratch.path)/growing.hlog"
      descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
      try #require(descriptor >= 0)
    }

    deinit { close(descriptor) }

    /// Writes so many intervals as a whole, and so many bytes of what follows.
    func grow(toIntervals count: Int, andBytes more: Int = 0) throws {
      try grow(to: ends[count - 1] + more)
    }

    /// Writes one byte; whether it was the last.
    func growByOne() throws -> Bool {
      try grow(to: written + 1)
      return written == bytes.count
    }

    func finish() throws { try grow(to: bytes.count) }

    private func grow(to end: Int) throws {
      let piece = Array(bytes[written..<end])
      try #require(write(descriptor, piece, piece.count) == piece.count)
      written = end
    }
  }

  /// What there is to take now.
  private func take(_ archive: RecordingArchive) throws -> (records: [IntervalRecord], isOver: Bool)
  {
    var records: [IntervalRecord] = []
    while true {
      switch try archive.next() {
      case .input(.interval(let record)): records.append(record)
      case .input(.end): return (records, true)
      case .input: break
      case .waiting: return (records, false)
      case .over:
        Issue.record("over without an end")
        return (records, true)
      }
    }
  }

  @Test("gives each interval once it is whole, and ends when the run does")
  func grows() throws {
    let file = try Growing(intervals: 6)
    try file.grow(toIntervals: 2, andBytes: 40)
    let archive = try RecordingArchive(path: file.path, follows: true)
    let records = file.session.intervals.map(\.record)
    var seen = try take(archive)
    #expect(seen.records == Array(records[..<2]) && !seen.isOver)
    #expect(archive.endNanoseconds == records[1].endNanoseconds)
    #expect(try take(archive).records == [])
    try file.grow(toIntervals: 3)
    seen = try take(archive)
    #expect(seen.records == [records[2]] && !seen.isOver)
    #expect(archive.endNanoseconds == records[2].endNanoseconds)
    try file.grow(toIntervals: 5, andBytes: 1)
    #expect(try take(archive).records == Array(records[3..<5]))
    try file.finish()
    seen = try take(archive)
    #expect(seen.records == [records[5]] && seen.isOver)
    #expect(archive.recordedSummary == file.session.summary)
    #expect(archive.warnings == [])
  }

  @Test("byte by byte has the same intervals as at once")
  func byteByByte() throws {
    let file = try Growing(intervals: 2)
    try file.grow(toIntervals: 1)
    let archive = try RecordingArchive(path: file.path, follows: true)
    var records = try take(archive).records
    var isOver = false
    while !isOver, try !file.growByOne() {
      let seen = try take(archive)
      records += seen.records
      isOver = seen.isOver
    }
    // The last line is whole without its line feed.
    #expect(isOver)
    #expect(records == file.session.intervals.map(\.record))
    #expect(archive.recordedSummary == file.session.summary)
    #expect(archive.warnings == [])
  }
}
