import Dashboard
import Glibc
import Sessions
import SimulatedSessions
import Terminal

/// The live screen over the stress run: ten frames a second, the figures of one interval filling.
extension Bench {
  private static let intervals = 20
  private static let ticks = 10

  func measureFrames(into figures: inout [Figure]) throws {
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    let size = Size(columns: 140, rows: 45)
    // Its reader inherits that it may run on the server's CPU.
    let processors = try processors()
    try pin(to: [processors.server, processors.client])
    let terminal = try PseudoTerminal(columns: size.columns, rows: size.rows)
    defer { terminal.stop() }
    try pin(to: [processors.client])
    let frames = try timed(snapshots(), size, terminal)
    let after = frames.dropFirst()
    figures += [
      Figure("built", medianOf: after.map { $0.building / 1000 }, .microseconds),
      Figure("sent", medianOf: after.map { $0.sending / 1000 }, .microseconds),
      Figure(
        "built and sent",
        medianOf: after.map { ($0.building + $0.sending) / 1000 },
        .microseconds
      ),
      Figure("bytes to the terminal", medianOf: after.map { Double($0.bytes) }, .bytes),
      Figure(
        "bytes, frames of a new interval",
        medianOf: after.filter(\.isNewInterval).map { Double($0.bytes) },
        .bytes
      ),
    ].compactMap { $0 }
    let total = after.reduce(0) { $0 + $1.bytes }
    figures.append(
      Figure("bytes, mean of all frames", Double(total) / Double(after.count), .bytes)
    )
    if let first = frames.first {
      figures += [
        Figure("bytes, the first frame", Double(first.bytes), .bytes),
        Figure(
          "the first frame, built and sent",
          (first.building + first.sending) / 1000,
          .microseconds
        ),
      ]
    }
  }

  private struct Frame {
    /// CPU time, ns.
    var building: Double
    var sending: Double
    var bytes: Int
    var isNewInterval: Bool
  }

  private func timed(
    _ snapshots: [Snapshot],
    _ size: Size,
    _ terminal: PseudoTerminal
  ) throws -> [Frame] {
    guard let first = snapshots.first else { return [] }
    let screen = try Screen(output: terminal.descriptor)
    defer { screen.finish() }
    var live = WatchState(first, size: size)
    var frames: [Frame] = []
    for (number, snapshot) in snapshots.enumerated() {
      var canvas = Canvas(size)
      let building = Stopwatch.time {
        live.take(snapshot)
        canvas = Canvas(size)
        live.draw(in: canvas.area, into: &canvas)
      }
      var bytes = 0
      let sending = Stopwatch.time { bytes = screen.show(canvas) }
      frames.append(
        Frame(
          building: building,
          sending: sending,
          bytes: bytes,
          isNewInterval: number % Self.ticks == Self.ticks - 1
        )
      )
      // The reader has to take this frame before the next, or that is dropped.
      usleep(5000)
    }
    guard screen.statistics.droppedFrames == 0 else {
      throw ChildFailure(description: "\(screen.statistics.droppedFrames) frames were dropped")
    }
    return frames
  }

  /// Snapshots at the pace of a screen.
  private func snapshots() -> [Snapshot] {
    var run = StressRun()
    let first = StressRun.intervalCount - Self.intervals
    var state = run.state(after: first)
    var snapshots: [Snapshot] = []
    let recording = Snapshot.Recording.writing(
      "recordings/2026-11-21T130110Z-notes-api-stress.hlog"
    )
    for number in first..<StressRun.intervalCount {
      for tick in 1..<Self.ticks {
        let share = Double(tick) / Double(Self.ticks)
        _ = state.apply(.preview(run.interval(number, share: share)))
        snapshots.append(state.snapshot(recording: recording))
      }
      _ = state.apply(.interval(run.interval(number)))
      _ = state.apply(StressRun.slowest(number))
      snapshots.append(state.snapshot(recording: recording))
    }
    return snapshots
  }
}
