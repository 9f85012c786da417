/// A question that has to be answered with yes before something is removed.
enum Confirmation {
  /// Goes on if the answer is yes, or was given beforehand as `--yes`.
  static func ask(_ question: String, isAssumed: Bool) throws(Unconfirmed) {
    if isAssumed { return }
    guard let isConfirmed = Question.isConfirmed(question) else { throw .unasked }
    guard isConfirmed else { throw .refused }
  }
}

/// Something was not confirmed.
enum Unconfirmed: CommandFailure, Equatable {
  /// There was no terminal to ask on.
  case unasked
  /// The answer was no.
  case refused

  var status: ExitStatus { .usage }

  var text: String {
    switch self {
    case .unasked: "there is no terminal to ask on: confirm it with --yes."
    case .refused: "nothing was removed."
    }
  }
}
