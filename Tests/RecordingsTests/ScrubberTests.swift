import Budgets
import Foundation
import Measurements
import Sessions
import Synchronization
import Testing

@testable import Recordings

@Suite("A scrubber over a recording")
struct ScrubberTests {
  @Test("shows what a session showed after each of its intervals, and at the end its summary")
  func everywhere() throws {
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 31, intervals: 90, samples: 5)
    let path = try session.write(to: scratch.path)
    let suite = Self.suite
    let watch = Watch()
    let scrubber = Scrubber(
      try RecordingArchive(path: path),
      suite: suite,
      at: 40_500_000_000,
      onChange: { watch.wake() }
    )
    scrubber.start()
    defer { scrubber.stop() }
    #expect(watch.waits { scrubber.overview.isComplete && scrubber.frame?.isWhole == true })
    #expect(scrubber.frame?.snapshot.elapsedNanoseconds == 40_000_000_000)
    var state = SessionState(head: session.head, suite: suite)
    for (record, events) in session.intervals {
      for event in events where !event.isDerived { _ = state.apply(.event(event)) }
      _ = state.apply(.interval(record))
      guard record.number % 13 == 0 else { continue }
      scrubber.seek(to: record.endNanoseconds)
      #expect(watch.waits { scrubber.frame?.atNanoseconds == record.endNanoseconds })
      let shown = try #require(scrubber.frame?.snapshot)
      let expected = state.snapshot(recording: .off)
      #expect(shown.objectives == expected.objectives)
      #expect(shown.benchmarks == expected.benchmarks)
    }
    let overview = scrubber.overview
    #expect(overview.summedNanoseconds == 90_000_000_000)
    #expect(overview.endNanoseconds == 90_000_000_000)
    #expect(overview.snapshot.summary?.recording == session.summary.recording)
    scrubber.seek(to: .max)
    #expect(watch.waits { scrubber.frame?.snapshot.summary != nil })
    #expect(scrubber.frame?.snapshot.summary == overview.snapshot.summary)
  }

  static let suite = Suite(
    name: "notes",
    profile: LoadProfile(
      name: "stress",
      model: .closed,
      stages: [.init(from: 10, to: 10, nanoseconds: 60_000_000_000)]
    ),
    benchmarks: MadeUpSession.names.map {
      Benchmark(name: $0, workload: .http(HTTPRequest(method: "GET", url: "/")))
    },
    objectives: [
      Objective(subject: .benchmark("list-notes"), metric: .quantile(.p95), budget: 1e9),
      Objective(subject: .suite, metric: .availability, budget: 0.9),
    ]
  )
}

/// Waits for what other threads do, without sleeping.
final class Watch: Sendable {
  private let bell = Mailbox<Bool>()

  func wake() { bell.put(true) }

  /// Whether something becomes true, at the latest after half a minute.
  func waits(for condition: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 120)
    while !condition() {
      guard Date() < deadline else { return false }
      _ = bell.takeAll(withinNanoseconds: 1_000_000_000)
    }
    return true
  }
}
