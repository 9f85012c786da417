import Measurements
import Sessions
import Synchronization
import Testing

@testable import Workloads

@Suite struct ConductorTests {
  /// All that a conductor tells until its end, previews left out.
  private func inputs(_ inbox: Inbox) async -> [SessionInput] {
    let taken = Mutex<[SessionInput]>([])
    let isOver = await Deadline.wait {
      let new = inbox.takeAll(withinNanoseconds: 1_000_000)
      return taken.withLock { all in
        all += new
        return all.contains { if case .end = $0 { true } else { false } }
      }
    }
    #expect(isOver)
    return taken.withLock { $0 }
  }

  private func records(_ inputs: [SessionInput]) -> [IntervalRecord] {
    inputs.compactMap { if case .interval(let record) = $0 { record } else { nil } }
  }

  private func end(_ inputs: [SessionInput]) -> SessionEnd? {
    guard case .end(let end) = inputs.last else { return nil }
    return end
  }

  private func run(
    _ conductor: Conductor,
    then act: () async -> Void = {}
  ) async throws -> [SessionInput] {
    let inbox = Inbox()
    try conductor.start(into: inbox)
    await act()
    return await inputs(inbox)
  }

  @Test func `parts follow each other on one timeline`() async throws {
    let first = ScriptedSource([
      .interval(ScriptedSource.interval(0, ["encode"])),
      .interval(ScriptedSource.interval(1, ["encode"])),
      .end(.completed),
    ])
    let slow = SlowRequest(
      atNanoseconds: 30,
      benchmark: "list",
      latencyNanoseconds: 5,
      outcome: "200",
      request: "GET /"
    )
    let second = ScriptedSource([
      .event(SessionEvent(atNanoseconds: 40, kind: .slowest([slow]))),
      .interval(ScriptedSource.interval(0, ["list", "surprise"])),
      .end(.completed),
    ])
    let conductor = Conductor(parts: [
      SessionPart(source: first, benchmarks: ["encode"]),
      SessionPart(source: second, benchmarks: ["list"]),
    ])
    let inputs = try await run(conductor)
    let records = records(inputs)
    #expect(records.map(\.number) == [0, 1, 2])
    #expect(records.map(\.startNanoseconds) == [0, 100_000_000, 200_000_000])
    #expect(records.map(\.endNanoseconds) == [100_000_000, 200_000_000, 300_000_000])
    #expect(records.map(\.active) == [["encode"], ["encode"], ["list", "surprise"]])
    let events = inputs.compactMap { if case .event(let event) = $0 { event } else { nil } }
    var moved = slow
    moved.atNanoseconds = 200_000_030
    #expect(events == [SessionEvent(atNanoseconds: 200_000_040, kind: .slowest([moved]))])
    #expect(end(inputs) == .completed)
  }

  @Test func `a part that is alone is passed on as it is`() async throws {
    let record = ScriptedSource.interval(0, ["list"])
    let source = ScriptedSource([.interval(record), .end(.completed)])
    let conductor = Conductor(parts: [SessionPart(source: source, benchmarks: ["list"])])
    #expect(records(try await run(conductor)) == [record])
  }

  @Test func `a part that says what it measures is believed`() async throws {
    var record = ScriptedSource.interval(0, ["encode"])
    record.active = ["encode"]
    let first = ScriptedSource([.interval(record), .end(.completed)])
    let second = ScriptedSource([.end(.completed)])
    let conductor = Conductor(parts: [
      SessionPart(source: first, benchmarks: ["encode", "decode"]),
      SessionPart(source: second, benchmarks: ["list"]),
    ])
    #expect(records(try await run(conductor)).map(\.active) == [["encode"]])
  }

  @Test func `what the user asks for goes to the part that runs`() async throws {
    let first = ScriptedSource([])
    let second = ScriptedSource([])
    let conductor = Conductor(parts: [
      SessionPart(source: first, benchmarks: ["a"]), SessionPart(source: second, benchmarks: ["b"]),
    ])
    let inputs = try await run(conductor) {
      conductor.apply(.mark("one"))
      first.tell(.end(.completed))
      #expect(await Deadline.wait { second.hasStarted })
      conductor.apply(.pause)
      conductor.apply(.stop(.signal(2), drain: false))
    }
    #expect(first.controls == [.mark("one")])
    #expect(second.controls == [.pause, .stop(.signal(2), drain: false)])
    #expect(end(inputs) == .signal(2))
  }

  @Test(arguments: [Control.stop(.stopped, drain: true), .stopAfterStage])
  func `after the last wish of the user no part follows`(control: Control) async throws {
    let first = ScriptedSource([])
    let second = ScriptedSource([])
    let conductor = Conductor(parts: [
      SessionPart(source: first, benchmarks: ["a"]), SessionPart(source: second, benchmarks: ["b"]),
    ])
    _ = try await run(conductor) {
      conductor.apply(control)
      first.tell(.end(.completed))
    }
    #expect(first.controls == [control])
    #expect(!second.hasStarted)
  }

  @Test func `a part without the only benchmark that is wanted is left out`() async throws {
    let sources = (0..<3).map { _ in ScriptedSource([]) }
    let conductor = Conductor(
      parts: zip(sources, ["a", "b", "c"]).map { SessionPart(source: $0, benchmarks: [$1]) }
    )
    _ = try await run(conductor) {
      conductor.apply(.only("c"))
      sources[0].tell(.end(.completed))
      #expect(await Deadline.wait { sources[2].hasStarted })
      sources[2].tell(.end(.completed))
    }
    #expect(!sources[1].hasStarted)
  }

  @Test func `a part that can't start says so, and the next one follows`() async throws {
    let first = ScriptedSource([.interval(ScriptedSource.interval(0)), .end(.completed)])
    let second = ScriptedSource([], failing: EngineError.nothingToRun)
    let third = ScriptedSource([.interval(ScriptedSource.interval(0)), .end(.completed)])
    let conductor = Conductor(
      parts: [first, second, third].map { SessionPart(source: $0, benchmarks: ["x"]) }
    )
    let inputs = try await run(conductor)
    let notice = "a part of the session can't start: there is no benchmark to run"
    #expect(
      inputs.contains { input in
        guard case .event(let event) = input else { return false }
        return event == SessionEvent(atNanoseconds: 100_000_000, kind: .notice(notice))
      }
    )
    #expect(records(inputs).map(\.number) == [0, 1])
    #expect(end(inputs) == .completed)
  }

  @Test func `processes are looked at as each interval ends`() async throws {
    final class Observer: ProcessObserver {
      func gauges(overNanoseconds nanoseconds: Int64) -> [ProcessGauge] {
        var gauge = ProcessGauge(label: "server")
        gauge.contextSwitches = UInt64(nanoseconds)
        return [gauge]
      }
    }
    let source = ScriptedSource([
      .preview(ScriptedSource.interval(0)), .interval(ScriptedSource.interval(0)), .end(.completed),
    ])
    let conductor = Conductor(
      parts: [SessionPart(source: source, benchmarks: ["a"])],
      processes: Observer()
    )
    let records = records(try await run(conductor))
    #expect(records.map { $0.processes.map(\.contextSwitches) } == [[100_000_000]])
  }
}
