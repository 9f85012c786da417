package import Budgets
package import Measurements

/// Something that is sampled: a command or a function.
///
/// `take`, `finish` and `remarks` are called by one thread, the others by any.
package protocol SampleSubject: AnyObject, Sendable {
  /// The benchmark's name.
  var name: String { get }
  /// Whether its samples are taken in this process, so that they take longer when it stands still.
  var isMeasuredHere: Bool { get }
  /// How many samples are wanted.
  var sampling: Sampling { get }
  /// Takes samples into `tally`, blocking, until the turn is over or something is wanted at `desk`:
  /// at least one, unless it can take no more.
  ///
  /// Returns how many it took; 0 ends this benchmark.
  func take(_ turn: SampleTurn, into tally: SampleTally, desk: SampleDesk) -> Int
  /// Lets go of what it keeps between turns: it has no more of them.
  func finish()
  /// Ends what is under way as soon as it can.
  func cancel()
  /// What should be known of its samples, in words, when it has taken all of them.
  func remarks(on samples: Histogram) -> [String]
}

extension SampleSubject {
  package var isMeasuredHere: Bool { false }
  package func finish() {}
}

/// How long a subject goes on before others have their turn.
package struct SampleTurn: Sendable, Equatable {
  /// Whether its samples count.
  package var isWarmup: Bool
  /// So many samples at least.
  package var samples: Int
  /// And on until this moment of CLOCK_MONOTONIC, ns.
  package var untilNanoseconds: Int64

  /// A turn.
  package init(isWarmup: Bool, samples: Int, untilNanoseconds: Int64) {
    self.isWarmup = isWarmup
    self.samples = samples
    self.untilNanoseconds = untilNanoseconds
  }
}
