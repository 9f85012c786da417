package import Sessions

/// What a baseline is the reference of: a suite, a profile, and an environment if there is one.
///
/// It is also where the baseline is kept, below `recordings/baselines/` and without `.hlog`:
/// `notes-api/stress@staging`, or `notes-api/stress` without an environment. A name of a suite,
/// profile or environment has no `/` and no `@` there, so the parts can be told apart.
package struct BaselineName: Hashable, Sendable, Comparable {
  /// The whole of it.
  package let text: String

  /// The baseline that a session may become, or is held against.
  package init(of head: SessionHead) {
    let environment = head.environment.map { "@" + Self.part($0) } ?? ""
    text = Self.part(head.suite) + "/" + Self.part(head.profile) + environment
  }

  /// A baseline that was found in a folder.
  init(folder: String, stem: String) { text = folder + "/" + stem }

  /// Alphabetical.
  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// A part of a recording's name that is neither hidden nor leads out of its folder.
  private static func part(_ name: String) -> String {
    let part = RecordingName.part(name)
    return part.hasPrefix(".") ? "-" + part.dropFirst() : part
  }
}
