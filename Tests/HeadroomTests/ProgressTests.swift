import Budgets
import Sessions
import Testing

@testable import Headroom

@Suite struct ProgressTests {
  private func snapshot() -> Snapshot {
    var head = SessionHead(suite: "notes", profile: "smoke", startedNanoseconds: 0)
    head.target = "http://127.0.0.1:8080"
    var snapshot = Snapshot(head: head, suite: nil)
    snapshot.phase = .running
    snapshot.measuredNanoseconds = 12_000_000_000
    snapshot.plannedNanoseconds = 30_000_000_000
    snapshot.load.level = 50
    snapshot.traffic.rate = 843
    return snapshot
  }

  @Test func aLineSaysTimeLoadRateAndFailures() {
    var snapshot = snapshot()
    #expect(ProgressText.line(snapshot) == "00:12 of 00:30  50 users  843 req/s")
    snapshot.traffic.failedShare = 0.005
    snapshot.traffic.errors = [
      ErrorCount(kind: .timeout, count: 39), ErrorCount(kind: .status(503), count: 3),
    ]
    #expect(
      ProgressText.line(snapshot)
        == "00:12 of 00:30  50 users  843 req/s  failed now 0.5%: 39 timeout, 3 status 503"
    )
  }

  @Test func whatIsWaitedForIsToldBeforeAnythingIsMeasured() {
    var progress = Progress(isInPlace: false)
    var snapshot = snapshot()
    snapshot.phase = .starting
    snapshot.events = [SessionEvent(atNanoseconds: 0, kind: .notice("waiting for 2 workers"))]
    #expect(progress.text(for: snapshot, atNanoseconds: 0) == "waiting for 2 workers\n")
    #expect(progress.text(for: snapshot, atNanoseconds: 1) == nil)
    snapshot.phase = .warmup
    snapshot.events.append(SessionEvent(atNanoseconds: 1, kind: .notice("one is there")))
    #expect(progress.text(for: snapshot, atNanoseconds: 2) == "one is there\n")
    snapshot.phase = .running
    snapshot.events.append(SessionEvent(atNanoseconds: 2, kind: .notice("two are there")))
    #expect(progress.text(for: snapshot, atNanoseconds: 3) == "two are there\n")
    #expect(progress.text(for: snapshot, atNanoseconds: 4) == nil)
    // Of two at once the second is not taken for the first.
    snapshot.events.append(SessionEvent(atNanoseconds: 2, kind: .notice("three are there")))
    #expect(progress.rest(of: snapshot) == "three are there\n")
    #expect(progress.rest(of: snapshot).isEmpty)
  }

  @Test func manyNoticesAreNotAllSaid() {
    var progress = Progress(isInPlace: false)
    var snapshot = snapshot()
    snapshot.events = (0..<1000).map {
      SessionEvent(atNanoseconds: Int64($0), kind: .notice("line \($0) is no measurement"))
    }
    let said = progress.rest(of: snapshot).split(separator: "\n")
    #expect(said.count == Progress.mostNotices + 1)
    #expect(said.last == "more is said in the event list of the recording alone")
  }

  @Test func ofCommandsItSaysWhichRunItIs() {
    var snapshot = snapshot()
    snapshot.plannedNanoseconds = nil
    snapshot.load.model = .samples
    snapshot.load.inFlight = 1
    snapshot.load.progress = SampleProgress(runs: 11, plannedRuns: 40)
    snapshot.traffic.rate = 97
    #expect(ProgressText.line(snapshot) == "00:12  run 12 of 40  97 runs/s")
  }

  @Test func aLogGetsALineEveryTenSecondsAndNoneAtTheStart() {
    var progress = Progress(isInPlace: false)
    let snapshot = snapshot()
    #expect(progress.text(for: snapshot, atNanoseconds: 0) == nil)
    #expect(progress.text(for: snapshot, atNanoseconds: 9_999_999_999) == nil)
    #expect(
      progress.text(for: snapshot, atNanoseconds: 10_000_000_000)
        == "00:12 of 00:30  50 users  843 req/s\n"
    )
    #expect(progress.text(for: snapshot, atNanoseconds: 10_500_000_000) == nil)
  }

  @Test func aTerminalGetsOneLineThatIsWrittenOver() {
    var progress = Progress(isInPlace: true)
    var snapshot = snapshot()
    let long = progress.text(for: snapshot, atNanoseconds: 0)
    #expect(long == "\r00:12 of 00:30  50 users  843 req/s")
    snapshot.traffic.rate = 8
    let short = progress.text(for: snapshot, atNanoseconds: 1_000_000_000)
    #expect(short == "\r00:12 of 00:30  50 users  8.0 req/s")
    #expect(progress.cleared() == "\r" + String(repeating: " ", count: 35) + "\r")
    #expect(progress.cleared() == "")
  }

  @Test func theLineIsNeverAsWideAsTheTerminal() {
    var progress = Progress(isInPlace: true, columns: 20)
    #expect(progress.text(for: snapshot(), atNanoseconds: 0) == "\r00:12 of 00:30  50 ")
  }

  @Test func aTargetThatIsDownIsToldAtOnceAndOnce() {
    var progress = Progress(isInPlace: false)
    var snapshot = snapshot()
    snapshot.phase = .starting
    snapshot.traffic.errors = [ErrorCount(kind: .refused, count: 12)]
    #expect(
      progress.text(for: snapshot, atNanoseconds: 1)
        == "no answer yet: 12 refused at http://127.0.0.1:8080; the run goes on trying\n"
    )
    #expect(progress.text(for: snapshot, atNanoseconds: 2) == nil)
  }

  @Test func aRecordingThatCannotBeWrittenIsToldOnce() {
    var progress = Progress(isInPlace: false)
    var snapshot = snapshot()
    snapshot.recording = .failed(path: "recordings/x.hlog", reason: "No space left on device")
    #expect(
      progress.text(for: snapshot, atNanoseconds: 1)
        == "the recording recordings/x.hlog can't be written: No space left on device; "
        + "the run goes on\n"
    )
    #expect(progress.text(for: snapshot, atNanoseconds: 2) == nil)
  }
}
