import Glibc
import Measurements
import Recordings
import Sessions
import SimulatedSessions

/// What an interval costs once it is complete: judged, published, written.
extension Bench {
  private static let intervals = 100

  func measureInterval(into figures: inout [Figure]) throws {
    try pin(to: [try processors().client])
    var run = StressRun()
    var state = run.state(after: StressRun.intervalCount - Self.intervals)
    let path = newFile("interval.hlog")
    let writer = try RecordingWriter.create(path: path, head: run.head)
    var reducing: [Double] = []
    var publishing: [Double] = []
    var writing: [Double] = []
    var series = 0
    var entries = 0
    let sink = Sink()
    let before = Self.length(path)
    for number in (StressRun.intervalCount - Self.intervals)..<StressRun.intervalCount {
      let record = run.interval(number)
      series += record.series.count
      entries += record.series.reduce(0) { $0 + $1.counts.entries.count }
      var events: [SessionEvent] = []
      reducing.append(Stopwatch.time { events = state.apply(.interval(record)) } / 1000)
      publishing.append(
        Stopwatch.time { sink.take(state.snapshot(recording: .writing(path)).steps.count) } / 1000
      )
      let start = Stopwatch.nanoseconds()
      try writer.write(record, events: events)
      writing.append(Double(Stopwatch.nanoseconds() - start) / 1000)
    }
    let bytes = Double(Self.length(path) - before)
    try writer.finish(state.summary())
    let shape = "8 benchmarks, 12 objectives, 1,400 requests or less"
    figures += [
      Figure("reduced and judged", medianOf: reducing, .microseconds, note: shape),
      Figure("snapshot", medianOf: publishing, .microseconds),
      Figure("encoded and written", medianOf: writing, .microseconds),
    ].compactMap { $0 }
    figures += [
      Figure(
        "per series and interval",
        bytes / Double(series),
        .bytes,
        note: "\(entries / series) buckets each; the marks of intervals included"
      ),
      Figure("per interval", bytes / Double(Self.intervals), .bytes),
    ]
    if sink.isImprobable { Self.note("") }
  }

  private static func length(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
