/// Questions with answers that must make sense.
struct Interview {
  /// Asks one question.
  var ask: (String) -> Question.Answer
  /// Says what is wrong with an answer.
  var complain: (String) -> Void

  /// The answer that `read` takes, asked for again until it does; nil if there is no terminal to ask on.
  ///
  /// What was `given` on the command line is not asked for, and its error is thrown; so is the end of the
  /// input.
  func answer<Answer>(
    _ question: String,
    given: String? = nil,
    default standard: String? = nil,
    _ read: (String) throws -> Answer
  ) throws -> Answer? {
    if let given { return try read(given) }
    while true {
      switch ask(question) {
      case .unasked: return nil
      case .ended: throw InputEnded()
      case .text(let line):
        do {
          return try read(line.isEmpty ? standard ?? "" : line)
        } catch let failure as any CommandFailure {
          complain(failure.text)
        } catch {
          complain("\(error)")
        }
      }
    }
  }
}

/// A question was answered by the end of the input.
struct InputEnded: CommandFailure, Equatable {
  var status: ExitStatus { .usage }
  var text: String { "the input ended before the last answer, so nothing was written." }
}
