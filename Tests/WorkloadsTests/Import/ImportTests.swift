import Foundation
import Measurements
import Sessions
import TestSupport
import Testing

@testable import Workloads

struct ImportTests {
  private func path(_ resource: String) -> String {
    Bundle.module.bundlePath + "/Resources/" + resource
  }

  private func read(_ resource: String) throws -> ImportedSession {
    try ImportedSession.read(path: path(resource), name: "file")
  }

  private func text(_ resource: String) throws -> String {
    try String(contentsOfFile: path(resource), encoding: .utf8)
  }

  private func json(_ resource: String) throws -> [String: Any] {
    let data = Data(try text(resource).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// Objects, one a line, that have a member.
  private func lines(_ resource: String, with key: String) throws -> [[String: Any]] {
    try text(resource).split(separator: "\n").compactMap { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?[key] == nil ? nil : object
    }
  }

  /// What a histogram knows of these values: each as the highest of its bucket, sorted.
  private func histogram(_ nanoseconds: [Double]) -> [Int64] {
    nanoseconds.map { Histogram.highestEquivalent(max(1, Int64($0.rounded()))) }.sorted()
  }

  private func samples(
    _ session: ImportedSession,
    _ name: String,
    _ kind: SeriesID.Kind = .succeeded
  ) -> [Int64] {
    session.records.flatMap(\.series).filter { $0.id == SeriesID(name, kind) }
      .flatMap { series in
        series.counts.entries.flatMap { entry in
          Array(repeating: BucketLayout.highest(of: Int(entry.index)), count: Int(entry.count))
        }
      }.sorted()
  }

  private func expectGapless(_ session: ImportedSession) {
    var end: Int64 = 0
    for (number, record) in session.records.enumerated() {
      #expect(record.number == number)
      #expect(record.startNanoseconds == end)
      #expect(record.endNanoseconds > end)
      end = record.endNanoseconds
    }
  }

  @Test func `points of k6 keep their times, users and failures`() throws {
    let session = try read("k6/points.jsonl")
    #expect(session.tool == "k6")
    let points = try K6Points.read("http_req_duration")
    for name in ["home", "item"] {
      let mine = points.filter { $0.tags["name"] == name }.map { Double($0.nanoseconds) }
      #expect(samples(session, name) == histogram(mine))
    }
    #expect(session.names.count == 9)
    #expect(
      session.startedNanoseconds.map { UTCTime(nanoseconds: $0).iso8601 }
        == "2026-11-21T03:30:32.540Z"
    )
    #expect(session.records.count == 2)
    #expect(session.records.last?.load.level == 5)
    expectGapless(session)
  }

  @Test func `results of vegeta are named after method and path`() throws {
    let session = try read("vegeta/results.jsonl")
    let results = try lines("vegeta/results.jsonl", with: "latency")
    #expect(session.sampleCount == UInt64(results.count))
    #expect(session.names == ["GET /", "GET /1k.txt", "GET /fail", "GET /refused"])
    let home = results.filter { ($0["url"] as? String)?.hasSuffix("18080/") == true }
    #expect(
      samples(session, "GET /") == histogram(home.compactMap { $0["latency"] as? Double })
    )
    let errors = session.records.flatMap(\.counters)
    let failed = results.count { ($0["code"] as? Int ?? 0) == 503 }
    let refused = results.count { ($0["code"] as? Int ?? 0) == 0 }
    #expect(errors.reduce(0) { $0 + ($1.errors[.status(503)] ?? 0) } == UInt64(failed))
    #expect(errors.reduce(0) { $0 + ($1.errors[.refused] ?? 0) } == UInt64(refused))
    expectGapless(session)
  }

  @Test func `requests of Locust's log are taken, and its other events are not`() throws {
    let session = try read("locust/events.jsonl")
    #expect(session.tool == "Locust")
    let requests = try lines("locust/events.jsonl", with: "response_time")
    #expect(session.sampleCount == UInt64(requests.count))
    let home = requests.filter { $0["name"] as? String == "home" }
    let times = home.compactMap { ($0["response_time"] as? Double).map { $0 * 1e6 } }
    #expect(samples(session, "home") == histogram(times))
    let counters = session.records.flatMap(\.counters)
    let refused = requests.count { $0["name"] as? String == "refused" }
    #expect(counters.reduce(0) { $0 + ($1.errors[.refused] ?? 0) } == UInt64(refused))
    #expect(session.notices.isEmpty)
  }

