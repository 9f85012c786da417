package import Measurements

/// Everything that was measured between two moments: what is recorded, and what everything is judged
/// by.
package struct IntervalRecord: Sendable, Equatable {
  /// Whether its samples count.
  package enum Phase: String, CaseIterable, Sendable {
    /// Load that is kept out of every figure.
    case warmup
    /// The measured part.
    case measured
  }

  /// 0 for the first interval of the session.
  package var number: Int
  /// Since the start of the session, ns, in whole milliseconds.
  package var startNanoseconds: Int64
  /// Since the start of the session, ns.
  package var endNanoseconds: Int64
  /// How long of it the load was paused, ns.
  package var pausedNanoseconds: Int64 = 0
  /// How long of the rest of it this program stood still, ns; the plan went on meanwhile.
  package var stoppedNanoseconds: Int64 = 0
  /// Whether its samples count.
  package var phase: Phase
  /// The series that have samples in it.
  package var series: [SeriesCounts] = []
  /// What happened per benchmark besides samples; benchmarks without anything are left out.
  package var counters: [BenchmarkCounters] = []
  /// The benchmarks that were measured in it; nil for all.
  ///
  /// Where parts of a session run one after the other, rates are over each one's own time.
  package var active: [String]?
  /// The watched processes at its end, in the order of the suite; those that are not there are left
  /// out.
  package var processes: [ProcessGauge] = []
  /// The load at its end.
  package var load = LoadGauge()
  /// What the load generator could and could not do.
  package var generator = GeneratorGauge()

  /// An interval without samples.
  package init(number: Int, startNanoseconds: Int64, endNanoseconds: Int64, phase: Phase) {
    self.number = number
    self.startNanoseconds = startNanoseconds
    self.endNanoseconds = endNanoseconds
    self.phase = phase
  }

  /// Whether any request that ended in it was answered, however badly.
  package var hasAnswers: Bool {
    let isGood = series.contains { series in
      switch series.id.kind {
      case .succeeded, .warmup: !series.counts.isEmpty
      case .failed, .service, .warmupFailed, .userTime, .systemTime, .residentMemory: false
      }
    }
    return isGood || counters.contains { $0.errors.contains { $0.key.isAnswer && $0.value > 0 } }
  }

  /// How long the load was on in it, ns.
  package var activeNanoseconds: Int64 {
    max(0, endNanoseconds - startNanoseconds - pausedNanoseconds - stoppedNanoseconds)
  }
}

/// What the samples of a series are.
package struct SeriesID: Hashable, Sendable {
  /// The kinds of series of a benchmark.
  package enum Kind: String, CaseIterable, Sendable {
    /// Latency of what succeeded.
    case succeeded = ""
    /// Latency of what failed.
    case failed
    /// First byte written to last byte read, of what succeeded (open model).
    case service
    /// Latency of what succeeded during the warm-up.
    case warmup
    /// Latency of what failed during the warm-up.
    case warmupFailed = "warmup:failed"
    /// CPU time in user mode of each successful run of a command, ns.
    case userTime = "user"
    /// CPU time in kernel mode of each successful run of a command, ns.
    case systemTime = "system"
    /// The most resident memory of each successful run of a command, bytes.
    case residentMemory = "rss"
  }

  /// The benchmark's name.
  package var benchmark: String
  /// What the samples are.
  package var kind: Kind

  /// A series of a benchmark.
  package init(_ benchmark: String, _ kind: Kind = .succeeded) {
    self.benchmark = benchmark
    self.kind = kind
  }
}

/// The samples of one series in one interval.
package struct SeriesCounts: Sendable, Equatable {
  /// Whose samples they are.
  package var id: SeriesID
  /// The samples.
  package var counts: SparseCounts

  /// The samples of a series.
  package init(id: SeriesID, counts: SparseCounts) {
    self.id = id
    self.counts = counts
  }
}

/// What happened to one benchmark in one interval besides samples.
package struct BenchmarkCounters: Sendable, Equatable {
  /// The benchmark's name.
  package var benchmark: String
  /// Due, but never sent.
  package var dropped: UInt64 = 0
  /// Due while the user had paused, while this program stood still, or when the run was about to end, so
  /// never sent; counts for and against nothing.
  package var droppedPaused: UInt64 = 0
  /// Sent, but not answered although the run waited for it at its end.
  package var cutOff: UInt64 = 0
  /// Sent, but not answered yet when a signal ended the run before it was late, or under way while this
  /// program stood still; counts for and against nothing.
  package var interrupted: UInt64 = 0
  /// Values outside 1 ns...1 h.
  package var clamped: UInt64 = 0
  /// Sent again over a new connection, since the server had closed the kept one.
  package var retried: UInt64 = 0
  /// Runs of a command whose memory is at most what was recorded of it: less could not be told.
  package var unresolvedMemory: UInt64 = 0
  /// Bytes of the responses.
  package var bytesReceived: UInt64 = 0
  /// Failures by kind; they add up to the samples of the failed series.
  package var errors: [ErrorKind: UInt64] = [:]
  /// Why, where more is known than the kind.
  package var reasons: [ErrorReason: UInt64] = [:]

  /// Nothing happened.
  package init(benchmark: String) { self.benchmark = benchmark }
}

/// A watched process, or all of one name, at the end of an interval.
package struct ProcessGauge: Sendable, Equatable {
  /// What the suite calls it.
  package var label: String
  /// CPU time in the interval / its length: 1 is one core all the time.
  package var cpu: Double = 0
  /// Resident memory, bytes.
  package var residentBytes: UInt64 = 0
  /// Threads.
  package var threads = 0
  /// Open files; nil if that may not be asked.
  package var openFiles: Int?
  /// Context switches in the interval, voluntary or not.
  package var contextSwitches: UInt64 = 0

  /// A process of which nothing is known.
  package init(label: String) { self.label = label }
}

/// The load at one moment.
package struct LoadGauge: Sendable, Equatable {
  /// Users (closed model) or requests per second (open model) that are asked for.
  package var level: Double = 0
  /// Requests that were sent and not answered yet.
  package var inFlight = 0
  /// Open connections.
  package var connections = 0
  /// How far commands and functions are; nil for anything else.
  package var progress: SampleProgress?

  /// No load.
  package init() {}
}

/// What the load generator could and could not do in one interval: the trust of the run.
package struct GeneratorGauge: Sendable, Equatable {
  /// The CPU time of the busiest event loop as a share of the interval, 0...1.
  package var busiestLoop: Double = 0
  /// CPU time of the whole process, as a share of one core.
  package var processCPU: Double = 0
  /// The greatest delay of a timer of the event loops, ns.
  package var lagNanoseconds: Int64 = 0
  /// Requests that were sent more than 1 ms after they were due.
  package var lateSends: UInt64 = 0
  /// Requests that were sent.
  package var sends: UInt64 = 0
  /// Time that the hypervisor took from this machine, as a share, 0...1.
  package var steal: Double = 0

  /// Nothing to complain about.
  package init() {}
}
