import Glibc
import Measurements
import Sessions
import TestSupport
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

    func finish() throws { try grow(to: bytes.count) }

    private func grow(to end: Int) throws {
      let piece = Array(bytes[written..<end])
      try #require(write(descriptor, piece, piece.count) == piece.count)
      written = end
    }
  }

  /// What came until so many intervals did, or the end.
  private func take(
    _ count: Int,
    from inbox: Inbox
  ) -> (intervals: [IntervalRecord], end: SessionEnd?) {
    var intervals: [IntervalRecord] = []
    var end: SessionEnd?
    while intervals.count < count, end == nil {
      for input in inbox.takeAll() {
        switch input {
        case .interval(let interval): intervals.append(interval)
        case .end(let reason): end = reason
        case .event, .preview: break
        }
      }
    }
    return (intervals, end)
  }

  @Test("gives each interval once it is whole, and ends when the run does", .timeLimit(.minutes(1)))
  func grows() throws {
    let file = try Growing(intervals: 6)
    try file.grow(toIntervals: 2, andBytes: 40)
    let source = ReplaySource(try RecordingReader(path: file.path), follows: true)
    let inbox = Inbox()
    source.start(into: inbox)
    let records = file.session.intervals.map(\.record)
    #expect(take(2, from: inbox).intervals == Array(records[..<2]))
    #expect(source.outcome == nil)
    try file.grow(toIntervals: 3)
    #expect(take(1, from: inbox).intervals == [records[2]])
    try file.grow(toIntervals: 5, andBytes: 1)
    #expect(take(2, from: inbox).intervals == Array(records[3..<5]))
    try file.finish()
    let last = take(2, from: inbox)
    #expect(last.intervals == [records[5]])
    #expect(last.end == file.session.end)
    #expect(source.outcome?.summary == file.session.summary)
    #expect(source.outcome?.warnings == [])
  }

  @Test(
    "goes on waiting when nothing more comes, says for how long, and stops when asked",
    .timeLimit(.minutes(1))
  )
  func dies() throws {
    let file = try Growing(intervals: 2)
    try file.grow(toIntervals: 1, andBytes: 10)
    let clock = ManualClock()
    let source = ReplaySource(try RecordingReader(path: file.path), follows: true, clock: clock)
    let inbox = Inbox()
    source.start(into: inbox)
    #expect(take(1, from: inbox).intervals.count == 1)
    #expect(source.quietNanoseconds == 0)
    clock.advance(byNanoseconds: 30_000_000_000)
    #expect(source.quietNanoseconds == 30_000_000_000)
    try file.grow(toIntervals: 2)
    #expect(take(1, from: inbox).intervals.count == 1)
    #expect(source.quietNanoseconds == 0)
    source.apply(.stop(.signal(2), drain: false))
    #expect(take(1, from: inbox).end == .signal(2))
    #expect(source.outcome?.summary == nil)
    #expect(source.outcome?.warnings == [])
  }
}
