import Measurements
import Sessions

/// What happened to one benchmark on one event loop in one tick.
struct BenchmarkSlot: Sendable {
  /// An index into the series of the plan.
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
  /// What this loop had not said yet, by `AnswerFault`.
  var faults: [AnswerFault] = []
}
