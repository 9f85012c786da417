/// A question that has to be answered with yes before something is removed.
enum Confirmation {
  /// Goes on if the answer is yes, or was given beforehand as `--yes`.
  static func ask(_ question: String, isAssumed: Bool) throws(Unconfirmed) {
    if isAssumed { return }
    guard let answer = Question.ask(question + " [y/N] ") else { throw .unasked }
    guard ["y", "yes"].contains(answer.lowercased()) else { throw .refused }
  }
}

/// Something was not confirmed.
enum Unconfirmed: CommandFailure, Equatable {
  /// Nobody could be asked.
  case unasked
  /// The answer was no.
  case refused

  var status: ExitStatus { .usage }

  var text: String {
    switch self {
    case .unasked: "nobody can be asked here: confirm it with --yes."
    case .refused: "nothing was removed."
    }
  }
}
