package import Measurements
package import Sessions

/// What is recorded of one benchmark's samples until it is handed over.
///
/// Owned by the thread that samples.
package final class SampleTally {
  /// Wall time of what succeeded, ns.
  package let succeeded = Recorder()
  private let failed = Recorder()
  private let user = Recorder()
  private let system = Recorder()
  private let resident = Recorder()
  private var errors: [ErrorKind: UInt64] = [:]
  private var interrupted: UInt64 = 0
  private var unresolvedMemory: UInt64 = 0

  /// A tally without samples.
  package init() {}

  /// Counts a sample that failed after `nanoseconds`.
  package func recordFailure(_ kind: ErrorKind, nanoseconds: Int64) {
    errors[kind, default: 0] += 1
    failed.record(nanoseconds)
  }

  /// Counts what a successful run took besides time; with `isMost` its memory is at most so much.
  package func recordResources(
    userNanoseconds: Int64,
    systemNanoseconds: Int64,
    residentBytes: Int64,
    isMost: Bool = false
  ) {
    if isMost { unresolvedMemory += 1 }
    user.record(max(1, userNanoseconds))
    system.record(max(1, systemNanoseconds))
    resident.record(max(1, residentBytes))
  }

  /// Counts a sample that the user ended, or in which this process stood still.
  package func recordInterruption() { interrupted += 1 }

  /// Hands over what was recorded since the last time; nil if that is nothing.
  func drain(subject: Int, name: String) -> SampleSlot? {
    var slot = SampleSlot(subject: subject, counters: BenchmarkCounters(benchmark: name))
    let good = succeeded.drain()
    let bad = failed.drain()
    slot.add(.succeeded, good.counts)
    slot.add(.failed, bad.counts)
    slot.add(.userTime, user.drain().counts)
    slot.add(.systemTime, system.drain().counts)
    slot.add(.residentMemory, resident.drain().counts)
    slot.counters.clamped = good.clamped + bad.clamped
    slot.counters.interrupted = interrupted
    slot.counters.unresolvedMemory = unresolvedMemory
    slot.counters.errors = errors
    interrupted = 0
    unresolvedMemory = 0
    errors = [:]
    return slot.series.isEmpty && slot.counters.isEmpty ? nil : slot
  }
}

/// What was sampled of one benchmark since the last time.
struct SampleSlot: Sendable {
  /// A place among the subjects.
  var subject: Int
  var series: [(kind: SeriesID.Kind, counts: SparseCounts)] = []
  var counters: BenchmarkCounters

  init(subject: Int, counters: BenchmarkCounters) {
    self.subject = subject
    self.counters = counters
  }

  /// What succeeded.
  var succeeded: SparseCounts {
    series.first { $0.kind == .succeeded }?.counts ?? SparseCounts()
  }

  mutating func add(_ kind: SeriesID.Kind, _ counts: SparseCounts) {
    if !counts.isEmpty { series.append((kind, counts)) }
  }
}
