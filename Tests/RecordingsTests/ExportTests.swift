import Measurements
import Sessions
import Testing

@testable import Recordings

@Suite("An export")
struct ExportTests {
  private func export(
    _ path: String,
    _ format: ExportFormat,
    series: String? = nil
  ) throws -> String {
    var bytes: [UInt8] = []
    var export = RecordingExport(try RecordingReader(path: path), series: series)
    try export.write(format) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// A recording of two intervals with names that are hard on readers.
  private func recording(_ scratch: ScratchDirectory) throws -> String {
    var session = try MadeUpSession(seed: 51, intervals: 0)
    var fast = Histogram()
    fast.record(2_000_000, samples: 30)
    var slow = Histogram()
    slow.record(9_000_000, samples: 10)
    for number in 0..<2 {
      var record = IntervalRecord(
        number: number,
        startNanoseconds: Int64(number) * 500_000_000,
        endNanoseconds: Int64(number + 1) * 500_000_000,
        phase: number == 0 ? .warmup : .measured
      )
      record.series =
        number == 0
        ? [SeriesCounts(id: SeriesID("=a,\"b\"\u{1b}", .warmup), counts: fast.sparse)]
        : [
          SeriesCounts(id: SeriesID("=a,\"b\"\u{1b}"), counts: fast.sparse),
          SeriesCounts(id: SeriesID("=a,\"b\"\u{1b}", .failed), counts: slow.sparse),
        ]
      session.intervals.append((record, []))
    }
    return try session.write(to: scratch.path)
  }

  @Test("as a table has a row for each interval and series, and no cell that a sheet would run")
  func table() throws {
    let scratch = try ScratchDirectory()
    let text = try export(try recording(scratch), .table)
    let fast = "1999872,2000384" + String(repeating: ",2000895", count: 7)
    let slow = "8994816,8998912" + String(repeating: ",9003007", count: 7)
    #expect(
      text.split(separator: "\r\n", omittingEmptySubsequences: false) == [
        "start,end,series,count,failed,rate,min,mean,p50,p75,p90,p95,p99,p99.9,max",
        "0.000,0.500,\"'=a,\"\"b\"\"^[:warmup\",30,0,60.000,\(fast)",
        "0.500,1.000,\"'=a,\"\"b\"\"^[\",30,10,60.000,\(fast)",
        "0.500,1.000,\"'=a,\"\"b\"\"^[:failed\",10,10,20.000,\(slow)", "",
      ]
    )
  }

  @Test(
    "rounds half up, as the reference does",
    arguments: [
      (0, 3, "0.000"), (0.9997802734375, 12, "0.999780273438"), (1, 2, "1.00"),
      (0.0005, 3, "0.001"),
      (0.00049, 3, "0.000"), (9.9996, 3, "10.000"), (1.5e-7, 3, "0.000"), (1.5e-7, 7, "0.0000002"),
      (3.6e18, 2, "3600000000000000000.00"), (1234.5678, 3, "1234.568"),
    ] as [(Double, Int, String)]
  )
  func decimals(value: Double, decimals: Int, text: String) {
    #expect(DecimalText.fixed(value, decimals: decimals) == text)
  }

