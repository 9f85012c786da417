import Foundation
import Testing

/// `replay --from --to` gives the figures of just the intervals between, as an independent reader of
/// the log computes them.
@Suite(.serialized, .enabled(if: Peer.python.isWanted))
struct StretchTests {
  /// Reads the lines whose intervals overlap [from, to) s after the first measured one, and prints
  /// per tag: samples, smallest, greatest, and the exact rank statistics at p50, p95 and p99.
  private static let script = """
    import json, math, re, sys
    from hdrh.histogram import HdrHistogram
    path, first, last = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    marks = [json.loads(line[len("#[Headroom interval "):-2]) for line in open(path)
             if line.startswith("#[Headroom interval ")]
    origin = min(mark["start"] for mark in marks if mark["phase"] == "measured")
    kept = [(mark["start"], mark["end"]) for mark in marks if mark["phase"] == "measured"
            and mark["end"] > origin + first * 1e9 and mark["start"] < origin + last * 1e9]
    seconds = sum(end - start for start, end in kept) / 1e9
    totals = {}
    for line in open(path):
        found = re.match(r"Tag=([^,]*),([0-9.]+),([0-9.]+),[^,]*,(.*)", line)
        if not found:
            continue
        start = round(float(found[2]) * 1e3)
        if not any(a // 1000000 == start for a, b in kept):
            continue
        histogram = HdrHistogram.decode(found[4])
        if found[1] in totals:
            totals[found[1]].add(histogram)
        else:
            totals[found[1]] = histogram
    def rank(histogram, percent):
        wanted = math.ceil(percent * histogram.get_total_count() / 100)
        passed = 0
        for item in histogram.get_recorded_iterator():
            passed += item.count_at_value_iterated_to
            if passed >= wanted:
                return histogram.get_highest_equivalent_value(item.value_iterated_to)
    print(json.dumps({"seconds": seconds, "tags": {tag: {
        "count": h.get_total_count(), "max": h.get_max_value(),
        "p50": rank(h, 50), "p95": rank(h, 95), "p99": rank(h, 99)}
        for tag, h in totals.items() if ":" not in tag or tag.endswith(":failed")}}))
    """

  @Test(
    "the figures of a stretch are those of its intervals",
    arguments: [(0.0, 2.0), (0.35, 0.9), (1.0, 1.01), (0.6, 60.0)]
  )
  func stretch(from: Double, to: Double) throws {
    let folder = try TemporaryFolder()
    let run = try Child(
      Program.path,
      [
        "demo", "--headless", "-d", "2s", "--warmup", "500ms", "--interval", "100ms", "--seed", "5",
        "--record", "run.hlog",
      ],
      in: folder
    )
    _ = try run.status()
    let python = try Child(
      try Peer.python.required(),
      ["-c", Self.script, "run.hlog", "\(from)", "\(to)"],
      in: folder,
      as: "python"
    )
    #expect(try python.status() == 0, "\(python.errors)")
    let replay = try Child(
      Program.path,
      [
        "replay", "run.hlog", "--headless", "--format", "json", "--from", "+\(from)s", "--to",
        "+\(min(to, 2))s",
      ],
      in: folder,
      as: "replay"
    )
    _ = try replay.status()
    let expected = try Self.object(python.output)
    let summary = try Self.object(replay.output)
    #expect(summary["seconds"] as? Double == expected["seconds"] as? Double, "\(replay.errors)")
    let tags = try #require(expected["tags"] as? [String: [String: Int]])
    let benchmarks = try #require(summary["benchmarks"] as? [[String: Any]])
    #expect(!tags.isEmpty)
    for benchmark in benchmarks {
      let name = try #require(benchmark["name"] as? String)
      let failed = tags[name + ":failed"]?["count"] ?? 0
      let good = tags[name]?["count"] ?? 0
      #expect(benchmark["failed"] as? Int == failed)
      #expect(benchmark["count"] as? Int == good + failed)
      guard let theirs = tags[name] else { continue }
      let ours = try #require(benchmark["latency"] as? [String: Any])
      for figure in ["p50", "p95", "p99", "max"] {
        #expect(ours[figure] as? Int == theirs[figure], "\(name) \(figure)")
      }
    }
  }

  private static func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
