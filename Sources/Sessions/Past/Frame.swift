package import Budgets

/// A session as it was at one moment: what a stopped playhead shows.
package struct Frame: Sendable {
  /// The moment that was asked for, as it was asked for, ns since the start of the session.
  package var atNanoseconds: Int64
  /// The session after the last interval that was complete at this moment; events, steps and histories end
  /// there too.
  package var snapshot: Snapshot
  /// Whether the figures since the start are in it; before a long file has been summed up to here,
  /// only the windows of 10 s and 60 s are.
  package var isWhole: Bool
  /// Why nothing is known of this moment, in words; nil if it is.
  package var problem: String?
  /// What changed in the minute before, the first that moved first.
  package var changes: [Change] = []

  /// A session at one moment.
  package init(atNanoseconds: Int64, snapshot: Snapshot, isWhole: Bool) {
    self.atNanoseconds = atNanoseconds
    self.snapshot = snapshot
    self.isWhole = isWhole
  }

  /// A moment that can't be read, of a session such as `snapshot`.
  package init(atNanoseconds: Int64, unreadable problem: String, like snapshot: Snapshot) {
    self.init(atNanoseconds: atNanoseconds, snapshot: snapshot.withoutFigures, isWhole: false)
    self.problem = problem
  }
}

/// A figure that changed in the minute before a moment.
package struct Change: Sendable, Equatable {
  /// What is meant by it.
  package enum Figure: Sendable, Equatable {
    /// The value of an objective, an index into `Snapshot.objectives`.
    case objective(Int)
    /// Users or requests per second that were asked for.
    case level
    /// Requests per second.
    case rate
    /// Failed / all, 0...1.
    case failed
    /// Requests in flight.
    case inFlight
    /// The load generator's CPU, as a share of one core.
    case generatorCPU
  }

  /// How much of a session it takes to tell, ns: the last 30 s, and the intervals that a range is made
  /// of before them.
  package static func leastNanoseconds(_ intervalNanoseconds: Int64) -> Int64 {
    30_000_000_000 + Int64(ChangeFinder.least) * intervalNanoseconds
  }

  /// What changed.
  package var figure: Figure
  /// Its value in the first half of the minute, the median of its intervals.
  package var before: Double
  /// Its value in the last 10 s.
  package var now: Double
  /// When it first left the range that it had before, ns since the start of the session.
  package var sinceNanoseconds: Int64

  /// A change.
  package init(figure: Figure, before: Double, now: Double, sinceNanoseconds: Int64) {
    self.figure = figure
    self.before = before
    self.now = now
    self.sinceNanoseconds = sinceNanoseconds
  }
}

/// A stretch of a session, judged on its own.
package struct RegionResult: Sendable, Equatable {
  /// From the start of an interval to the end of one, ns since the start of the session.
  package var bounds: Range<Int64>
  /// `[objective]`, as in `Snapshot.objectives`.
  package var judgements: [Judgement]
  /// Requests that ended in it, failed ones included.
  package var count: UInt64
  /// Those that failed.
  package var failed: UInt64
  /// `count` per second.
  package var rate: Double

  /// A stretch of a session.
  package init(
    bounds: Range<Int64>,
    judgements: [Judgement],
    count: UInt64,
    failed: UInt64,
    rate: Double
  ) {
    self.bounds = bounds
    self.judgements = judgements
    self.count = count
    self.failed = failed
    self.rate = rate
  }
}
