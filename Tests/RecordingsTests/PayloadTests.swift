import Measurements
import Sessions
import Testing

@testable import Recordings

@Suite("A histogram in a log line")
struct PayloadTests {
  private func text(_ counts: SparseCounts) -> [UInt8] {
    var output: [UInt8] = []
    HistogramPayload.encode(counts, with: Deflater(), into: &output)
    return output
  }

  private func inflated(_ text: [UInt8]) throws -> [UInt8] {
    let framed = try #require(Base64.decode(text[...]))
    return try #require(Inflater().decompress(framed[8...], atMost: 1 << 20)).bytes
  }

  /// A payload of the given parts, which may contradict each other.
  private func payload(
    cookie: UInt32 = HistogramPayload.cookie,
    length: UInt32? = nil,
    digits: UInt32 = 3,
    lowest: UInt64 = 1,
    highest: UInt64 = 3_600_000_000_000,
    counts: [UInt8],
    outer: UInt32 = HistogramPayload.compressedCookie,
    compressedLength: UInt32? = nil
  ) -> [UInt8] {
    func big(_ value: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
    let body =
      big(cookie) + big(length ?? UInt32(counts.count)) + big(UInt32(0)) + big(digits) + big(lowest)
      + big(highest) + big((1.0).bitPattern) + counts
    let compressed = Deflater().compress(body)
    var output: [UInt8] = []
    Base64.encode(
      big(outer) + big(compressedLength ?? UInt32(compressed.count)) + compressed,
      into: &output
    )
    return output
  }

  private func decode(_ text: [UInt8]) throws(PayloadError) -> HistogramPayload.Decoded {
    try HistogramPayload.decode(text[...], with: Inflater())
  }

  @Test("is the same bytes as the reference implementation makes of the same counts")
  func reference() throws {
    let log = String(decoding: try bytes(of: resource("three-tags.hlog")), as: UTF8.self)
    let lines = log.split(separator: "\n").filter { $0.contains("HISTFAA") }
    #expect(lines.count == 9)
    for line in lines {
      let theirs = Array(try #require(line.split(separator: ",").last).utf8)
      let decoded = try decode(theirs)
      #expect(decoded.clamped == 0)
      #expect(try inflated(text(decoded.counts)) == inflated(theirs))
    }
  }

  @Test("has a header that says 1 ns to 1 h with three digits")
  func header() throws {
    var histogram = Histogram()
    histogram.record(1)
    histogram.record(5)
    histogram.record(6, samples: 64)
    let body = try inflated(text(histogram.sparse))
    #expect(
      body == [
        0x1c, 0x84, 0x93, 0x13, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 3,  //
        0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0x03, 0x46, 0x30, 0xb8, 0xa0, 0x00,  //
        0x3f, 0xf0, 0, 0, 0, 0, 0, 0,  //
        0x00, 0x02, 0x05, 0x02, 0x80, 0x01,
      ]
    )
    #expect(String(decoding: text(histogram.sparse).prefix(8), as: UTF8.self) == "HISTFAAA")
  }

  @Test("comes back with each count in its bucket", arguments: 1...30)
  func roundTrip(seed: Int) throws {
    var numbers = SeededNumbers(UInt64(seed))
    var histogram = Histogram()
    for _ in 0..<Int.random(in: 1...400, using: &numbers) {
      let highest = Int64(1) << Int64.random(in: 0...42, using: &numbers)
      histogram.record(
        Int64.random(in: 0...highest, using: &numbers),
        samples: UInt64.random(in: 1...(1 << 20), using: &numbers)
      )
    }
    #expect(try decode(text(histogram.sparse)).counts == histogram.sparse)
  }

  @Test("of another precision keeps its percentiles, maximum and count")
  func otherLayout() throws {
    let reading = try Reading(try resource("jHiccup-2.0.7S.logV2.hlog"))
    #expect(reading.warnings == [])
    var whole = Histogram()
    for interval in reading.intervals {
      for series in interval.series { whole.add(series.counts) }
    }
    // From jHiccup-2.0.7S.logV2.java.jsonl, the total.
    #expect(whole.count == 48761)
    #expect(whole.maximum == 1_803_550_719)
    let values = [Quantile.p50, .p75, .p90, .p95, .p99, .p999].map { whole.value(at: $0) }
    #expect(
      values == [344_063, 393_215, 425_983, 629_145_599, 1_434_451_967, 1_753_219_071]
    )
  }

  @Test("beyond an hour is clamped and counted")
  func clamped() throws {
    // Index 40,000 of a layout that goes up to 2^62.
    var counts: [UInt8] = []
    ZigZag.encode(-40_000, into: &counts)
    ZigZag.encode(7, into: &counts)
    let decoded = try decode(payload(highest: 1 << 62, counts: counts))
    #expect(decoded.clamped == 7)
    #expect(decoded.counts.count == 7)
    #expect(decoded.counts.entries.map { Int($0.index) } == [lastBucket])
  }

  private var lastBucket: Int { BucketLayout.index(of: BucketLayout.highestTrackable) }

  @Test("of an older encoding is told by its name")
  func olderEncodings() {
    for (cookie, name) in [
      (0x1c84_9302, "V1"), (0x1c84_9301, "V1"), (0x1c84_9309, "V0"), (0x1c84_9308, "V0"),
      (0x0c72_124f, "DoubleHistogram"), (0x1c84_9313, "V2 uncompressed"),
    ] as [(UInt32, String)] {
      let text = payload(counts: [2], outer: cookie)
      #expect(throws: PayloadError.encoding(name)) { try decode(text) }
      #expect(HistogramPayload.otherEncoding(of: text[...]) == name)
    }
    #expect(HistogramPayload.otherEncoding(of: payload(counts: [2])[...]) == nil)
  }

  @Test("that is no histogram is refused, and never decompressed beyond its range")
  func refused() throws {
    let zeros = [UInt8](repeating: 0, count: 40 << 20)
    let cases: [([UInt8], PayloadError)] = [
      (Array("!!!!".utf8), .notBase64),
      (Array("HISTFA==".utf8), .tooShort),
      (payload(counts: [2], outer: 0x1234_5678), .badCookie(0x1234_5678)),
      (payload(counts: [2], compressedLength: 1000), .tooShort),
      (payload(counts: [2], compressedLength: 20), .tooShort),
      (payload(cookie: 5, counts: [2]), .badHeader),
      (payload(digits: 6, counts: [2]), .badHeader),
      (payload(digits: UInt32.max, counts: [2]), .badHeader),
      (payload(lowest: 0, counts: [2]), .badHeader),
      (payload(lowest: 1 << 62, highest: 1 << 63 - 1, counts: [2]), .badHeader),
      (payload(highest: 1, counts: [2]), .badHeader),
      (payload(length: UInt32.max, counts: [2]), .badHeader),
      (payload(length: 40 << 20, counts: zeros), .badHeader),
      (payload(length: 1, counts: zeros), .notZlib),
      (payload(length: 5, counts: [2]), .notZlib),
      (payload(counts: [0x80]), .badCounts),
      (payload(counts: [UInt8](repeating: 0xff, count: 9)), .badCounts),
      (payload(counts: [0xfe] + [UInt8](repeating: 0xff, count: 8)), .badCounts),
      (payload(highest: 2, counts: [UInt8](repeating: 0, count: 5000)), .badCounts),
    ]
    for (text, error) in cases {
      #expect(throws: error) { try decode(text) }
    }
  }
}
