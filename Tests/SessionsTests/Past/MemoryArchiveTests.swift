import Budgets
import Measurements
import Testing

@testable import Sessions

@Suite("A session held in memory")
struct MemoryArchiveTests {
  private let suite = SessionsTests.suite([objective(.quantile(.p95), 30)])

  /// Puts in what a session would give to its observers.
  private func feed(_ archive: MemoryArchive, _ inputs: [SessionInput]) {
    var state = SessionState(head: archive.head, suite: suite)
    var events: [SessionEvent] = []
    for input in inputs {
      let derived = state.apply(input)
      switch input {
      case .event(let event): events.append(event)
      case .interval(let record):
        archive.receive(.interval(record, events: events + derived))
        events = []
      case .end(let end):
        archive.willEnd(end)
        archive.receive(.summary(state.summary(), events: events))
      case .preview: break
      }
    }
  }

  private func archive(limitBytes: Int) -> MemoryArchive {
    let head = SessionHead(suite: "notes", profile: "stress", startedNanoseconds: 0)
    return MemoryArchive(head: head, limitBytes: limitBytes)
  }

  @Test("gives back what was put in, waits for more, and comes to the end")
  func goesOn() throws {
    var script = Script()
    script.seconds(80, .init(good: 40, failed: 1))
    script.event(.mark("here"))
    script.seconds(20, .init(good: 40, milliseconds: 50))
    let live = script.inputs
    script.event(.mark("last"))
    script.end()
    let archive = archive(limitBytes: 1 << 24)
    let past = SessionPast(archive, suite: suite)
    #expect(past.advance() == .waiting)
    feed(archive, live)
    while past.advance() == .more {}
    #expect(past.overview().summedNanoseconds == 100_000_000_000)
    #expect(!past.overview().isComplete)
    let frame = try past.frame(at: 85_000_000_000)
    #expect(frame.snapshot.events.contains { $0.kind == .mark("here") })
    #expect(frame.snapshot.benchmarks[0].whole.count == 80 * 41 + 5 * 40)
    feed(archive, Array(script.inputs.dropFirst(live.count)))
    while past.advance() != .over {}
    #expect(past.overview().landmarks.last?.kind == .mark("last"))
    #expect(past.overview().isComplete)
  }

  @Test("lets go of the oldest part when it is full, and says so")
  func full() throws {
    var script = Script()
    script.seconds(150, .init(good: 40))
    let archive = archive(limitBytes: 50_000)
    let past = SessionPast(archive, suite: suite)
    for input in script.inputs {
      feed(archive, [input])
      while past.advance() == .more {}
    }
    #expect(past.overview().summedNanoseconds == 150_000_000_000)
    #expect(try past.frame(at: 148_000_000_000).snapshot.benchmarks[0].whole.count == 148 * 40)
    #expect(throws: NotKept.self) { try past.frame(at: 2_000_000_000) }
    #expect(past.reading { try $0.frame(at: 2_000_000_000) } == nil)
    #expect(past.overview().warnings.contains { $0.contains("the run is not recorded") })
  }
}
