/// A suite in a list.
package struct ListedSuite: Sendable, Equatable {
  /// What it is called on the command line.
  package var name: String
  /// What its recordings call it; nil if it can't be read.
  package var suite: String?
  /// One line about it, or about what is wrong with it.
  package var about: String
  /// Its profiles, that in force first.
  package var profiles: [String]
  /// Whether it can't be run as it is.
  package var isBroken: Bool

  /// A suite in a list.
  package init(
    name: String,
    suite: String?,
    about: String,
    profiles: [String] = [],
    isBroken: Bool = false
  ) {
    self.name = name
    self.suite = suite
    self.about = about
    self.profiles = profiles
    self.isBroken = isBroken
  }
}
