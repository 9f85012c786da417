import Foundation
import Measurements
import Sessions
import Testing

@testable import Recordings

/// A Python that has the package `hdrhistogram`.
private let peer = ProcessInfo.processInfo.environment["HEADROOM_TEST_PYTHON"]
/// Where nothing may be left out.
private let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("hdrhistogram of PyPI")
struct HdrHistogramPeerTests {
  private static let script = """
    import json, sys
    from hdrh.histogram import HdrHistogram
    from hdrh.log import HistogramLogReader
    totals, intervals = {}, 0
    reader = HistogramLogReader(sys.argv[1], HdrHistogram(1, 3600000000000, 3))
    while True:
        histogram = reader.get_next_interval_histogram()
        if histogram is None:
            break
        intervals += 1
        tag = histogram.get_tag()
        assert (histogram.lowest_trackable_value, histogram.highest_trackable_value) == (
            1, 3600000000000) and histogram.significant_figures == 3
        if tag not in totals:
            totals[tag] = HdrHistogram(1, 3600000000000, 3)
        totals[tag].add(histogram)
    print(json.dumps({"lines": intervals, "tags": {tag: {
        "count": h.get_total_count(), "max": h.get_max_value(), "min": h.get_min_value(),
        "p50": h.get_value_at_percentile(50)} for tag, h in totals.items()}}))
    """

  private static let writer = """
    import random, sys
    from hdrh.histogram import HdrHistogram
    from hdrh.log import HistogramLogWriter
    random.seed(7)
    with open(sys.argv[1], "w") as file:
        writer = HistogramLogWriter(file)
        writer.output_log_format_version()
        file.write("#[StartTime: 1700000000.000 (seconds since epoch)]\\n")
        writer.output_base_time(1700000000000)
        writer.output_legend()
        for second in range(5):
            for tag in (None, "home", "item"):
                histogram = HdrHistogram(1, 3600000000000, 3)
                # The writer does not know tags.
                if tag:
                    file.write(f"Tag={tag},")
                for _ in range(301):
                    histogram.record_value(int(random.lognormvariate(14, 2)))
                writer.output_interval_histogram(histogram, second + 1, second + 2)
    """

  @Test(
    "reads the same counts out of what it wrote when that is encoded again",
    .enabled(if: peer != nil || isCI, "HEADROOM_TEST_PYTHON names no Python")
  )
  func encodedAgain() throws {
    let python = try #require(peer, "CI must name a Python with hdrhistogram")
    let scratch = try ScratchDirectory()
    let theirs = "\(scratch.path)/theirs.hlog"
    _ = try run(python, ["-c", Self.writer, theirs])
    var bytes: [UInt8] = []
    var export = RecordingExport(try RecordingReader(path: theirs))
    try export.write(.standardLog) { bytes += $0 }
    let ours = try scratch.file("ours.hlog", bytes)
    let answer = try run(python, ["-c", Self.script, ours])
    #expect(answer == (try run(python, ["-c", Self.script, theirs])))
    #expect(try JSON(parsing: answer.filter { $0 != "\n" })["lines"] == JSON(15))
  }

  private func run(_ python: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: text, as: UTF8.self)
  }

  @Test(
    "reads what is written here, with equal counts, maximum and median of each tag",
    .enabled(if: peer != nil || isCI, "HEADROOM_TEST_PYTHON names no Python")
  )
  func reads() throws {
    let python = try #require(peer, "CI must name a Python with hdrhistogram")
    let scratch = try ScratchDirectory()
    let session = try MadeUpSession(seed: 18, intervals: 10, samples: 301)
    let path = try session.write(to: scratch.path)
    let answer = try JSON(parsing: run(python, ["-c", Self.script, path]).filter { $0 != "\n" })
    var expected: [String: Histogram] = [:]
    var lines = 0
    for (record, _) in session.intervals {
      for series in record.series {
        expected[SeriesTag.text(of: series.id), default: Histogram()].add(series.counts)
        lines += 1
      }
    }
    #expect(answer["lines"] == JSON(lines))
    #expect(answer["tags"]?.members?.count == expected.count)
    for (tag, histogram) in expected {
      let peer = try #require(answer["tags"]?[tag])
      #expect(peer["count"] == JSON(histogram.count))
      #expect(peer["max"] == JSON(histogram.maximum))
      #expect(peer["min"] == JSON(histogram.minimum))
      // The median of an odd count is the same sample by both definitions of the rank.
      if !histogram.count.isMultiple(of: 2) {
        #expect(peer["p50"] == JSON(histogram.value(at: .p50)))
      }
    }
  }
}
