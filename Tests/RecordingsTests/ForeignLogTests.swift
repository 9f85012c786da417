import Foundation
import Measurements
import Sessions
import Testing

@testable import Recordings

@Suite("A log of another program")
struct ForeignLogTests {
  /// What the Java reference reads, line by line.
  private func reference() throws -> [JSON] {
    try String(decoding: bytes(of: resource("three-tags.java.jsonl")), as: UTF8.self)
      .split(separator: "\n").map { try JSON(parsing: String($0)) }
  }

  private func expect(_ histogram: Histogram, _ java: JSON) throws {
    #expect(java["count"]?.integerValue(as: UInt64.self) == histogram.count)
    #expect(java["min"]?.integerValue(as: Int64.self) == histogram.minimum)
    #expect(java["max"]?.integerValue(as: Int64.self) == histogram.maximum)
    let mean = try #require(java["mean"]?.doubleValue)
    #expect(abs(mean - (histogram.mean ?? 0)) < 0.01)
    let deviation = try #require(java["stdev"]?.doubleValue)
    #expect(abs(deviation - (histogram.standardDeviation ?? 0)) < 0.01)
    for name in ["50", "75", "90", "95", "99", "99.9", "99.99", "100"] {
      let quantile = try #require(Quantile(percent: name))
      #expect(java["p\(name)"]?.integerValue(as: Int64.self) == histogram.value(at: quantile))
    }
    var recorded = ""
    histogram.forEachBucket { index, count in
      recorded += "\(BucketLayout.highest(of: index)):\(count)\n"
    }
    #expect(java["recorded_sha256"]?.stringValue == SHA256.hexadecimal(Array(recorded.utf8)))
  }

  @Test("agrees with the reference implementation in every interval and in total")
  func threeTags() throws {
    let reading = try Reading(try resource("three-tags.hlog"))
    #expect(reading.isForeign)
    #expect(reading.warnings == [])
    #expect(reading.head.suite == "three-tags")
    #expect(reading.head.startedNanoseconds == 1_700_000_000_000_000_000)
    #expect(reading.end == .completed)
    #expect(
      reading.intervals.map(\.endNanoseconds) == [1_000_000_000, 2_000_000_000, 3_000_000_000]
    )
    var checked = 0
    for java in try reference() {
      let name = java["tag"]?.stringValue ?? "three-tags"
      var histogram = Histogram()
      for interval in reading.intervals {
        if java["kind"]?.stringValue == "interval" {
          let start = 1_700_000_000_000 + interval.startNanoseconds / 1_000_000
          guard java["start_ms"]?.integerValue(as: Int64.self) == start else { continue }
        }
        for series in interval.series where series.id == SeriesID(name) {
          histogram.add(series.counts)
        }
      }
      try expect(histogram, java)
      checked += 1
    }
    #expect(checked == 12)
  }

  private func read(_ lines: [String]) throws -> Reading {
    let scratch = try ScratchDirectory()
    let text = lines.map { $0 + "\r\n" }.joined()
    return try Reading(try scratch.file("log.hlog", Array(text.utf8)))
  }

  private func line(_ start: String, _ length: String = "1.000", tag: String? = nil) -> String {
    var histogram = Histogram()
    histogram.record(1000)
    var output: [UInt8] = []
    HistogramPayload.encode(histogram.sparse, with: Deflater(), into: &output)
    let prefix = tag.map { "Tag=\($0)," } ?? ""
    return "\(prefix)\(start),\(length),0.001,\(String(decoding: output, as: UTF8.self))"
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

  @Test("of an older encoding is refused with its name and line")
  func olderEncoding() throws {
    #expect {
      try read(["#[Histogram log format version 1.1]", "0.1,1.0,0.5,HISTAgAAAEF42pNpmSzM"])
    } throws: { error in
      let error = error as? RecordingError
      return error?.exitStatus == 65
        && error?.description.hasSuffix(
          "log.hlog:2: its histograms are encoded as V1, which is not available yet; V2 is"
        ) == true
    }
  }

  @Test("of a version that is not known is refused")
  func version() throws {
    #expect(throws: RecordingError.self) {
      try read(["#[Histogram log format version 2.0]", line("0.000")])
    }
  }
}

/// FIPS 180-4, section 6.2: what the reference outputs are summed with.
private enum SHA256 {
  /// The first 32 bits of the fractional parts of the `power`th roots of the first primes.
  private static func constants(_ count: Int, power: Double) -> [UInt32] {
    let primes = (2...).lazy.filter { number in !(2..<number).contains { number % $0 == 0 } }
    return primes.prefix(count).map { prime in
      let root = pow(Double(prime), 1 / power)
      return UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }
  }

  static func hexadecimal(_ message: [UInt8]) -> String {
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    padded += withUnsafeBytes(of: UInt64(message.count * 8).bigEndian) { Array($0) }
    let k = constants(64, power: 3)
    var state = constants(8, power: 2)
    for block in stride(from: 0, to: padded.count, by: 64) {
      var w = (0..<16).map { word in
        padded[(block + word * 4)..<(block + word * 4 + 4)].reduce(UInt32(0)) {
          $0 << 8 | UInt32($1)
        }
      }
      func turn(_ value: UInt32, _ bits: UInt32) -> UInt32 { value >> bits | value << (32 - bits) }
      for t in 16..<64 {
        let low = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ w[t - 15] >> 3
        let high = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ w[t - 2] >> 10
        w.append(w[t - 16] &+ low &+ w[t - 7] &+ high)
      }
      var v = state
      for t in 0..<64 {
        let sum1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25)
        let first = v[7] &+ sum1 &+ (v[4] & v[5] ^ ~v[4] & v[6]) &+ k[t] &+ w[t]
        let sum0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22)
        let second = sum0 &+ (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2])
        v = [first &+ second, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
      }
      state = zip(state, v).map { $0 &+ $1 }
    }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }
}
