import Foundation
import Testing

/// Nothing lost, nothing counted twice: what the server logged is what the summary accounts for.
@Suite(.serialized, .enabled(if: Peer.nginx.isWanted))
struct AccountingTests {
  @Test(
    "the server's log has a line for each request of a run that reaches its end",
    arguments: [["-u", "16"], ["-r", "400/s"]]
  )
  func completeRun(load: [String]) throws {
    let nginx = try Nginx()
    let folder = try TemporaryFolder()
    let arguments = [nginx.url, "-d", "2s", "--warmup", "1s", "--headless", "--format", "json"]
    let run = try Child(Program.path, arguments + load, in: folder)
    let status = try run.status()
    #expect(status == 0, "\(run.errors)")
    let summary = try SummaryFile(run.output)
    let logged = try nginx.requests()
    #expect(logged == summary.requests)
    #expect(summary.warmup > 0)
    let replayed = try SummaryFile.replayed(in: folder)
    #expect(replayed == run.output)
  }

  @Test(
    "the server's log has a line for each request of a run that SIGINT ends",
    arguments: [[], ["--http2"]],
    [["-u", "16"], ["-r", "400/s"]]
  )
  func interruptedRun(version: [String], load: [String]) throws {
    let nginx = try Nginx(Nginx.Manner(isHTTP2: !version.isEmpty))
    let folder = try TemporaryFolder()
    let arguments = [nginx.url, "-d", "60s", "--headless", "--format", "json"]
    let run = try Child(Program.path, arguments + version + load, in: folder)
    try wait("requests") { (try? nginx.requests()) ?? 0 > 300 }
    run.signal(SIGINT)
    let status = try run.status()
    #expect(status == 130, "\(run.errors)")
    let summary = try SummaryFile(run.output)
    try wait("the log of what was cut off") {
      (try? nginx.requests()) == summary.requests
    }
    let replayed = try SummaryFile.replayed(in: folder)
    #expect(replayed == run.output)
  }

  @Test("a replay of a run in which nobody answers gives its summary, byte for byte")
  func failedRun() throws {
    let folder = try TemporaryFolder()
    let port = try Nginx.freePort()
    let run = try Child(
      Program.path,
      ["http://127.0.0.1:\(port)/", "-u", "2", "-d", "1s", "--headless", "--format", "json"],
      in: folder
    )
    let status = try run.status()
    #expect(status == 69, "\(run.errors)")
    let failed = try SummaryFile(run.output).failed
    #expect(failed > 0)
    let replayed = try SummaryFile.replayed(in: folder)
    #expect(replayed == run.output)
  }

  @Test(
    "the reference reader in Python finds the summary's figures in the recording",
    .enabled(if: Peer.python.isWanted)
  )
  func pythonReadsTheRecording() throws {
    let python = try Peer.python.required()
    let nginx = try Nginx()
    let folder = try TemporaryFolder()
    try folder.write(
      """
      target: \(nginx.url)
      benchmarks:
        found: { http: GET /, weight: 3 }
        "odd name, 100%: yes": { http: GET /index.html }
        missing: { http: GET /nowhere }
      """,
      to: "budgets/mixed.yaml"
    )
    let run = try Child(
      Program.path,
      ["run", "mixed", "--users", "8", "--duration", "2s", "--headless", "--format", "json"],
      in: folder
    )
    let status = try run.status()
    #expect(status == 2, "\(run.errors)")
    try folder.write(
      """
      import json, sys, urllib.parse
      from hdrh.histogram import HdrHistogram
      from hdrh.log import HistogramLogReader
      totals = {}
      reader = HistogramLogReader(sys.argv[1], HdrHistogram(1, 3600000000000, 3))
      while True:
          interval = reader.get_next_interval_histogram()
          if interval is None:
              break
          name = urllib.parse.unquote(interval.get_tag())
          total = totals.setdefault(name, HdrHistogram(1, 3600000000000, 3))
          total.add(interval)
      print(json.dumps({name: [total.get_total_count(), total.get_max_value(),
          total.get_value_at_percentile(50)] for name, total in totals.items()}))
      """,
      to: "read.py"
    )
    let summary = try SummaryFile(run.output)
    let recording = try #require(summary.recording)
    let reader = try Child(python, ["read.py", recording], in: folder, as: "python")
    let readerStatus = try reader.status()
    #expect(readerStatus == 0, "\(reader.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(reader.output.utf8))
    let read = try #require(object as? [String: [Int]])
    for benchmark in summary.benchmarks where benchmark.succeeded > 0 {
      let figures = [benchmark.succeeded, benchmark.latency["max"], benchmark.latency["p50"]]
      #expect(read[benchmark.name] == figures.compactMap(\.self))
    }
    let missing = try #require(summary.benchmarks.first { $0.name == "missing" })
    #expect(missing.succeeded == 0)
    #expect(read["missing"] == nil)
    #expect(read["missing:failed"]?.first == missing.failed)
  }
}

/// What the tests need of a summary in JSON.
struct SummaryFile {
  struct Benchmark {
    let name: String
    let count: Int
    let failed: Int
    let warmup: Int
    let cutOff: Int
    let latency: [String: Int]
    let errors: [String: Int]

    /// What the server must have seen.
    var requests: Int { count + warmup + cutOff }
    var succeeded: Int { count - failed }
  }

  let benchmarks: [Benchmark]
  let recording: String?

  init(_ text: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let summary = try #require(object as? [String: Any])
    recording = summary["recording"] as? String
    let list = try #require(summary["benchmarks"] as? [[String: Any]])
    benchmarks = try list.map { entry in
      Benchmark(
        name: try #require(entry["name"] as? String),
        count: try #require(entry["count"] as? Int),
        failed: try #require(entry["failed"] as? Int),
        warmup: try #require(entry["warmup"] as? Int),
        cutOff: try #require(entry["cut_off"] as? Int),
        latency: (entry["latency"] as? [String: Any] ?? [:]).compactMapValues { $0 as? Int },
        errors: entry["errors"] as? [String: Int] ?? [:]
      )
    }
  }

  var warmup: Int { benchmarks.reduce(0) { $0 + $1.warmup } }
  var failed: Int { benchmarks.reduce(0) { $0 + $1.failed } }
  /// What the server must have seen.
  var requests: Int { benchmarks.reduce(0) { $0 + $1.requests } }

  func benchmark(_ name: String) throws -> Benchmark {
    try #require(benchmarks.first { $0.name == name })
  }

  /// The summary that a replay of the last recording prints.
  static func replayed(in folder: TemporaryFolder) throws -> String {
    let replay = try Child(
      Program.path,
      ["replay", "last", "--headless", "--format", "json"],
      in: folder,
      as: "replay"
    )
    _ = try replay.status()
    return replay.output
  }
}
