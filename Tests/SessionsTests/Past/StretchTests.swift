import Budgets
import Measurements
import Sessions
import Testing

struct StretchTests {
  private static let second: Int64 = 1_000_000_000
  private let notes = suite([objective(.quantile(.p95), 25), objective(.errorRate, 0.2)])

  /// Forty seconds: two seconds of warm-up, then slower each second, with another load from 20 s on.
  private func script(seconds: Range<Int> = 0..<40) -> Script {
    var script = Script()
    for number in seconds {
      if number == 20 { script.load(10, 50, stage: 1) }
      script.seconds(
        1,
        .init(good: 100 + number, milliseconds: 10 + Double(number), failed: number % 7),
        phase: number < 2 ? .warmup : .measured
      )
    }
    return script
  }

  private var archive: MemoryArchive {
    let script = script()
    let archive = MemoryArchive(head: run(script, notes).state.snapshot(recording: .off).head)
    var events: [SessionEvent] = []
    for input in script.inputs {
      switch input {
      case .event(let event): events.append(event)
      case .interval(let record):
        archive.receive(.interval(record, events: events))
        events = []
      case .preview, .end: break
      }
    }
    archive.willEnd(.completed)
    archive.receive(.summary(run(script, notes).state.summary(), events: []))
    return archive
  }

  private func summary(_ archive: any SessionArchive) throws -> Summary {
    var state = SessionState(head: archive.head, suite: notes)
    while case .input(let input) = try archive.next() { _ = state.apply(input) }
    return state.summary()
  }

  @Test(arguments: [(10.0, 20.0, 10, 20), (10.5, 20.2, 10, 21), (0, 99, 0, 40), (39.9, 99, 39, 40)])
  func `a stretch comes to what its intervals come to`(
    from: Double,
    to: Double,
    first: Int,
    last: Int
  ) throws {
    let bounds = Int64(from * 1e9)..<Int64(to * 1e9)
    let stretch = try StretchArchive(archive, bounds)
    #expect(stretch.endNanoseconds >= Int64(last - first - 1) * Self.second)
    let cut = try summary(stretch)
    var part = script(seconds: first..<last)
    part.end()
    var alone = run(part, notes).state.summary()
    alone.startedNanoseconds += Int64(first) * Self.second
    #expect(cut.benchmarks == alone.benchmarks)
    #expect(cut.measuredNanoseconds == alone.measuredNanoseconds)
    #expect(cut.startedNanoseconds == alone.startedNanoseconds)
    #expect(cut.firstOver == alone.firstOver)
    #expect(stretch.recordedSummary == nil)
  }

  @Test func `the load that was in force goes with the stretch`() throws {
    let stretch = try StretchArchive(archive, 30 * Self.second..<35 * Self.second)
    guard case .input(.event(let event)) = try stretch.next(), case .load(let change) = event.kind
    else {
      Issue.record("the first input is not the load")
      return
    }
    #expect(event.atNanoseconds == 0)
    #expect(change.to == 50)
    #expect(stretch.head.startedNanoseconds == archive.head.startedNanoseconds + 30 * Self.second)
  }

  @Test func `any of its intervals can be had again`() throws {
    let stretch = try StretchArchive(archive, 10 * Self.second..<30 * Self.second)
    while case .input = try stretch.next() {}
    let inputs = try stretch.inputs(of: 3..<5)
    let starts = inputs.compactMap { input in
      if case .interval(let record) = input { record.startNanoseconds } else { nil }
    }
    #expect(starts == [3 * Self.second, 4 * Self.second])
    let last = try stretch.inputs(upTo: 20 * Self.second, count: 2)
    #expect(last.count == 2)
  }
}
