import Foundation
import Measurements
import Sessions
import Testing

@testable import Recordings

@Suite("A log of another program")
struct ForeignLogTests {
  private func read(_ lines: [String]) throws -> Reading {
    let scratch = try ScratchDirectory()
    let text = lines.map { $0 + "\r\n" }.joined()
    return try Reading(try scratch.file("log.hlog", Array(text.utf8)))
  }

  private func line(
    _ start: String,
    _ length: String = "1.000",
    tag: String? = nil,
    maximum: String = "0.001"
  )
    -> String
  {
    var histogram = Histogram()
    histogram.record(1000)
    var output: [UInt8] = []
    HistogramPayload.encode(histogram.sparse, with: Deflater(), into: &output)
    let prefix = tag.map { "Tag=\($0)," } ?? ""
    return "\(prefix)\(start),\(length),\(maximum),\(String(decoding: output, as: UTF8.self))"
  }

  @Test("counts times from its base, if it names one")
  func base() throws {
    let reading = try read([
      "#[StartTime: 1700000000.000 (seconds since epoch), whenever]",
      "#[BaseTime: 1600000000.000 (seconds since epoch)]", line("2.500"),
    ])
    #expect(reading.head.startedNanoseconds == 1_600_000_002_500_000_000)
    #expect(reading.intervals.map(\.startNanoseconds) == [0])
  }

  @Test("is read with blanks behind its lines, a mark before them, and a time before its base")
  func otherWriters() throws {
    let reading = try read([
      "\u{FEFF}#[Histogram log format version 1.3]",
      "#[BaseTime: 1600000000.000 (seconds since epoch)]", line("-0.004") + " ",
      line("0.996") + "\t ", line("1.996"),
    ])
    #expect(reading.head.startedNanoseconds == 1_599_999_999_996_000_000)
    #expect(
      reading.intervals.map(\.startNanoseconds) == [0, 1_000_000_000, 2_000_000_000]
    )
    #expect(reading.intervals.allSatisfy { $0.series.map(\.counts.count) == [1] })
    #expect(reading.warnings.isEmpty)
  }

  @Test("counts times from its start, if they lie more than a year before it")
  func relative() throws {
    let reading = try read([
      "#[StartTime: 1441812279.474 (seconds since epoch), whenever]", line("0.127"), line("1.127"),
    ])
    #expect(reading.head.startedNanoseconds == 1_441_812_279_474_000_000)
    #expect(reading.intervals.map(\.startNanoseconds) == [127_000_000, 1_127_000_000])
  }

  @Test("takes times as absolute otherwise")
  func absolute() throws {
    let reading = try read([
      "#[StartTime: 1441812279.474 (seconds since epoch), whenever]", line("1441812280.474"),
    ])
    #expect(reading.head.startedNanoseconds == 1_441_812_279_474_000_000)
    #expect(reading.intervals.map(\.startNanoseconds) == [1_000_000_000])
    let bare = try read([line("7.000")])
    #expect(bare.head.startedNanoseconds == 7_000_000_000)
  }

  @Test("each tag is a benchmark as it stands, and tags of other rhythms do not count time twice")
  func tags() throws {
    let reading = try read([
      line("0.000", "10.000", tag: "a:failed"), line("0.000", "2.000"), line("5.000", "5.000"),
      line("5.000", "5.000"),
    ])
    #expect(reading.intervals.map(\.startNanoseconds) == [0, 5_000_000_000])
    #expect(reading.intervals.map(\.endNanoseconds) == [5_000_000_000, 10_000_000_000])
    #expect(
      reading.intervals[0].series.map(\.id) == [SeriesID("a:failed"), SeriesID("log")]
    )
    #expect(reading.intervals[1].series.map(\.counts.count) == [2])
  }

  @Test("lines of several tags that begin a little apart are one interval")
  func together() throws {
    let reading = try read([
      line("0.000", tag: "a"), line("0.003", tag: "b"), line("1.001", tag: "a"),
      line("1.004", tag: "b"), line("1.900", tag: "c"),
    ])
    #expect(
      reading.intervals.map { $0.series.map(\.id.benchmark) } == [["a", "b"], ["a", "b"], ["c"]]
    )
    #expect(
      reading.intervals.map(\.endNanoseconds) == [1_001_000_000, 1_900_000_000, 2_900_000_000]
    )
  }

  @Test(
    "takes the unit of its values from the column of maxima",
    arguments: [
      ("0.001", 1000), ("1.000", 1_000_447), ("1000.000", 1_000_341_503), ("0.000001", 1000),
      ("1000", 1_000_341_503), ("1e6", 1_000_190_509_055), ("1.000000", 1_000_447),
    ] as [(String, Int64)]
  )
  func units(column: String, nanoseconds: Int64) throws {
    var histogram = Histogram()
    histogram.record(1000)
    let reading = try read([line("0.000", maximum: "nonsense"), line("1.000", maximum: column)])
    #expect(reading.warnings.map(\.kind) == [.malformedLine])
    let counts = try #require(reading.intervals.first?.series.first?.counts)
    #expect(Histogram(counts).maximum == nanoseconds)
  }

  @Test("whose column fits no unit has nanoseconds, and says so")
  func unknownUnit() throws {
    let reading = try read([line("0.000", maximum: "77.000")])
    #expect(
      reading.warnings.map(\.description) == [
        "line 1, byte 0: the maximum beside its histogram fits no unit: all values are read as "
          + "nanoseconds"
      ]
    )
    #expect(reading.intervals.map { $0.series.map { Histogram($0.counts).maximum } } == [[1000]])
  }

  @Test("may have comments, blank lines and legends anywhere, and ends of lines of any kind")
  func comments() throws {
    let scratch = try ScratchDirectory()
    let text =
      "#[made by hand]\n\r\n\"StartTimestamp\",\"Interval_Length\"\r\n" + line("0.000") + "\r\n\n"
      + "#[BaseTime: 1700000000.000 (seconds since epoch)]\r\n# nothing\n" + line("1.000")
    let reading = try Reading(try scratch.file("log.hlog", Array(text.utf8)))
    #expect(reading.warnings == [])
    #expect(reading.head.startedNanoseconds == 0)
    #expect(
      reading.intervals.map(\.startNanoseconds) == [0, 1_700_000_001_000_000_000]
    )
  }

  @Test("cut in its last line, what stands before is read")
  func torn() throws {
    let scratch = try ScratchDirectory()
    let whole = line("0.000") + "\n" + line("1.000")
    let start = line("0.000").utf8.count + 1
    for cut in start..<whole.utf8.count {
      let reading = try Reading(try scratch.file("log.hlog", Array(whole.utf8.prefix(cut))))
      #expect(reading.intervals.flatMap(\.series).count == 1)
      #expect(reading.warnings.count == (cut == start ? 0 : 1))
    }
  }

  @Test("of a version that is not known is refused")
  func version() throws {
    #expect(throws: RecordingError.self) {
      try read(["#[Histogram log format version 2.0]", line("0.000")])
    }
  }
}
