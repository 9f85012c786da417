import Measurements
import Testing

@Suite("A quantile")
struct QuantileTests {
  @Test(
    "is read exactly and written as short as it can be",
    arguments: [
      ("50", "p50", 50_000), ("95", "p95", 95_000), ("99.9", "p99.9", 99_900),
      ("99.90", "p99.9", 99_900), ("99.999", "p99.999", 99_999), ("99.05", "p99.05", 99_050),
      ("100", "p100", 100_000), ("100.0", "p100", 100_000), ("0.001", "p0.001", 1),
      ("0.5", "p0.5", 500), ("7", "p7", 7000),
    ]
  )
  func parsing(text: String, name: String, hundredThousandths: Int) throws {
    let quantile = try #require(Quantile(percent: text))
    #expect(quantile.hundredThousandths == hundredThousandths)
    #expect(quantile.name == name)
  }

  @Test(
    "is none of other texts",
    arguments: [
      "", ".", "95.", ".5", "0", "0.0", "00", "000.000", "101", "100.001", "999", "1000", "-5",
      "+5",
      " 95", "95 ", "9 5", "99.9999", "99,9", "1e1", "0x5f", "95%", "p95", "٩٥", "9\u{301}5",
      "99.9.9",
      "099", "05", "NaN", "∞",
    ]
  )
  func badTexts(text: String) {
    #expect(Quantile(percent: text) == nil)
  }

  @Test(
    "has rank ceil(p N), computed without rounding",
    arguments: [
      ("99.9", 1000, 999), ("99.9", 1001, 1000), ("50", 1, 1), ("50", 2, 1), ("50", 3, 2),
      ("95", 20, 19), ("95", 21, 20), ("99", 100, 99), ("100", 1, 1), ("100", 12_345, 12_345),
      ("0.001", 1, 1), ("0.001", 200_001, 3), ("7", 100, 7), ("55", 100, 55), ("29", 100, 29),
      ("99.999", 100_000, 99_999), ("100", UInt64.max, UInt64.max),
      ("50", UInt64.max, 9_223_372_036_854_775_808),
      ("99.999", 10_000_000_000_000_000_000, 9_999_900_000_000_000_000),
    ] as [(String, UInt64, UInt64)]
  )
  func ranks(text: String, count: UInt64, rank: UInt64) throws {
    #expect(try #require(Quantile(percent: text)).rank(of: count) == rank)
  }

  @Test("has a rank among few samples that one can count")
  func smallRanks() {
    for hundredThousandths in stride(from: 1, through: 100_000, by: 37) {
      let quantile = Quantile(hundredThousandths: hundredThousandths)
      for count in 1...30 {
        // The smallest rank whose share is at least p.
        let expected = (1...count).first { $0 * 100_000 >= hundredThousandths * count }
        #expect(quantile.rank(of: UInt64(count)) == expected.map(UInt64.init))
      }
    }
  }

  @Test(
    "needs ceil(1 / (1 - Q)) samples",
    arguments: [
      ("50", 2), ("75", 4), ("90", 10), ("95", 20), ("99", 100), ("99.9", 1000), ("99.99", 10_000),
      ("99.999", 100_000), ("97", 34), ("100", 1), ("0.001", 2),
    ]
  )
  func leastSamples(text: String, least: Int) throws {
    #expect(try #require(Quantile(percent: text)).leastSamples == least)
  }

  @Test("stays within 0 and 1, and orders by size")
  func range() {
    #expect(Quantile(hundredThousandths: -3).hundredThousandths == 0)
    #expect(Quantile(hundredThousandths: 200_000) == Quantile(hundredThousandths: 100_000))
    #expect(Quantile.p999.share == 0.999)
    #expect(Quantile.reported == Quantile.reported.sorted())
    #expect(Quantile.reported.map(\.name) == ["p50", "p75", "p90", "p95", "p99", "p99.9"])
  }
}
