import Budgets
import Sessions
import Testing

@testable import Headroom

// Testing has a type of this name too.
private typealias ExitStatus = Headroom.ExitStatus

@Suite struct RunOutcomeTests {
  private func status(
    _ summary: Summary,
    end: SessionEnd = .completed,
    strict: Bool = false,
    failure: String? = nil
  ) -> ExitStatus {
    RunOutcome(summary: summary, end: end, isStrict: strict, writeFailure: failure).status.status
  }

  @Test func aPassIsSuccessAndDriftIsToo() throws {
    #expect(try status(Examples.summary([.pass])) == .success)
    #expect(try status(Examples.summary([.pass, .drift])) == .success)
  }

  @Test func anEngineThatFailedIsUnavailableIfNothingCame() throws {
    let failure = "perf ended with status 3: no such module"
    var summary = try Examples.summary([.pending], status: 3)
    #expect(
      RunOutcome(summary: summary, end: .completed, engineFailure: failure).status.status
        == .nothingJudged
    )
    summary.benchmarks = []
    let (status, reason) = RunOutcome(
      summary: summary,
      end: .completed,
      engineFailure: failure
    ).status
    #expect(status == .unavailable)
    #expect(reason == "nothing was measured: " + failure)
  }

  @Test func driftFailsWithStrict() throws {
    #expect(try status(Examples.summary([.drift], status: 1), strict: true) == .regression)
  }

  @Test func aViolationComesBeforeDriftAndInputOutput() throws {
    let summary = try Examples.summary([.drift, .violation], status: 2)
    #expect(status(summary, strict: true, failure: "disk full") == .violation)
  }

  @Test func whatCouldNotBeWrittenComesBeforeNothingJudged() throws {
    let pending = try Examples.summary([.pending], status: 3)
    #expect(status(pending) == .nothingJudged)
    #expect(status(pending, failure: "disk full") == .inputOutput)
    #expect(try status(Examples.summary([.pass]), failure: "disk full") == .inputOutput)
  }

  @Test func aServerThatNeverAnsweredComesBeforeItsViolation() throws {
    let summary = try Examples.summary([.violation], status: 2, answered: false)
    let outcome = RunOutcome(summary: summary, end: .completed, target: "http://127.0.0.1:9")
    #expect(outcome.status.status == .unavailable)
    #expect(outcome.status.reason == "nothing ever answered at http://127.0.0.1:9: 1000 refused")
  }

  @Test func aServerThatSpeaksAnotherProtocolIsNoAnswerAndHasAWayOut() throws {
    let summary = try Examples.summary(
      [.violation],
      status: 2,
      answered: false,
      unanswered: .wrongProtocol
    )
    let outcome = RunOutcome(summary: summary, end: .completed, target: "https://127.0.0.1:9")
    #expect(outcome.status.status == .unavailable)
    #expect(
      outcome.status.reason
        == "nothing ever answered at https://127.0.0.1:9: 1000 protocol. What was asked for is not "
        + "spoken there: with `http2: true` or --http2, leave that out or write `http2: auto`"
    )
  }

  @Test(arguments: [(Int32(2), Int32(130)), (15, 143), (1, 129)])
  func aSignalComesFirst(_ number: Int32, _ expected: Int32) throws {
    let summary = try Examples.summary([.violation], status: 2, answered: false)
    #expect(status(summary, end: .signal(number), failure: "disk full").rawValue == expected)
  }

  @Test func aRunThatTheUserEndedIsJudged() throws {
    #expect(try status(Examples.summary([.violation], status: 2), end: .stopped) == .violation)
    let passed = RunOutcome(summary: try Examples.summary([.pass]), end: .stopped).status
    #expect(passed.reason == "every objective that was judged passes, ended early by the user")
  }

  @Test func driftAndPendingOnesAreNamed() throws {
    let reason = RunOutcome(
      summary: try Examples.summary([.pass, .drift, .pending]),
      end: .completed
    ).status.reason
    #expect(reason == "no objective is violated; drift: list p95 105%; pending: list p95")
  }
}
