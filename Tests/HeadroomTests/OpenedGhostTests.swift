import Recordings
import Sessions
import Testing

@testable import Headroom

/// The two sample sessions, of 60 s each: the one behind the other.
@Suite struct OpenedGhostTests {
  private func ghost(
    _ choice: GhostChoice = .last,
    behind stretch: Range<Int64>?
  ) throws -> OpenedGhost {
    let replay = try Replay(path: SampleSessions.after, Replay.Request())
    return OpenedGhost(
      choice,
      behind: replay.head,
      judgedBy: replay.suite,
      stretch: stretch,
      in: RecordingCatalog(directory: SampleSessions.folder),
      onChange: {}
    )
  }

  @Test func theLastSessionIsBehindAllOfIt() throws {
    let ghost = try ghost(behind: nil)
    #expect(ghost.recording?.entry.path.hasSuffix("sample-1-before.hlog") == true)
    let seconds = try #require(ghost.follower).ghost.overview.endNanoseconds / 1_000_000_000
    #expect((59...61).contains(seconds))
  }

  @Test func ofAStretchItIsTheSameStretch() throws {
    let ghost = try ghost(behind: 20_000_000_000..<35_000_000_000)
    let overview = try #require(ghost.follower).ghost.overview
    #expect((14...16).contains(overview.endNanoseconds / 1_000_000_000))
    let whole = try #require(try self.ghost(behind: nil).follower).ghost.overview
    let shift =
      overview.snapshot.head.startedNanoseconds - whole.snapshot.head.startedNanoseconds
    #expect((19...20).contains(shift / 1_000_000_000))
  }

  @Test func ofAStretchBehindItsEndThereIsNone() throws {
    let ghost = try ghost(behind: 90_000_000_000..<95_000_000_000)
    #expect(ghost.follower == nil)
    #expect(
      ghost.complaint
        == "no session behind this one: last run ended before this stretch begins"
    )
  }

  @Test func whatCannotBeReadIsSaid() throws {
    let ghost = try ghost(.named("nothing-of-this-name"), behind: nil)
    #expect(ghost.follower == nil)
    #expect(ghost.complaint?.hasPrefix("no session behind this one: ") == true)
  }

  @Test func noneIsNone() throws {
    let ghost = try ghost(.none, behind: nil)
    #expect(ghost.follower == nil && ghost.complaint == nil && ghost.recording == nil)
  }
}
