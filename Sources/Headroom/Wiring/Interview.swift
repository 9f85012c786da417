/// Questions with answers that must make sense.
struct Interview {
  /// Asks one question; nil if nobody answers.
  var ask: (String) -> String?
  /// Says what is wrong with an answer.
  var complain: (String) -> Void

  /// The answer that `read` takes, asked for again until it does; nil if nobody answers.
  ///
  /// What was `given` on the command line is not asked for, and its error is thrown.
  func answer<Answer>(
    _ question: String,
    given: String? = nil,
    default standard: String? = nil,
    _ read: (String) throws -> Answer
  ) throws -> Answer? {
    if let given { return try read(given) }
    while let line = ask(question) {
      let text = line.isEmpty ? standard ?? "" : line
      do {
        return try read(text)
      } catch let failure as any CommandFailure {
        complain(failure.text)
      } catch {
        complain("\(error)")
      }
    }
    return nil
  }
}
