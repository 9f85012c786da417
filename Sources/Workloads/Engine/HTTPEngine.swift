package import Budgets
package import Sessions

/// Sends the load of a suite's HTTP benchmarks and measures the answers: a source of a live session.
package final class HTTPEngine: SessionSource {
  /// What is not in the suite.
  package struct Options: Sendable {
    /// Where relative URLs go; nil if the suite has none.
    package var base: String?
    /// The seed of everything random.
    package var seed: UInt64 = 1
    /// The length of an interval, ns, in whole milliseconds.
    package var intervalNanoseconds: Int64 = 1_000_000_000
    /// The number of event loops; nil for the CPUs that there are less one, at least one.
    package var threads: Int?

    /// Everything as usual.
    package init() {}
  }

  private let plan: EnginePlan
  private let tls: TLSContexts
  private let options: Options
  private let mailbox = Mailbox<EngineMessage>()

  /// An engine for `suite`, which does not run yet.
  package init(suite: Suite, options: Options) throws(EngineError) {
    plan = try EnginePlan(suite: suite, base: options.base, seed: options.seed)
    tls = try TLSContexts(suite.tls, for: plan.endpoints)
    self.options = options
  }

  package func start(into inbox: Inbox) throws {
    let threads = max(1, options.threads ?? CPUAffinity.count - 1)
    startThread { [plan, options, mailbox, tls] in
      let grid = IntervalGrid(
        warmupNanoseconds: plan.profile.warmupNanoseconds,
        intervalNanoseconds: options.intervalNanoseconds
      )
      EngineRun(
        plan: plan,
        grid: grid,
        threads: threads,
        tls: tls,
        mailbox: mailbox,
        inbox: inbox
      ).run()
    }
  }

  package func apply(_ control: Control) { mailbox.put(.control(control)) }
}

/// What the thread of an engine hears.
enum EngineMessage: Sendable {
  case worker(WorkerMessage)
  case control(Control)
  case names(NameLookup.Message)
}