  @Test func `all times of hyperfine are taken, 0 as well`() throws {
    let session = try read("hyperfine/hyperfine.json")
    let results = try #require(try json("hyperfine/hyperfine.json")["results"] as? [[String: Any]])
    for result in results {
      let times = try #require(result["times"] as? [Double])
      let name = try #require(result["command"] as? String)
      #expect(samples(session, name) == histogram(times.map { $0 * 1e9 }))
    }
    #expect(session.records[0].active == ["true", "sleep 0.01"])
    let ignoring = try read("hyperfine/hyperfine-param.json")
    #expect(samples(ignoring, "nap 0.01").count == 5)
    #expect(
      ignoring.notices.first
        == "nap 0.01: 5 of 5 runs did not end with status 0, and hyperfine was told to ignore it"
    )
  }

  @Test func `the rounds of pytest-benchmark are taken`() throws {
    let session = try read("pytest-benchmark/pytest-benchmark.json")
    let all = try json("pytest-benchmark/pytest-benchmark.json")
    let benchmarks = try #require(all["benchmarks"] as? [[String: Any]])
    for benchmark in benchmarks {
      let stats = try #require(benchmark["stats"] as? [String: Any])
      let data = try #require(stats["data"] as? [Double])
      let name = try #require(benchmark["name"] as? String)
      #expect(samples(session, name) == histogram(data.map { $0 * 1e9 }))
    }
    #expect(
      session.startedNanoseconds.map { UTCTime(nanoseconds: $0).iso8601 }
        == "2026-11-21T03:33:17.912Z"
    )
  }

  @Test func `the repetitions of Google Benchmark are taken, its aggregates are not`() throws {
    let session = try read("google-benchmark/gb-reps.json")
    #expect(session.names == ["BM_Bad", "BM_Nap/real_time", "BM_Str/4096", "BM_Str/8"])
    #expect(samples(session, "BM_Str/8") == [3, 3, 3, 3, 3])
    #expect(samples(session, "BM_Nap/real_time").count == 5)
    #expect(samples(session, "BM_Bad", .failed).count == 5)
    let bad = session.records.flatMap(\.counters).first { $0.benchmark == "BM_Bad" }
    #expect(bad?.errors.keys.first == .reported("made to fail"))
    expectGapless(session)
  }

  @Test(arguments: [
    ("k6/k6-summary-export.json", "k6", "--out json"),
    ("vegeta/report.json", "vegeta", "encode --to json"),
    ("locust/dist_stats.csv", "Locust", "events.request"),
    ("locust/dist_stats_history.csv", "Locust", "events.request"),
    ("locust/dist_failures.csv", "Locust", "events.request"),
    ("locust/stdout.json", "Locust", "events.request"),
    ("locust/dist-final.json", "Locust", "events.request"),
    ("locust/worker-reports.jsonl", "Locust", "events.request"),
    ("hyperfine/hyperfine.csv", "hyperfine", "--export-json"),
    ("google-benchmark/gb.json", "Google Benchmark", "--benchmark_repetitions"),
  ])
  func `what has only summaries says so, and what to record`(
    resource: String,
    tool: String,
    remedy: String
  ) {
    do throws(ImportError) {
      _ = try ImportedSession.read(path: path(resource), name: "file")
      Issue.record("it was imported")
    } catch {
      guard case .summaryOnly(let its, _, let way) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(its == tool)
      #expect(way.contains(remedy))
      #expect(error.description.contains("samples"))
    }
  }

  @Test func `lines keep their times, in any order; those without follow the one before`() throws {
    let folder = TemporaryFolder([
      "lines": """
      {"measure":"a","ms":1,"at":"2026-11-21T05:00:03.5+02:00"}
      {"measure":"a","ms":2,"at":1795230001}
      {"measure":"b","ms":500,"at":1795230001000.0}
      nothing
      {"measure":"a","ms":3}

      """
    ])
    let session = try ImportedSession.read(path: folder.path + "/lines", name: "file")
    let started = try #require(session.startedNanoseconds)
    #expect(UTCTime(nanoseconds: started).iso8601 == "2026-11-21T03:00:00.500Z")
    try #require(session.records.count == 3)
    #expect(session.records[0].series.map(\.counts.count).reduce(0, +) == 3)
    #expect(session.records[2].series.map(\.counts.count) == [1])
    #expect(session.notices.count == 1)
    expectGapless(session)
  }

  @Test(arguments: [
    ("", ImportError.unknown), ("hello\nworld\n", .unknown), ("{}", .unknown), ("[1, 2", .unknown),
    ("#[Histogram log format version 1.3]\n", .isLog),
    (#"{"results":[],"benchmarks":[],"context":{}}"#, .empty(tool: "Google Benchmark")),
  ])
  func `what can't be imported says why`(text: String, expected: ImportError) {
    let folder = TemporaryFolder(["file": text])
    #expect(throws: expected) {
      try ImportedSession.read(path: folder.path + "/file", name: "file")
    }
  }

  @Test func `a file that is not there is unreadable`() {
    #expect(throws: ImportError.unreadable(code: 2)) {
      try ImportedSession.read(path: "/no/such", name: "file")
    }
    #expect(throws: ImportError.unreadable(code: 21)) {
      try ImportedSession.read(path: "/tmp", name: "file")
    }
  }

  @Test func `times that lie years apart are not believed`() {
    let folder = TemporaryFolder([
      "lines": """
      {"measure":"a","ms":1,"at":1}
      {"measure":"a","ms":2,"at":1795230001}

      """
    ])
    #expect(throws: ImportError.tooLong(tool: "Headroom's own lines", days: 20778)) {
      try ImportedSession.read(path: folder.path + "/lines", name: "file")
    }
  }
}

struct WallTimeTests {
  @Test(arguments: [
    ("1795230001", 1_795_230_001_000_000_000), ("1795230001.25", 1_795_230_001_250_000_000),
    ("1795230001250", 1_795_230_001_250_000_000), ("1795230001250000", 1_795_230_001_250_000_000),
    ("1795230001250000000", 1_795_230_001_250_000_000),
    ("2026-11-21T03:00:01.25Z", 1_795_230_001_250_000_000),
    ("2026-11-21T05:30:01.25+02:30", 1_795_230_001_250_000_000),
    ("2026-11-20T22:00:01-05:00", 1_795_230_001_000_000_000),
  ])
  func `times are ISO 8601 or numbers since 1970`(text: String, expected: Int64) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { #expect(WallTime.nanoseconds(LineText(plain: $0)) == expected) }
  }

  @Test(arguments: [
    "", "yesterday", "2026-11-21", "2026-11-21T03:00:01", "-5", "2026-11-21T03:00:01+2",
  ])
  func `anything else is no time`(text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { #expect(WallTime.nanoseconds(LineText(plain: $0)) == nil) }
  }
}