  @Test(
    "makes a cell of any text",
    arguments: [
      ("list-notes", "list-notes"), ("a b", "a b"), ("a,b", "\"a,b\""), ("-1", "'-1"),
      ("+1", "'+1"), ("@a", "'@a"), ("=1,\"2\"", "\"'=1,\"\"2\"\"\""), ("a\nb\tc", "a^Jb^Ic"),
      ("", ""),
    ]
  )
  func cell(text: String, cell: String) { #expect(TableExport.cell(text) == cell) }

  @Test("as lines is one object of JSON an interval, with the figures of each series")
  func json() throws {
    let session = try MadeUpSession(seed: 52, intervals: 5)
    let scratch = try ScratchDirectory()
    let text = try export(try session.write(to: scratch.path), .lines)
    let objects = try lines(text).dropLast().map { try JSON(parsing: $0) }
    #expect(objects.count == 5)
    for (object, (record, _)) in zip(objects, session.intervals) {
      #expect(try IntervalRecord(mark: object).counters == record.counters)
      #expect(object["number"] == JSON(record.number))
      let series = try #require(object["series"]?.arrayValue)
      #expect(series.count == record.series.count)
      for (json, counts) in zip(series, record.series) {
        let summary = try #require(Histogram(counts.counts).summary())
        #expect(json["benchmark"] == .string(counts.id.benchmark))
        #expect(json["count"] == JSON(summary.count))
        #expect(json["latency"] == summary.json)
      }
    }
    #expect(objects.first?["time"] == "2026-11-21T03:21:10.123Z")
    #expect(!text.unicodeScalars.contains { $0 == "\u{7}" || $0 == "\u{2028}" })
  }

  @Test("as a standard log has standard lines alone, and the same samples")
  func standardLog() throws {
    let session = try MadeUpSession(seed: 53, intervals: 6)
    let scratch = try ScratchDirectory()
    let text = try export(try session.write(to: scratch.path), .standardLog)
    #expect(!text.contains("Headroom"))
    #expect(lines(text).filter { $0.hasPrefix("#") }.count == 3)
    let reading = try Reading(try scratch.file("plain.hlog", Array(text.utf8)))
    #expect(reading.isForeign)
    #expect(reading.warnings == [])
    let samples = session.intervals.flatMap { $0.record.series }
    let again = reading.intervals.flatMap(\.series)
    #expect(again.map(\.counts) == samples.map(\.counts))
    #expect(again.map(\.id.benchmark) == samples.map { SeriesTag.text(of: $0.id) })
  }

  @Test(
    "of another program's log keeps tags and percentiles, and samples without a tag stay so",
    arguments: ["three-tags", "jHiccup-2.0.1.logV0", "layouts"]
  )
  func foreign(name: String) throws {
    let path = try resource("\(name).hlog")
    let scratch = try ScratchDirectory()
    let text = try export(path, .standardLog)
    let reading = try Reading(path)
    let again = try Reading(try scratch.file("\(name).hlog", Array(text.utf8)))
    #expect(again.head.startedNanoseconds == reading.head.startedNanoseconds)
    #expect(
      again.intervals.map { $0.series.map(\.counts.entries) }
        == reading.intervals.map { $0.series.map(\.counts.entries) }
    )
    #expect(
      again.intervals.map { $0.series.map(\.id) } == reading.intervals.map { $0.series.map(\.id) }
    )
  }

  @Test("as a distribution is what the reference prints")
  func distribution() throws {
    let text = try export(try resource("three-tags.hlog"), .distribution, series: "home")
    let java = String(decoding: try bytes(of: resource("three-tags.home.java.hgrm")), as: UTF8.self)
    let ours = lines(text)
    #expect(Array(ours.dropLast(2)) == lines(java).dropLast())
    #expect(ours[ours.count - 2] == "#[Series  = home, values in milliseconds]")
  }

  @Test("as a distribution is of one series, or of each")
  func severalDistributions() throws {
    let scratch = try ScratchDirectory()
    let own = try recording(scratch)
    #expect(try export(own, .distribution).contains("Total count    =           30]"))
    #expect(
      try export(own, .distribution, series: "=a,\"b\"\u{1b}:failed")
        .hasSuffix("#[Series  = =a,\"b\"^[:failed, values in milliseconds]\n")
    )
    let path = try resource("three-tags.hlog")
    #expect(
      throws: ExportError.severalSeries(path: path, known: ["three-tags", "home", "item"])
    ) { try export(path, .distribution) }
    var all = RecordingExport(try RecordingReader(path: path))
    #expect(try all.distributions().map(\.tag) == ["three-tags", "home", "item"])
  }

  @Test("of a benchmark that is not there names those that are", arguments: ExportFormat.allCases)
  func unknown(format: ExportFormat) throws {
    let path = try resource("three-tags.hlog")
    let expected = ExportError.unknownSeries(
      "hom",
      path: path,
      known: ["three-tags", "home", "item"]
    )
    #expect(throws: expected) { try export(path, format, series: "hom") }
    #expect(
      expected.description
        == "\(path): has no benchmark 'hom'. There is: three-tags, home, item"
    )
    #expect(expected.exitStatus == 64)
  }

  @Test("hands its text over in pieces")
  func pieces() throws {
    let session = try MadeUpSession(seed: 54, intervals: 120, samples: 100)
    let scratch = try ScratchDirectory()
    let path = try session.write(to: scratch.path)
    var export = RecordingExport(try RecordingReader(path: path))
    var lengths: [Int] = []
    try export.write(.lines) { lengths.append($0.count) }
    #expect(lengths.count > 1)
    #expect(lengths.allSatisfy { $0 < 128 << 10 })
  }
}
