import Testing

@testable import Sessions

struct ErrorReasonTests {
  private let expired = ErrorReason(kind: .tls, text: "certificate expired on 2026-10-01")
  private let unknown = ErrorReason(kind: .tls, text: "unknown issuer 'ca'")

  @Test func `a kind that failed for one reason says it, and several have their counts`() {
    let one = ErrorCount.sorted([.tls: 39, .timeout: 3], reasons: [expired: 39])
    #expect(ErrorCount.list(one) == "39 tls: certificate expired on 2026-10-01; 3 timeout")
    let two = ErrorCount.sorted([.tls: 39], reasons: [expired: 9, unknown: 30])
    #expect(
      ErrorCount.list(two)
        == "39 tls: unknown issuer 'ca' (30), certificate expired on 2026-10-01 (9)"
    )
    #expect(two[0].because(most: 1) == ": unknown issuer 'ca' (30), 1 other reason")
    let some = ErrorCount.sorted([.tls: 39], reasons: [expired: 9])
    #expect(ErrorCount.list(some) == "39 tls: certificate expired on 2026-10-01 (9)")
    #expect(
      ErrorCount.list(ErrorCount.sorted([.timeout: 2, .status(503): 1]))
        == "2 timeout, 1 status 503"
    )
  }

  @Test func `there is a limit to the reasons that are kept, and counts never trap`() {
    var all: [ErrorReason: UInt64] = [:]
    let many = (0..<500).map { (ErrorReason(kind: .badResponse, text: "reason \($0)"), UInt64(1)) }
    for (reason, count) in many { ErrorReason.add([reason: count], to: &all) }
    #expect(all.count == ErrorReason.most + 1)
    #expect(all[ErrorReason(kind: .badResponse, text: ErrorReason.others)] == 450)
    var other: [ErrorReason: UInt64] = [:]
    ErrorReason.add(Dictionary(uniqueKeysWithValues: many), to: &other)
    var again: [ErrorReason: UInt64] = [:]
    ErrorReason.add(Dictionary(uniqueKeysWithValues: many.reversed()), to: &again)
    #expect(other == again)
    var full: [ErrorReason: UInt64] = [expired: .max]
    ErrorReason.add([expired: 5], to: &full)
    #expect(full == [expired: .max])
  }

  @Test func `an interval is read with the reasons that were written`() throws {
    var record = IntervalRecord(
      number: 3,
      startNanoseconds: 3_000_000_000,
      endNanoseconds: 4_000_000_000,
      phase: .measured
    )
    var counters = BenchmarkCounters(benchmark: "list")
    counters.errors = [.tls: 39, .reported("tls"): 2]
    counters.reasons = [
      expired: 9, unknown: 30, ErrorReason(kind: .reported("tls"), text: "a \"quoted\" text"): 2,
    ]
    record.counters = [counters]
    let read = try IntervalRecord(mark: JSON(parsing: record.markJSON.text))
    #expect(read.counters == record.counters)
  }
}
