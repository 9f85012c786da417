import ArgumentParser
import Testing

@testable import Headroom

@Suite struct InterviewTests {
  @Test func aWrongAnswerIsExplainedAndAskedForAgain() throws {
    var answers = ["lots", "", "200/s"]
    var complaints: [String] = []
    let interview = Interview(
      ask: { _ in answers.removeFirst() },
      complain: { complaints.append($0) }
    )
    let first = try interview.answer("How much?", default: "10", LoadAnswer.read)
    #expect(first == .users(10))
    #expect(complaints == ["'lots' is neither a number of users nor a rate."])
    #expect(try interview.answer("How much?", LoadAnswer.read) == .rate(200))
  }

  @Test func nobodyToAskIsNoAnswer() throws {
    let interview = Interview(ask: { _ in nil }, complain: { _ in })
    #expect(try interview.answer("How much?", default: "10", LoadAnswer.read) == nil)
  }

  @Test func whatWasGivenIsNotAskedFor() throws {
    let interview = Interview(ask: { _ in nil }, complain: { _ in })
    #expect(try interview.answer("How much?", given: "3", LoadAnswer.read) == .users(3))
    #expect(throws: ValidationError.self) {
      try interview.answer("How much?", given: "x", LoadAnswer.read)
    }
  }
}
