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
    let framed = try #require(Base64.decoded(text))
    return framed[8...].withUnsafeBytes { stream in
      let inflater = Inflater()
      inflater.start(stream)
      #expect(inflater.state == .whole)
      return Array(inflater.output)
    }
  }

  private func decode(_ text: [UInt8]) throws(PayloadError) -> PayloadDecoder.Decoded {
    try PayloadDecoder().decode(text[...])
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

  @Test("beyond an hour is clamped and counted")
  func clamped() throws {
    // Index 40,000 of a layout that goes up to 2^62.
    var counts: [UInt8] = []
    ZigZag.encode(-40_000, into: &counts)
    ZigZag.encode(7, into: &counts)
    let decoded = try decode(PayloadParts(highest: 1 << 62, counts: counts).text)
    #expect(decoded.clamped == 7)
    #expect(decoded.counts.count == 7)
    #expect(decoded.counts.entries.map { Int($0.index) } == [lastBucket])
  }

  private var lastBucket: Int { BucketLayout.index(of: BucketLayout.highestTrackable) }

  @Test("that is no histogram is refused, and never decompressed beyond its range")
  func refused() throws {
    let zeros = [UInt8](repeating: 0, count: 40 << 20)
    let one: [UInt8] = [2]
    let texts: [(String, PayloadError)] = [("!!!!", .notBase64), ("HISTFA==", .tooShort)]
    let cases: [(PayloadParts, PayloadError)] = [
      (PayloadParts(counts: one, outerCookie: 0x1234_5678), .badCookie(0x1234_5678)),
      (PayloadParts(counts: one, compressedLength: 1000), .tooShort),
      (PayloadParts(counts: one, compressedLength: 20), .tooShort),
      (PayloadParts(counts: one, innerCookie: 5), .badHeader),
      (PayloadParts(counts: one, innerCookie: 0x1c84_9321), .badHeader),
      (PayloadParts(version: .v1, wordLength: 6, counts: one), .badHeader),
      (PayloadParts(digits: 6, counts: one), .badHeader),
      (PayloadParts(digits: UInt32.max, counts: one), .badHeader),
      (PayloadParts(lowest: 0, counts: one), .badHeader),
      (PayloadParts(lowest: 1 << 62, highest: 1 << 63 - 1, counts: one), .badHeader),
      (PayloadParts(highest: 1, counts: one), .badHeader),
      (PayloadParts(counts: one, countsLength: UInt32.max), .badHeader),
      (PayloadParts(counts: zeros, countsLength: 40 << 20), .badHeader),
      (PayloadParts(version: .v0, wordLength: 8, counts: zeros), .notZlib),
      (PayloadParts(counts: zeros, countsLength: 1), .notZlib),
      (PayloadParts(counts: one, countsLength: 5), .notZlib),
      (PayloadParts(isCompressed: false, counts: one, countsLength: 5), .tooShort),
      (PayloadParts(doubles: .nan, counts: one), .badHeader),
      (PayloadParts(doubles: -1, counts: one), .badHeader),
      (PayloadParts(counts: [0x80]), .badCounts),
      (PayloadParts(counts: [UInt8](repeating: 0xff, count: 9)), .badCounts),
      (PayloadParts(counts: [0xfe] + [UInt8](repeating: 0xff, count: 8)), .badCounts),
      (PayloadParts(highest: 2, counts: [UInt8](repeating: 0, count: 5000)), .badCounts),
      (PayloadParts(version: .v1, wordLength: 4, counts: [0, 0, 1]), .badCounts),
      (
        PayloadParts(version: .v1, wordLength: 8, counts: [UInt8](repeating: 0xff, count: 8)),
        .badCounts
      ),
    ]
    for (text, error) in texts {
      #expect(throws: error) { try decode(Array(text.utf8)) }
    }
    for (parts, error) in cases {
      #expect(throws: error, "\(parts)") { try decode(parts.text) }
    }
  }
}
