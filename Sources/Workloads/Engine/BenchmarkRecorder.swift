import Measurements
import Sessions

/// What one event loop records of one series: a benchmark, a step of a flow, a part of an exchange.
///
/// Confined to the loop. What is recorded of requests is `RequestRecorder`.
class BenchmarkRecorder {
  /// The name of the series.
  final let name: String
  /// Its place among the series of the plan.
  final let index: Int
  /// What the recording says of it: method and path.
  final let text: String
  /// After which an answer is not waited for any longer, ns.
  final let timeoutNanoseconds: Int64
  final let succeeded = Recorder()
  private final var failedSamples: Recorder?
  private final var serviceSamples: Recorder?
  final var dropped: UInt64 = 0
  final var droppedPaused: UInt64 = 0
  final var cutOff: UInt64 = 0
  final var interrupted: UInt64 = 0
  final var retried: UInt64 = 0
  final var bytesReceived: UInt64 = 0
  private final var errors: [ErrorKind: UInt64] = [:]
  private final var reasons: [ErrorReason: UInt64] = [:]

  init(_ series: SeriesPlan, index: Int) {
    name = series.name
    self.index = index
    text = series.text
    timeoutNanoseconds = series.timeoutNanoseconds
  }

  /// Counts a failure that took `latency` ns; `reason` is what is known beyond its kind.
  final func recordFailure(
    _ kind: ErrorKind,
    because reason: String? = nil,
    latencyNanoseconds latency: Int64
  ) {
    errors[kind, default: 0] += 1
    if let reason { reasons[ErrorReason(kind: kind, text: reason), default: 0] += 1 }
    let samples = failedSamples ?? Recorder()
    samples.record(latency)
    failedSamples = samples
  }

  /// Counts the time from the first byte written to the last byte read, ns.
  final func recordService(_ nanoseconds: Int64) {
    if let serviceSamples {
      serviceSamples.record(nanoseconds)
    } else {
      let samples = Recorder()
      samples.record(nanoseconds)
      serviceSamples = samples
    }
  }

  /// Whether nothing happened since the last drain.
  final var isEmpty: Bool {
    succeeded.isEmpty && errors.isEmpty && dropped + droppedPaused + cutOff + interrupted == 0
      && retried == 0
  }

  /// Hands over what happened since the last drain.
  final func drain() -> BenchmarkSlot {
    var slot = BenchmarkSlot(
      index: index,
      counters: BenchmarkCounters(benchmark: name)
    )
    let good = succeeded.drain()
    slot.good = good.counts
    slot.counters.clamped = good.clamped
    if let failed = failedSamples?.drain() {
      slot.failed = failed.counts
      slot.counters.clamped += failed.clamped
    }
    // A clamped service time is the clamped latency of the same request, or shorter: not counted.
    if let service = serviceSamples?.drain() { slot.service = service.counts }
    slot.counters.dropped = dropped
    slot.counters.droppedPaused = droppedPaused
    slot.counters.cutOff = cutOff
    slot.counters.interrupted = interrupted
    slot.counters.retried = retried
    slot.counters.bytesReceived = bytesReceived
    slot.counters.errors = errors
    slot.counters.reasons = reasons
    dropped = 0
    droppedPaused = 0
    cutOff = 0
    interrupted = 0
    retried = 0
    bytesReceived = 0
    errors = [:]
    reasons = [:]
    return slot
  }

  /// Counts what became of something that the end of the run left without an end.
  final func count(_ ending: Ending) {
    switch ending {
    case .dropped: dropped += 1
    case .droppedPaused: droppedPaused += 1
    case .cutOff: cutOff += 1
    case .interrupted: interrupted += 1
    }
  }

  /// What becomes of something that is not over when the run ends; see `BenchmarkCounters`.
  enum Ending {
    case dropped
    case droppedPaused
    case cutOff
    case interrupted
  }
}
