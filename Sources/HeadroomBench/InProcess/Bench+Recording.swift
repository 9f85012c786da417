import Measurements
import SimulatedSessions

/// What the hot path and the session do per value and per interval.
extension Bench {
  private static let operations = 4_000_000

  func measureRecording(into figures: inout [Figure]) throws {
    try pin(to: [try processors().client])
    var latencies = Latencies(seed: 1)
    let values = (0..<4096).map { _ in latencies.draw(median: 1e6) }
    let sink = Sink()
    figures += [
      Figure(
        "Recorder.record",
        medianOf: recordTimes(values),
        .nanoseconds,
        note: "and reading its value from an array"
      ),
      Figure(
        "Recorder.drain",
        medianOf: drainTimes(values, sink),
        .nanoseconds,
        note: "of 1,000 values"
      ),
      Figure(
        "Histogram.summary",
        medianOf: summaryTimes(values, sink),
        .nanoseconds,
        note: "all percentiles of 4,096 values"
      ),
      Figure(
        "Histogram.add",
        medianOf: addTimes(sink),
        .nanoseconds,
        note: "an interval of 1,000 values"
      ),
    ].compactMap { $0 }
    if sink.isImprobable { Self.note("") }
  }

  private func recordTimes(_ values: [Int64]) -> [Double] {
    let recorder = Recorder()
    return Stopwatch.batches(of: Self.operations) {
      for _ in 0..<(Self.operations / values.count) {
        for value in values { recorder.record(value) }
      }
      // The rest of the division, so that the number of operations is right.
      for value in values.prefix(Self.operations % values.count) { recorder.record(value) }
    }
  }

  private func drainTimes(_ values: [Int64], _ sink: Sink) -> [Double] {
    let recorder = Recorder()
    return (0..<201).map { round in
      let start = round % 4 * 1000
      for value in values[start..<(start + 1000)] { recorder.record(value) }
      return Stopwatch.time { sink.take(recorder.drain().counts.entries.count) }
    }.dropFirst().map { $0 }
  }

  private func summaryTimes(_ values: [Int64], _ sink: Sink) -> [Double] {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    return (0..<201).map { _ in
      Stopwatch.time { sink.take(histogram.summary()?.maximum ?? 0) }
    }.dropFirst().map { $0 }
  }

  private func addTimes(_ sink: Sink) -> [Double] {
    var latencies = Latencies(seed: 2)
    let intervals = (0..<32).map { _ in latencies.counts(1000, median: 1e6) }
    var histogram = Histogram()
    return (0..<201).map { round in
      let time = Stopwatch.time { histogram.add(intervals[round % intervals.count]) }
      sink.take(histogram.count)
      return time
    }.dropFirst().map { $0 }
  }
}
