package import Budgets
package import Measurements

/// What a comparison needs to know of one session.
package struct SessionFigures: Sendable {
  /// What was known when it started.
  package var head: SessionHead
  /// How it ended, with the facts of the run.
  package var summary: Summary
  /// What was measured, as it was understood; nil for a log of another program.
  package var suite: Suite?
  /// Why it ended.
  package var end: SessionEnd
  /// In the order of the suite.
  package var benchmarks: [SubjectFigures]
  /// All benchmarks together.
  package var whole: SubjectFigures
}

/// The measured part of one benchmark, or of all of them together.
package struct SubjectFigures: Sendable {
  /// The benchmark's name, or `suite`.
  package var name: String
  /// Everything that happened.
  package var totals: Totals
  /// The same in contiguous batches, from which the uncertainty follows.
  package var batches: BatchMeans
  /// Whether its samples do not depend on each other, as those of commands and functions; then their
  /// number alone says how uncertain they are, whatever the number of batches.
  package var isIndependent: Bool

  /// The figures of a subject.
  package init(name: String, totals: Totals, batches: BatchMeans, isIndependent: Bool = false) {
    self.name = name
    self.totals = totals
    self.batches = batches
    self.isIndependent = isIndependent
  }
}

extension SessionState {
  /// What a comparison needs to know of this session.
  package func figures() -> SessionFigures {
    func figures(_ name: String, _ subject: SubjectState) -> SubjectFigures {
      SubjectFigures(
        name: name,
        totals: subject.totals,
        batches: subject.batches,
        isIndependent: subject.isIndependent
      )
    }
    return SessionFigures(
      head: head,
      summary: summary(),
      suite: head.suiteText.isEmpty ? nil : suite,
      end: end ?? .torn,
      benchmarks: zip(roster.benchmarks, subjects[roster.firstBenchmark...]).map(figures),
      whole: figures(Subject.suite.name, subjects[Roster.suite])
    )
  }
}
