import Foundation
import Measurements
import Sessions
import Testing

@testable import Recordings

/// Logs of real programs and of the reference writer; beside each stands what the Java reference
/// reads out of it, interval by interval and in total (`.java.jsonl`).
@Suite("The Java reference")
struct JavaReferenceTests {
  /// Names of logs, and the nanoseconds of their unit.
  static let logs: [(name: String, nanosecondsPerUnit: Double)] = [
    ("three-tags", 1), ("jHiccup-2.0.1.logV0", 1), ("jHiccup-2.0.6.logV1", 1),
    ("jHiccup-2.0.7S.logV2", 1), ("tagged-Log.logV2", 1), ("ycsb.logV1", 1), ("layouts", 1),
    ("microseconds", 1e3), ("doubles", 1e6),
  ]

  private func reference(_ name: String) throws -> [JSON] {
    try String(decoding: bytes(of: resource("\(name).java.jsonl")), as: UTF8.self)
      .split(separator: "\n").map { try JSON(parsing: String($0)) }
  }

  /// The samples of a benchmark: in the interval that begins at a time of the reference, which is
  /// cut to ms, or in all of them.
  private func histogram(_ reading: Reading, _ name: String, startMilliseconds: Int64?) -> Histogram
  {
    var histogram = Histogram()
    for interval in reading.intervals {
      let start = (reading.head.startedNanoseconds + interval.startNanoseconds) / 1_000_000
      if let startMilliseconds, !(0...1).contains(start - startMilliseconds) { continue }
      for series in interval.series where series.id == SeriesID(name) {
        histogram.add(series.counts)
      }
    }
    return histogram
  }

  @Test("agrees in every interval and in total", arguments: logs)
  func figures(name: String, nanosecondsPerUnit unit: Double) throws {
    let reading = try Reading(try resource("\(name).hlog"))
    #expect(reading.isForeign)
    #expect(reading.warnings == [])
    #expect(reading.end == .completed)
    var checked = 0
    for java in try reference(name) {
      let isInterval = java["kind"]?.stringValue == "interval"
      let start = try #require(java["start_ms"]?.integerValue(as: Int64.self))
      let histogram = histogram(
        reading,
        java["tag"]?.stringValue ?? reading.head.suite,
        startMilliseconds: isInterval ? start : nil
      )
      let digits = try #require(java["sig"]?.integerValue(as: Int.self))
      if unit == 1, digits <= 3 {
        try expectSame(histogram, java)
      } else {
        try expectSameBuckets(histogram, java, unit)
      }
      checked += 1
    }
    #expect(checked > 2)
  }

  private static let percents = ["50", "75", "90", "95", "99", "99.9", "99.99", "100"]

  /// To the nanosecond, and bucket by bucket.
  private func expectSame(_ histogram: Histogram, _ java: JSON) throws {
    #expect(java["count"]?.integerValue(as: UInt64.self) == histogram.count)
    #expect(java["min"]?.integerValue(as: Int64.self) == histogram.minimum ?? 0)
    let mean = try #require(java["mean"]?.doubleValue)
    #expect(abs(mean - (histogram.mean ?? 0)) < 0.01)
    let deviation = try #require(java["stdev"]?.doubleValue)
    #expect(abs(deviation - (histogram.standardDeviation ?? 0)) < 0.01)
    #expect(java["max"]?.integerValue(as: Int64.self) == histogram.maximum ?? 0)
    for percent in Self.percents {
      let quantile = try #require(Quantile(percent: percent))
      let value = java["p\(percent)"]?.integerValue(as: Int64.self)
      #expect(value == histogram.value(at: quantile) ?? 0)
    }
    var recorded = ""
    histogram.forEachBucket { index, count in
      recorded += "\(BucketLayout.highest(of: index)):\(count)\n"
    }
    #expect(java["recorded_sha256"]?.stringValue == SHA256.hexadecimal(Array(recorded.utf8)))
  }

  /// What has another unit or more digits is kept to three digits.
  private func expectSameBuckets(_ histogram: Histogram, _ java: JSON, _ unit: Double) throws {
    #expect(java["count"]?.integerValue(as: UInt64.self) == histogram.count)
    for percent in Self.percents {
      let quantile = try #require(Quantile(percent: percent))
      let value = try #require(java["p\(percent)"]?.doubleValue)
      let bucket = BucketLayout.index(of: Int64((value * unit).rounded()))
      #expect(histogram.value(at: quantile) == BucketLayout.highest(of: bucket))
    }
    for (key, ours) in [
      ("min", histogram.minimum.map(Double.init)), ("mean", histogram.mean),
      ("stdev", histogram.standardDeviation),
    ] {
      let value = try #require(java[key]?.doubleValue) * unit
      #expect(abs(try #require(ours) - value) <= value / 1000, "\(key)")
    }
  }

  @Test("its raw values are in the buckets that its log has")
  func rawValues() throws {
    let reading = try Reading(try resource("three-tags.hlog"))
    let table = String(
      decoding: try bytes(of: resource("three-tags.raw-values.tsv")),
      as: UTF8.self
    )
    let rows = table.split(separator: "\n")
    #expect(rows.count == 9)
    for row in rows {
      let columns = row.split(separator: "\t")
      var histogram = Histogram()
      for value in columns[3].split(separator: ",") {
        histogram.record(try #require(Int64(value)))
      }
      let name = columns[0] == "-" ? "three-tags" : String(columns[0])
      #expect(self.histogram(reading, name, startMilliseconds: Int64(columns[1])) == histogram)
    }
  }
}
