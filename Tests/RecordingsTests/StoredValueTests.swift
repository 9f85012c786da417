import Budgets
import Measurements
import Testing

@testable import Recordings
@testable import Sessions

@Suite("Whatever is stored, what is read is what was written")
struct StoredValueTests {
  /// Thousands of values, through the text of their JSON; also that their fields vary.
  private func roundTrip<Value: Equatable>(
    _ seed: UInt64,
    count: Int = 1000,
    constant: [String] = [],
    _ make: (inout RandomValues) -> Value,
    _ write: (Value) -> JSON,
    _ read: (JSON) throws -> Value?
  ) throws {
    var values = RandomValues(seed: seed)
    var fields = FieldValues()
    for number in 0..<count {
      let value = make(&values)
      // It takes longer to look into the values than to write and read them.
      if number < 200 { fields.add(value) }
      let text = write(value).text
      #expect(try read(JSON(parsing: text)) == value, "\(text)")
    }
    #expect(fields.constant == constant, "fields that the generator does not set")
  }

  @Test("a head")
  func head() throws {
    // What is the reader's is not stored.
    try roundTrip(
      1,
      constant: [".readerOffsetSeconds?"],
      { $0.head() },
      \.json,
      { try SessionHead($0) }
    )
  }

  @Test("an interval without its samples")
  func interval() throws {
    try roundTrip(
      2,
      constant: [".series[]"],
      { values in
        var record = values.interval()
        record.series = []
        return record
      },
      \.markJSON,
      { try IntervalRecord(mark: $0) }
    )
  }

  @Test("an event of every kind", arguments: RandomValues.EventName.allCases)
  func event(name: RandomValues.EventName) throws {
    try roundTrip(
      3,
      count: 300,
      // Why something failed is left to the summary.
      constant: [".kind"] + (name == .outage ? [".kind.outage.errors[].reasons[]"] : []),
      { $0.event(name) },
      \.json,
      { try SessionEvent($0) }
    )
  }

  @Test("a summary")
  func summary() throws {
    try roundTrip(
      4,
      constant: (Self.subjects + [".outages[].errors[].reasons[]"]).sorted(),
      { $0.summary() },
      \.json,
      { try Summary($0) }
    )
  }

  /// The kind of subject that the objectives of each part of a summary have.
  private static let subjects = [
    ".benchmarks[].objectives[].objective.subject", ".processes[].objectives[].objective.subject",
    ".suiteObjectives[].objective.subject",
  ]

  @Test("a note")
  func note() throws {
    try roundTrip(
      5,
      { Note(atNanoseconds: $0.moment(), text: $0.text()) },
      \.json,
      { try Note($0) }
    )
  }

  @Test(
    "a failure of every kind, whatever it is called",
    arguments: RandomValues.ErrorName.allCases
  )
  func errorKind(name: RandomValues.ErrorName) {
    var values = RandomValues(seed: 6)
    for _ in 0..<2000 {
      let kind = values.errorKind(name)
      #expect(ErrorKind(name: kind.name) == kind)
      #expect(RandomValues.ErrorName(kind) == name)
    }
  }

  @Test("an end of every kind", arguments: RandomValues.EndName.allCases)
  func end(name: RandomValues.EndName) {
    var values = RandomValues(seed: 7)
    for _ in 0..<200 {
      let end = values.end(name)
      #expect(SessionEnd(name: end.name, signal: end.signal) == end)
    }
  }

  @Test("a metric of every kind", arguments: RandomValues.MetricName.allCases)
  func metric(name: RandomValues.MetricName) {
    var values = RandomValues(seed: 8)
    for _ in 0..<2000 {
      let metric = values.metric(name)
      #expect(Metric(writtenName: metric.name) == metric)
    }
  }

  @Test("the tag of a series, whatever its benchmark is called")
  func tag() {
    var values = RandomValues(seed: 9)
    var tags: [String: SeriesID] = [:]
    for _ in 0..<20_000 {
      let id = SeriesID(values.text(), values.pick(SeriesID.Kind.allCases))
      let tag = SeriesTag.text(of: id)
      #expect(SeriesTag.series(of: tag) == id)
      #expect(tags.updateValue(id, forKey: tag) ?? id == id)
      #expect(!tag.isEmpty && !tag.contains { $0 == "," || $0.isWhitespace })
    }
  }

  @Test("a number that is none")
  func notANumber() throws {
    var gauge = LoadChange(from: .nan, to: -.infinity, stage: nil)
    let event = SessionEvent(atNanoseconds: 0, kind: .load(gauge))
    let read = try #require(try SessionEvent(JSON(parsing: event.json.text)))
    guard case .load(let change) = read.kind else {
      Issue.record("another kind")
      return
    }
    gauge = change
    #expect(gauge.from.isNaN && gauge.to == -.infinity)
  }

  @Test("what an old recording says of failures means what it meant")
  func oldFailures() throws {
    let text =
      #"{"number":0,"start":0,"end":1,"phase":"measured","counters":[{"benchmark":"a","errors":"#
      + #"{"timeout":1,"status 503":2,"disk full":3,"exit 2":4,"closed 1005":5,"signal 9":6}}]}"#
    let record = try IntervalRecord(mark: JSON(parsing: text))
    #expect(
      record.counters[0].errors == [
        .timeout: 1, .status(503): 2, .reported("disk full"): 3, .exit(2): 4, .closed(1005): 5,
        .signal(9): 6,
      ]
    )
  }
}
