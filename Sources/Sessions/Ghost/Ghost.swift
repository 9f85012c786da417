/// Another session behind the one on the screen, at the same elapsed time.
package struct Ghost: Sendable {
  /// What it is called: `last run`, `baseline`, or its label or name.
  package var name: String
  /// The whole of it, as far as it is known; judged by the suite of the session before it, so that
  /// both have the same objectives.
  package var overview: Overview
  /// It at the moment that was asked for last; nil before the first answer.
  package var frame: Frame?

  /// A ghost of which this is known.
  package init(name: String, overview: Overview, frame: Frame? = nil) {
    self.name = name
    self.overview = overview
    self.frame = frame
  }
}

/// How another session ended, and what it is called beside this one.
package struct OtherResult: Sendable, Equatable {
  /// `last run`, `baseline`, or its label or name.
  package var name: String
  /// How it ended.
  package var summary: Summary

  /// The result of another session.
  package init(name: String, summary: Summary) {
    self.name = name
    self.summary = summary
  }
}
