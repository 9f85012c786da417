package import Sessions

/// Samples commands and functions, one run after the other: a source of a live session.
package final class SampleSource: SessionSource {
  /// What is not in the subjects.
  package struct Options: Sendable {
    /// Whether they take turns, sample by sample.
    package var takesTurns = false
    /// The length of an interval, ns, in whole milliseconds.
    package var intervalNanoseconds: Int64 = 1_000_000_000

    /// Everything as usual.
    package init() {}
  }

  private let subjects: [any SampleSubject]
  private let options: Options
  private let mailbox = Mailbox<SampleMessage>()

  /// A source that samples `subjects`, at least one, in their order.
  package init(_ subjects: [any SampleSubject], options: Options = Options()) {
    precondition(!subjects.isEmpty, "there is something to sample")
    self.subjects = subjects
    self.options = options
  }

  package func start(into inbox: Inbox) {
    startThread { [subjects, options, mailbox] in
      SampleRun(subjects: subjects, options: options, mailbox: mailbox, inbox: inbox).run()
    }
  }

  package func apply(_ control: Control) { mailbox.put(.control(control)) }
}
