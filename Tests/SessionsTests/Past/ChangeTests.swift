import Budgets
import Measurements
import TestSupport
import Testing

@testable import Sessions

@Suite("What changed in a minute")
struct ChangeTests {
  private let suite = SessionsTests.suite([
    objective(.quantile(.p95), 30), objective(.errorRate, 0.01),
  ])

  /// 60 seconds around a base, with what `edit` does to each.
  private func minute(
    seed: UInt64 = 1,
    samples: Int = 200,
    _ edit: (Int, inout Script.Load, inout Double) -> Void = { _, _, _ in }
  ) -> (SessionState, [IntervalRecord]) {
    var random = SeededGenerator(seed: seed)
    var state = SessionState(
      head: SessionHead(suite: "notes", profile: "stress", startedNanoseconds: 0),
      suite: suite
    )
    var records: [IntervalRecord] = []
    var script = Script()
    for second in 0..<60 {
      var load = Script.Load(good: samples + Int(random.normal() * 10))
      load.milliseconds = 10 + random.normal() * 0.5
      var level = 10.0
      edit(second, &load, &level)
      script.seconds(1, load)
      guard case .interval(var record)? = script.inputs.last else { continue }
      record.load.level = level
      record.load.inFlight = Int(10 + random.normal())
      record.generator.processCPU = 0.3 + random.normal() * 0.01
      _ = state.apply(.interval(record))
      records.append(record)
    }
    return (state, records)
  }

  @Test("is nothing when nothing but noise happened", arguments: 1...40)
  func noise(seed: UInt64) {
    let (state, records) = minute(seed: seed)
    #expect(ChangeFinder(records).changes(state) == [])
  }

  @Test("is told in the order in which it began: first the load, then what it caused")
  func order() throws {
    let (state, records) = minute { second, load, level in
      if second >= 36 { level = 50 }
      if second >= 36 { load.good = 900 }
      if second >= 39 { load.milliseconds = 25 }
      if second >= 45 { load.failed = 40 }
    }
    let changes = ChangeFinder(records).changes(state)
    #expect(
      changes.map(\.figure) == [.level, .rate, .objective(0), .failed, .objective(1)]
    )
    #expect(changes.map { $0.sinceNanoseconds / 1_000_000_000 } == [36, 36, 39, 45, 45])
    let level = try #require(changes.first)
    #expect(level.before == 10 && level.now == 50)
    let p95 = changes[2]
    #expect(p95.before > 9.5e6 && p95.before < 10.5e6)
    #expect(p95.now > 24e6 && p95.now < 26e6)
    #expect(changes[3].before == 0 && changes[3].now > 0.04)
  }

  @Test("leaves out what was over again, and a single second")
  func over() {
    let (state, records) = minute { second, load, _ in
      if (35..<40).contains(second) { load.milliseconds = 25 }
      if second == 55 { load.good = 900 }
    }
    #expect(ChangeFinder(records).changes(state) == [])
  }

  @Test("is nothing while there is no half minute to compare with")
  func tooShort() {
    let (state, records) = minute { second, load, _ in
      if second > 20 { load.milliseconds = 80 }
    }
    #expect(ChangeFinder(Array(records.prefix(28))).changes(state) == [])
    #expect(ChangeFinder([]).changes(state) == [])
  }
}
