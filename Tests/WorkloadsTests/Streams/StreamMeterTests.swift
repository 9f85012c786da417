import Measurements
import Sessions
import Testing

@testable import Workloads

struct StreamMeterTests {
  private let inbox = Inbox()
  private let meter = StreamMeter(
    parser: LineParser(name: "own"),
    intervalNanoseconds: 1_000_000_000
  )

  private func take(_ line: String, at milliseconds: Int64 = 0) {
    var line = line
    line.withUTF8 {
      meter.take(UnsafeRawBufferPointer($0), atNanoseconds: milliseconds * 1_000_000)
    }
  }

  private func advance(to milliseconds: Int64) {
    meter.advance(to: milliseconds * 1_000_000, into: inbox)
  }

  private func concluded(at milliseconds: Int64) -> StreamLog {
    meter.conclude(at: milliseconds * 1_000_000, into: inbox)
    return StreamLog.of(inbox)
  }

  @Test func `a sample belongs to the interval in which it arrives`() {
    take(#"{"measure":"a","ms":1,"at":5}"#)
    advance(to: 999)
    take(#"{"measure":"a","ms":1}"#)
    advance(to: 1000)
    take(#"{"measure":"b","ms":1}"#)
    let log = concluded(at: 2500)
    #expect(log.records.map { $0.series.map(\.id.benchmark) } == [["a"], ["b"], []])
    #expect(log.records[0].series[0].counts.count == 2)
    #expect(log.records.map(\.endNanoseconds) == [1_000_000_000, 2_000_000_000, 2_500_000_000])
    #expect(log.isInOrder)
  }

  @Test func `previews hold what came so far, and only the last tick that passed is told`() {
    take("1")
    advance(to: 350)
    let previews = inbox.takeAll().compactMap { input -> IntervalRecord? in
      if case .preview(let record) = input { record } else { nil }
    }
    #expect(previews.map(\.endNanoseconds) == [300_000_000])
    #expect(previews.first?.series.first?.counts.count == 1)
  }

  @Test func `failures are counted by reason, and too many reasons together`() {
    for number in 0..<(MeasurementTable.mostReasons + 7) {
      take(#"{"measure":"a","ms":1,"error":"e\#(number)"}"#)
    }
    let log = concluded(at: 10)
    let errors = log.counters("a").errors
    #expect(errors.count == MeasurementTable.mostReasons + 1)
    #expect(errors[.reported("other")] == 7)
    #expect(errors.values.reduce(0, +) == log.samples("a", .failed).count)
  }

  @Test func `names are what a suite may have, and too many are measured together`() {
    take(#"{"measure":" a\u0007b ","ms":1}"#)
    take(#"{"measure":"suite","ms":1}"#)
    take(#"{"measure":"http://me:secret@host/x","ms":1}"#)
    take(#"{"measure":"  ","ms":1}"#)
    for number in 0..<MeasurementTable.mostNames { take(#"{"measure":"n\#(number)","ms":1}"#) }
    let log = concluded(at: 10)
    #expect(log.names.contains("a^Gb"))
    #expect(log.names.contains("suite (measured)"))
    #expect(log.names.contains("http://***@host/x"))
    #expect(log.names.count == MeasurementTable.mostNames + 1)
    #expect(log.samples(MeasurementTable.otherNames).count == 3)
    #expect(log.notices.contains { $0.contains("more than 1000 names") })
    #expect(log.notices.contains { $0.contains("line 4 is no measurement") })
  }

  @Test func `the first lines that are none are told, then their number`() {
    for number in 1...200 { take("junk \(number) \u{1B}[2J") }
    take("5")
    advance(to: 1000)
    for _ in 1...10 { take("junk") }
    let log = concluded(at: 1100)
    #expect(log.notices.count == ForeignLines.mostShown + 2)
    #expect(
      log.notices[0]
        == "line 1 is no measurement (neither a JSON object nor a number): junk 1 ^[[2J"
    )
    #expect(log.notices[5] == "200 lines so far are no measurement")
    #expect(log.notices[6] == "210 lines so far are no measurement")
    #expect(log.samples("own").count == 1)
  }

  @Test func `a long line is clipped where it is told`() {
    take(String(repeating: "é", count: 5000))
    let log = concluded(at: 10)
    #expect(log.notices[0].hasSuffix(String(repeating: "é", count: 120) + "…"))
  }

  @Test func `what comes in a pause is left out, and the pause is known`() {
    take("1")
    #expect(meter.pause(at: 200_000_000))
    #expect(!meter.pause(at: 300_000_000))
    take("2")
    advance(to: 1000)
    #expect(meter.resume(at: 1_300_000_000))
    take("3")
    let log = concluded(at: 2000)
    #expect(log.samples("own").count == 2)
    #expect(log.counters("own").droppedPaused == 1)
    #expect(log.records.map(\.pausedNanoseconds).prefix(2) == [800_000_000, 300_000_000])
  }

  @Test func `the slowest that say more than their duration are told, slowest first`() {
    for milliseconds in [3, 9, 1, 7, 5, 8, 2] {
      take(#"{"measure":"a","ms":\#(milliseconds),"tags":{"n":\#(milliseconds)}}"#)
    }
    take(#"{"measure":"b","ms":100}"#)
    let log = concluded(at: 10)
    let slowest = log.events.compactMap { event -> [SlowRequest]? in
      if case .slowest(let requests) = event.kind { requests } else { nil }
    }
    #expect(slowest.first?.map(\.request) == ["n=9", "n=8", "n=7", "n=5", "n=3"])
  }
}
