import Measurements
import Sessions
import Synchronization
import Testing

@testable import Workloads

@Suite struct ConductorTests {
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
      isGood: true,
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
    let log = try await SourceLog.of(conductor)
    let records = log.records
    #expect(records.map(\.number) == [0, 1, 2])
    #expect(records.map(\.startNanoseconds) == [0, 100_000_000, 200_000_000])
    #expect(records.map(\.endNanoseconds) == [100_000_000, 200_000_000, 300_000_000])
    #expect(records.map(\.active) == [["encode"], ["encode"], ["list", "surprise"]])
    var moved = slow
    moved.atNanoseconds = 200_000_030
    #expect(log.events == [SessionEvent(atNanoseconds: 200_000_040, kind: .slowest([moved]))])
    #expect(log.end == .completed)
  }

  @Test func `a part that is alone is passed on as it is`() async throws {
    let record = ScriptedSource.interval(0, ["list"])
    let source = ScriptedSource([.interval(record), .end(.completed)])
    let conductor = Conductor(parts: [SessionPart(source: source, benchmarks: ["list"])])
    #expect(try await SourceLog.of(conductor).records == [record])
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
    #expect(try await SourceLog.of(conductor).records.map(\.active) == [["encode"]])
  }

  @Test func `what the user asks for goes to the part that runs`() async throws {
    let first = ScriptedSource([])
    let second = ScriptedSource([])
    let conductor = Conductor(parts: [
      SessionPart(source: first, benchmarks: ["a"]), SessionPart(source: second, benchmarks: ["b"]),
    ])
    let log = try await SourceLog.of(conductor) {
      conductor.apply(.mark("one"))
      first.tell(.end(.completed))
      #expect(await Deadline.wait { second.hasStarted })
      conductor.apply(.pause)
      conductor.apply(.stop(.signal(2), drain: false))
    }
    #expect(first.controls == [.mark("one")])
    #expect(second.controls == [.pause, .stop(.signal(2), drain: false)])
    #expect(log.end == .signal(2))
  }

  @Test(arguments: [Control.stop(.stopped, drain: true), .stopAfterStage])
  func `after the last wish of the user no part follows`(control: Control) async throws {
    let first = ScriptedSource([])
    let second = ScriptedSource([])
    let conductor = Conductor(parts: [
      SessionPart(source: first, benchmarks: ["a"]), SessionPart(source: second, benchmarks: ["b"]),
    ])
    _ = try await SourceLog.of(conductor) {
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
    _ = try await SourceLog.of(conductor) {
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
    let log = try await SourceLog.of(conductor)
    let notice = "a part of the session can't start: there is no benchmark to run"
    #expect(log.events == [SessionEvent(atNanoseconds: 100_000_000, kind: .notice(notice))])
    #expect(log.records.map(\.number) == [0, 1])
    #expect(log.end == .completed)
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
    let records = try await SourceLog.of(conductor).records
    #expect(records.map { $0.processes.map(\.contextSwitches) } == [[100_000_000]])
  }
}
