import Budgets
import Measurements
import NIOCore
import Sessions

/// What one event loop sends and records of one benchmark.
///
/// Confined to the loop.
final class BenchmarkRecorder {
  let request: RequestPlan
  /// Its place among the requests of the plan.
  let index: Int
  /// The request as it goes onto the wire.
  let wire: UnsafeRawBufferPointer
  let succeeded = Recorder()
  private var failedSamples: Recorder?
  private var serviceSamples: Recorder?
  var dropped: UInt64 = 0
  var droppedPaused: UInt64 = 0
  var cutOff: UInt64 = 0
  var interrupted: UInt64 = 0
  var retried: UInt64 = 0
  var bytesReceived: UInt64 = 0
  private var errors: [ErrorKind: UInt64] = [:]

  init(request: RequestPlan, index: Int) {
    self.request = request
    self.index = index
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: request.bytes.readableBytes,
      alignment: 8
    )
    bytes.copyBytes(from: request.bytes.readableBytesView)
    wire = UnsafeRawBufferPointer(bytes)
  }

  deinit { wire.deallocate() }

  /// Counts a failure that took `latency` ns.
  func recordFailure(_ kind: ErrorKind, latencyNanoseconds latency: Int64) {
    errors[kind, default: 0] += 1
    let samples = failedSamples ?? Recorder()
    samples.record(latency)
    failedSamples = samples
  }

  /// Counts the time from the first byte written to the last byte read, ns.
  func recordService(_ nanoseconds: Int64) {
    if let serviceSamples {
      serviceSamples.record(nanoseconds)
    } else {
      let samples = Recorder()
      samples.record(nanoseconds)
      serviceSamples = samples
    }
  }

  /// Whether nothing happened since the last drain.
  var isEmpty: Bool {
    succeeded.isEmpty && errors.isEmpty && dropped + droppedPaused + cutOff + interrupted == 0
      && retried == 0
  }

  /// Hands over what happened since the last drain.
  func drain() -> BenchmarkSlot {
    var slot = BenchmarkSlot(
      index: index,
      counters: BenchmarkCounters(benchmark: request.benchmark.name)
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
    dropped = 0
    droppedPaused = 0
    cutOff = 0
    interrupted = 0
    retried = 0
    bytesReceived = 0
    errors = [:]
    return slot
  }
}

/// What happened to one benchmark on one event loop in one tick.
struct BenchmarkSlot: Sendable {
  /// An index into the requests of the plan.
  var index: Int
  var good = SparseCounts()
  var failed = SparseCounts()
  var service = SparseCounts()
  var counters: BenchmarkCounters
}

/// What one event loop did in one tick.
struct SlotReport: Sendable {
  var worker: Int
  var slot: IntervalGrid.Slot
  /// When it began, ns of session time.
  var startNanoseconds: Int64
  var benchmarks: [BenchmarkSlot] = []
  var slowest: [SlowRequest] = []
  var inFlight = 0
  var connections = 0
  /// CPU time of the loop's thread, ns.
  var cpuNanoseconds: Int64 = 0
  /// The greatest delay of its timers, ns.
  var lagNanoseconds: Int64 = 0
  var sends: UInt64 = 0
  var lateSends: UInt64 = 0
}
