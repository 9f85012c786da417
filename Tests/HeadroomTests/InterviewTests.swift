import ArgumentParser
import Testing

@testable import Headroom

@Suite struct InterviewTests {
  @Test func aWrongAnswerIsExplainedAndAskedForAgain() throws {
    var answers = ["lots", "", "200/s"]
    var complaints: [String] = []
    let interview = Interview(
      ask: { _ in .text(answers.removeFirst()) },
      complain: { complaints.append($0) }
    )
    let first = try interview.answer("How much?", default: "10", LoadAnswer.read)
    #expect(first == .users(10))
    #expect(complaints == ["'lots' is neither a number of users nor a rate."])
    #expect(try interview.answer("How much?", LoadAnswer.read) == .rate(200))
  }

  @Test func withoutATerminalThereIsNoAnswer() throws {
    let interview = Interview(ask: { _ in .unasked }, complain: { _ in })
    #expect(try interview.answer("How much?", default: "10", LoadAnswer.read) == nil)
  }

  @Test func theEndOfTheInputIsNoDefault() throws {
    var answers: [Question.Answer] = [.text("lots"), .ended]
    let interview = Interview(ask: { _ in answers.removeFirst() }, complain: { _ in })
    #expect(throws: InputEnded()) {
      try interview.answer("How much?", default: "10", LoadAnswer.read)
    }
  }

  @Test func whatWasGivenIsNotAskedFor() throws {
    let interview = Interview(ask: { _ in .ended }, complain: { _ in })
    #expect(try interview.answer("How much?", given: "3", LoadAnswer.read) == .users(3))
    #expect(throws: ValidationError.self) {
      try interview.answer("How much?", given: "x", LoadAnswer.read)
    }
  }
}
