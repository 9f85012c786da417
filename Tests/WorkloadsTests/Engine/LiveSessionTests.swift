import Budgets
import Glibc
import Measurements
import Sessions
import Synchronization
import Testing

@testable import Workloads

extension EngineTests {
  struct LiveSessionTests {
    /// Keeps what a session tells.
    private final class Witness: SessionObserver {
      let outputs = Mutex<[SessionOutput]>([])
      var recording: Snapshot.Recording { .off }

      func receive(_ output: SessionOutput) { outputs.withLock { $0.append(output) } }
    }

    @Test func `a live session and a replay of what it recorded end in the same summary`()
      async throws
    {
      let server = try ScriptedServer { request in
        request.number % 10 == 9
          ? .bytes("HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n")
          : .late(ScriptedServer.ok, milliseconds: 2)
      }
      defer { server.stop() }
      var scenario = EngineScenario(model: .open, stages: [(200, 200, 200), (400, 400, 200)])
      scenario.warmupMilliseconds = 100
      scenario.objectives = [
        Objective(subject: .benchmark("b0"), metric: .quantile(.p95), budget: 1e6),
        Objective(subject: .suite, metric: .errorRate, budget: 0.5),
      ]
      let witness = Witness()
      let session = Session(
        state: SessionState(head: scenario.head, suite: scenario.suite),
        source: try scenario.engine(against: server.url),
        observers: [witness]
      )
      try session.start()
      let isOver = await Deadline.wait { session.isOver }
      #expect(isOver)
      let outputs = witness.outputs.withLock { $0 }
      var replayed = SessionState(head: scenario.head, suite: scenario.suite)
      var summary: Summary?
      for output in outputs {
        let events: [SessionEvent]
        switch output {
        case .interval(let record, let told):
          events = told
          for event in events where !event.isDerived { _ = replayed.apply(.event(event)) }
          _ = replayed.apply(.interval(record))
        case .summary(let told, let rest):
          summary = told
          for event in rest where !event.isDerived { _ = replayed.apply(.event(event)) }
          _ = replayed.apply(.end(.completed))
        }
      }
      let live = try #require(summary)
      #expect(replayed.summary() == live)
      #expect(session.snapshot.summary == live)
      let benchmark = try #require(live.benchmarks.first)
      #expect(benchmark.warmup + benchmark.count == 140)
      #expect(benchmark.failed > 0)
      #expect(live.verdict == .violation)
      #expect(live.steps.count == 2)
    }

    @Test func `a session that may not go on after a violation stops`() async throws {
      let server = try ScriptedServer { _ in .bytes("HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n")
      }
      defer { server.stop() }
      var scenario = EngineScenario.closed(users: 2, milliseconds: 30_000)
      scenario.objectives = [
        Objective(subject: .benchmark("b0"), metric: .errorRate, budget: 0.01)
      ]
      let session = Session(
        state: SessionState(head: scenario.head, suite: scenario.suite),
        source: try scenario.engine(against: server.url),
        stopsOnViolation: true
      )
      try session.start()
      let isOver = await Deadline.wait { session.isOver }
      #expect(isOver)
      let summary = try #require(session.snapshot.summary)
      #expect(summary.measuredNanoseconds < 5_000_000_000)
      #expect(Int(summary.benchmarks[0].count) == server.finalLog().requests.count)
    }
  }
}

/// Waits for what other threads bring about.
enum Deadline {
  /// Whether `condition` held within two minutes.
  static func wait(for condition: @escaping @Sendable () -> Bool) async -> Bool {
    await withCheckedContinuation { continuation in
      startThread {
        for _ in 0..<24_000 {
          if condition() { return continuation.resume(returning: true) }
          usleep(5_000)
        }
        continuation.resume(returning: false)
      }
    }
  }
}
