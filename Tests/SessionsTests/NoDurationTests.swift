import Budgets
import Measurements
import Testing

@testable import Sessions

struct NoDurationTests {
  @Test("what takes no time has no latency: neither on the screen nor in the summary")
  func checks() {
    var script = Script()
    script.seconds(20, .init(good: 10, milliseconds: 0.000_001, failed: 1))
    script.end()
    let state = run(script, suite([objective(.errorRate, 0.5)])).state
    let snapshot = state.snapshot(recording: .off)
    #expect(snapshot.benchmarks.first?.whole.latency == nil)
    #expect(snapshot.benchmarks.first?.last10.latency == nil)
    #expect(snapshot.benchmarks.first?.history.points.allSatisfy { $0 == nil } == true)
    #expect(snapshot.benchmarks.first?.whole.count == 220)
    #expect(state.summary().benchmarks.first?.latency == nil)
  }

  @Test("what takes 2 ns has one")
  func short() {
    var script = Script()
    script.seconds(20, .init(good: 10, milliseconds: 0.000_002))
    let state = run(script, suite([objective(.errorRate, 0.5)])).state
    #expect(state.snapshot(recording: .off).benchmarks.first?.whole.latency?.maximum == 2)
  }
}
