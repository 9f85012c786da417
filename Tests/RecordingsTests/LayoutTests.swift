import Measurements
import Testing

@testable import Recordings

@Suite("A histogram of another layout")
struct LayoutTests {
  /// Random buckets of a layout with their counts.
  private struct Sample {
    var lowest: Int64
    var highest: Int64
    var digits: Int
    var layout: PayloadLayout
    /// `[bucket]`, as long as the layout is.
    var counts: [UInt64]

    init(seed: UInt64, digits: Int) throws {
      var numbers = SeededNumbers(seed)
      lowest = [1, 1, 3, 1000, 20_000].randomElement(using: &numbers) ?? 1
      highest = [60_000_000, 3_600_000_000_000].randomElement(using: &numbers) ?? 60_000_000
      self.digits = digits
      layout = try #require(PayloadLayout(lowest: lowest, highest: highest, digits: Int32(digits)))
      counts = Array(repeating: 0, count: layout.bucketCount)
      let highest = highest
      let layout = layout
      let last = try #require(
        counts.indices.last { layout.values(of: $0).lowerBound <= highest }
      )
      for _ in 0..<200 {
        counts[Int.random(in: 0...last, using: &numbers)] += UInt64.random(
          in: 1...9,
          using: &numbers
        )
      }
    }

    var parts: PayloadParts {
      PayloadParts(digits: UInt32(digits), lowest: UInt64(lowest), highest: UInt64(highest))
    }

    /// The same payload in every encoding.
    func payloads() -> [String: [UInt8]] {
      var payloads: [String: [UInt8]] = [:]
      for version in [PayloadCookie.Version.v0, .v1, .v2] {
        for wordLength in version == .v2 ? [0] : [2, 4, 8] {
          for isCompressed in [true, false] {
            var parts = parts
            parts.version = version
            parts.wordLength = wordLength
            parts.isCompressed = isCompressed
            parts.counts = version == .v2 ? packed : words(of: wordLength)
            payloads["\(version) \(wordLength) \(isCompressed)"] = parts.text
          }
        }
      }
      return payloads
    }

    private var packed: [UInt8] {
      var bytes: [UInt8] = []
      for count in counts { ZigZag.encode(Int64(count), into: &bytes) }
      return bytes
    }

    private func words(of length: Int) -> [UInt8] {
      counts.flatMap { count in
        stride(from: length - 1, through: 0, by: -1).map {
          UInt8(truncatingIfNeeded: count >> UInt64($0 * 8))
        }
      }
    }
  }

  @Test("has the bounds that the oracle gives to its buckets", arguments: 1...5)
  func bounds(digits: Int) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      let sample = try Sample(seed: seed, digits: digits)
      let oracle = try #require(
        LayoutOracle(lowest: sample.lowest, highest: sample.highest, digits: digits)
      )
      for (index, count) in sample.counts.enumerated() where count > 0 {
        let values = sample.layout.values(of: index)
        #expect(oracle.bucket(of: values.lowerBound) == values)
        #expect(oracle.bucket(of: values.upperBound) == values)
      }
    }
  }

  @Test("is read alike from every encoding", arguments: 0...3)
  func encodings(digits: Int) throws {
    let sample = try Sample(seed: 7, digits: digits)
    let decoder = PayloadDecoder()
    let payloads = sample.payloads()
    let whole = try #require(payloads["v2 0 true"])
    let expected = try decoder.decode(whole[...])
    #expect(expected.counts.count == sample.counts.reduce(0, +))
    for (name, text) in payloads {
      let decoded = try decoder.decode(text[...])
      #expect(decoded == expected, "\(name)")
    }
  }

  @Test("of up to three digits keeps every rank, the minimum and the mean", arguments: 1...3)
  func figures(digits: Int) throws {
    for seed in 11...16 as ClosedRange<UInt64> {
      let sample = try Sample(seed: seed, digits: digits)
      var oracle = try #require(
        LayoutOracle(lowest: sample.lowest, highest: sample.highest, digits: digits)
      )
      for (index, count) in sample.counts.enumerated() where count > 0 {
        oracle.record(sample.layout.values(of: index).lowerBound, count: count)
      }
      let text = try #require(sample.payloads()["v2 0 true"])
      let decoded = try PayloadDecoder().decode(text[...])
      let histogram = Histogram(decoded.counts)
      var recorded: [(highest: Int64, count: UInt64)] = []
      histogram.forEachBucket { recorded.append((BucketLayout.highest(of: $0), $1)) }
      #expect(recorded.map(\.highest) == oracle.recorded.map(\.highest))
      #expect(recorded.map(\.count) == oracle.recorded.map(\.count))
      #expect(histogram.maximum == oracle.maximum)
      #expect(histogram.minimum == oracle.minimum)
      let mean = try #require(histogram.mean)
      #expect(abs(mean - oracle.mean) <= oracle.mean * 1e-12)
    }
  }
}
