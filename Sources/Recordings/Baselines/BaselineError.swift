/// Why a recording did not become a baseline, or a baseline was not removed.
package enum BaselineError: Error, Equatable, CustomStringConvertible {
  /// Its head is not there or damaged, so nobody knows of what it would be the reference.
  case headless(path: String)
  /// It makes a bad one.
  case refused(path: String, [BaselineObjection])
  /// It is the file that is there already.
  case isBaseline(path: String)
  /// The file that it would replace is of another suite, profile or environment.
  case ofAnotherKind(path: String, kind: String)
  /// It can't be found, read or copied.
  case recording(RecordingError)

  /// The exit status of sysexits.h that says so.
  package var exitStatus: Int32 {
    switch self {
    case .headless, .refused, .ofAnotherKind: 65
    case .isBaseline: 64
    case .recording(let error): error.exitStatus
    }
  }

  /// What is wrong, and the way out.
  package var description: String {
    switch self {
    case .headless(let path):
      "\(path.visible): does not say of which suite and profile it is, as a log of another program: "
        + "it can't be a baseline"
    case .refused(let path, let objections):
      "\(path.visible): is no baseline, since it " + Self.list(objections)
        + ". --force makes it one nevertheless"
    case .isBaseline(let path): "\(path.visible): is a baseline already"
    case .ofAnotherKind(let path, let kind):
      "\(path.visible): is of \(kind.visible), and left as it is. Move it away first"
    case .recording(let error): error.description
    }
  }

  /// `was steered by hand and failed 2 of its 11 budgets`.
  package static func list(_ objections: [BaselineObjection]) -> String {
    let words = objections.map(\.words)
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
