import Budgets
import Measurements
import Sessions
import Testing

@testable import Workloads

struct LocustMeterTests {
  private static let second: Int64 = 1_000_000_000
  private let inbox = Inbox()

  private var load: LocustLoad {
    let stage = LoadProfile.Stage(from: 1, to: 1, nanoseconds: 100 * Self.second)
    var load = LocustLoad(LoadProfile(name: "p", model: .closed, stages: [stage]), spawnRate: nil)
    load.begin(at: 0)
    return load
  }

  private func meter(warmupSeconds: Int64 = 0) -> LocustMeter {
    let meter = LocustMeter(intervalNanoseconds: Self.second)
    meter.begin(at: 0, warmupNanoseconds: warmupSeconds * Self.second)
    return meter
  }

  private func line(_ text: String) throws -> LocustLine {
    var text = text
    return try #require(text.withUTF8 { LocustLine(UnsafeRawBufferPointer($0)) })
  }

  private func take(
    _ meter: LocustMeter,
    _ samples: Int,
    interval: Int?,
    of name: String = "a"
  )
    throws
  {
    let json =
      #"{"kind":"counts","name":"\#(name)","good":[1000,\#(samples)],"bad":[9,1],"#
      + #""reasons":[["status","500",1]],"clamped":0}"#
    guard case .counts(let counts, _) = try line(json) else { return }
    meter.take(counts, interval: interval)
  }

  private func report(_ meter: LocustMeter, users: Int, interval: Int) throws {
    let json =
      #"{"kind":"status","users":\#(users),"workers":1,"interval":\#(interval),"cpu":0.97,"lag":0.1}"#
    guard case .status(let status) = try line(json) else { return }
    meter.take(status)
  }

  private func advance(_ meter: LocustMeter, to seconds: Int64) {
    meter.advance(to: seconds * Self.second, before: nil, load: load, into: inbox)
  }

  @Test func `what came before an end at once is not of the warm-up`() throws {
    let meter = LocustMeter(intervalNanoseconds: Self.second)
    meter.begin(at: 700_000_000)
    try take(meter, 3, interval: 0)
    meter.conclude(at: 700_000_000, load: load, into: inbox)
    let records = StreamLog.of(inbox).records
    #expect(records.map(\.phase) == [.warmup, .measured])
    #expect(records.last?.series.contains { $0.id == SeriesID("a", .succeeded) } == true)
  }

  @Test func `an interval is complete when every worker has gone beyond it`() throws {
    let meter = meter()
    try take(meter, 3, interval: 0)
    advance(meter, to: 2)
    #expect(StreamLog.of(inbox).records.isEmpty)
    try take(meter, 4, interval: 0)
    try take(meter, 5, interval: 1)
    try report(meter, users: 7, interval: 1)
    advance(meter, to: 2)
    let log = StreamLog.of(inbox)
    #expect(log.records.count == 1)
    #expect(log.samples("a").count == 7)
    #expect(log.samples("a", .failed).count == 2)
    #expect(log.counters("a").errors == [.status(500): 2])
    #expect(log.records[0].load.level == 7)
    #expect(log.records[0].generator.busiestLoop == 0.97)
    #expect(log.records[0].generator.lagNanoseconds == 100_000_000)
    #expect(meter.count == 15)
  }

  @Test func `a silent worker is not waited for, and what comes late is not lost`() throws {
    let meter = meter()
    advance(meter, to: 4)
    try take(meter, 3, interval: 0)
    meter.conclude(at: 5 * Self.second, load: load, into: inbox)
    let log = StreamLog.of(inbox)
    #expect(log.records.count == 5)
    #expect(log.isInOrder)
    #expect(log.samples("a").count == 3)
    #expect(log.records[1].series.contains { $0.id == SeriesID("a") })
  }

  @Test func `what ends after the end belongs to the last interval`() throws {
    let meter = meter()
    try take(meter, 1, interval: 0)
    try take(meter, 2, interval: 3)
    try take(meter, 4, interval: nil)
    meter.conclude(at: 3 * Self.second, load: load, into: inbox)
    let log = StreamLog.of(inbox)
    #expect(log.records.map(\.endNanoseconds) == [1, 2, 3].map { $0 * Self.second })
    #expect(log.records[0].series.first?.counts.count == 5)
    #expect(log.records[2].series.first?.counts.count == 2)
  }

  @Test func `the interval that reaches the planned end waits for the last reports`() throws {
    let meter = meter()
    try report(meter, users: 1, interval: 9)
    let end = 2 * Self.second
    meter.advance(to: 8 * Self.second, before: end, load: load, into: inbox)
    #expect(StreamLog.of(inbox).records.count == 1)
    try take(meter, 2, interval: 2)
    meter.conclude(at: end, load: load, into: inbox)
    let log = StreamLog.of(inbox)
    #expect(log.records.map(\.number) == [1])
    #expect(log.samples("a").count == 2)
  }

  @Test func `intervals before the first that is measured are the warm-up`() throws {
    let meter = meter(warmupSeconds: 2)
    try take(meter, 1, interval: -2)
    try take(meter, 2, interval: -1)
    try take(meter, 4, interval: 0)
    meter.conclude(at: 3 * Self.second, load: load, into: inbox)
    let log = StreamLog.of(inbox)
    #expect(log.records.map(\.phase) == [.warmup, .warmup, .measured])
    #expect(log.samples("a", .warmup).count == 3)
    #expect(log.samples("a", .warmupFailed).count == 2)
    #expect(log.samples("a").count == 4)
  }

  @Test func `waiting for workers is a warm-up without samples, and its end opens an interval`()
    throws
  {
    let meter = LocustMeter(intervalNanoseconds: Self.second)
    let stage = LoadProfile.Stage(from: 1, to: 1, nanoseconds: 100 * Self.second)
    var load = LocustLoad(LoadProfile(name: "p", model: .closed, stages: [stage]), spawnRate: nil)
    meter.advance(to: 2 * Self.second, before: nil, load: load, into: inbox)
    load.begin(at: 2_300_000_000)
    meter.begin(at: 2_300_000_000)
    try take(meter, 5, interval: 0)
    meter.conclude(at: 3_300_000_000, load: load, into: inbox)
    let log = StreamLog.of(inbox)
    #expect(log.isInOrder)
    #expect(
      log.records.map(\.endNanoseconds) == [
        Self.second, 2 * Self.second, 2_300_000_000, 3_300_000_000,
      ]
    )
    #expect(log.records.map(\.phase) == [.warmup, .warmup, .warmup, .measured])
    #expect(log.records.map(\.activeNanoseconds) == [0, 0, 0, Self.second])
    #expect(log.samples("a").count == 5)
  }

  @Test func `names beyond a thousand are measured together, and it says so`() throws {
    let meter = meter()
    for number in 0..<1002 { try take(meter, 1, interval: 0, of: "name \(number)") }
    meter.conclude(at: Self.second, load: load, into: inbox)
    let log = StreamLog.of(inbox)
    #expect(log.names.count == 1001)
    #expect(log.samples("(other names)").count == 2)
    #expect(log.notices == ["more than 1000 names: the rest is measured as (other names)"])
  }
}
