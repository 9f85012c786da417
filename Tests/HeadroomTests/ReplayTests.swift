import Budgets
import Foundation
import Sessions
import TestSupport
import Testing

@testable import Headroom

@Suite struct ReplayTests {
  private static let suiteText = """
    benchmarks:
      list-notes: { http: GET /, budget: { p95: 1s } }
      other: { http: GET /, budget: { p95: 1s } }
    """

  @Test func aRecordingThatIsWholeEndsAsTheRunDid() throws {
    let result = try Replay(path: SampleSessions.after).result()
    #expect(result.summary.verdict == .drift)
    #expect(result.summary.status == 0)
    #expect(result.warnings.isEmpty)
  }

  @Test func whoseHeadIsLostIsReplayedWithoutBudgets() throws {
    let text = try String(contentsOfFile: SampleSessions.after, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#[Headroom head ") }
    let folder = TemporaryFolder(["x.hlog": lines.joined(separator: "\n") + "\n"])
    let replay = try Replay(path: folder.path + "/x.hlog")
    #expect(
      replay.warning == "its head is damaged or lost, so its suite and its budgets are not known"
    )
    #expect(try replay.result().summary.verdict == .pending)
  }

  @Test func readingStopsWithinTheFileWhereThatIsWanted() throws {
    var looks = 0
    let result = try Replay(path: SampleSessions.after).result { _, isWaiting in
      looks += 1
      return isWaiting
    }
    #expect(looks == 1)
    #expect(!result.isFinished)
    let whole = try Replay(path: SampleSessions.after).result()
    #expect(result.summary.measuredNanoseconds < whole.summary.measuredNanoseconds)
  }

  @Test func theStatusOfTheRunIsNotKeptWhereNothingCanBeJudgedAnyMore() throws {
    let text = try String(contentsOfFile: SampleSessions.before, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("Tag=") }
    let folder = TemporaryFolder(["x.hlog": lines.joined(separator: "\n") + "\n"])
    let result = try Replay(path: folder.path + "/x.hlog").result()
    #expect(!result.warnings.isEmpty)
    #expect(result.summary.verdict == .pending)
    #expect(result.summary.status == 3)
  }

  @Test func whoIsJudgedBySomebodyElsesSuiteIsToldWhatItLacks() throws {
    let folder = TemporaryFolder(["strict.yaml": Self.suiteText])
    var request = Replay.Request()
    request.suite = try SuiteSource(reading: folder.path + "/strict.yaml")
    let replay = try Replay(path: SampleSessions.before, request)
    #expect(
      replay.warning
        == "judged by the suite 'strict', which does not have 3 of its benchmarks; left out: "
        + "read-note, create-note, sync-status"
    )
    #expect(try Replay(path: SampleSessions.before).warning == nil)
  }

  @Test func aStretchIsComparedAsItIsReplayed() throws {
    var request = Replay.Request()
    request.from = .elapsed(nanoseconds: 30_000_000_000)
    request.to = .elapsed(nanoseconds: 40_000_000_000)
    let replay = try Replay(path: SampleSessions.after, request)
    let replayed = try replay.result().summary
    let part = try ComparedSession(path: SampleSessions.after, stretch: replay.stretch)
    let whole = try ComparedSession(path: SampleSessions.after)
    func counts(_ summary: Summary) -> [UInt64] { summary.benchmarks.map { $0.count } }
    #expect(replayed.measuredNanoseconds == 10_000_000_000)
    #expect(part.figures.summary.measuredNanoseconds == 10_000_000_000)
    #expect(counts(part.figures.summary) == counts(replayed))
    #expect(counts(whole.figures.summary) != counts(replayed))
  }
}
