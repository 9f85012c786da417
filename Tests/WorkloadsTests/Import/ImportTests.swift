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

  @Test func `a number of dropped iterations beyond all measure is no trap`() throws {
    let folder = TemporaryFolder()
    let time = #""time":"2026-01-01T00:00:00Z""#
    let dropped =
      #"{"metric":"dropped_iterations","type":"Point","data":{\#(time),"value":9e18,"tags":{"scenario":"s"}}}"#
    let point =
      #"{"metric":"http_req_duration","type":"Point","data":{\#(time),"value":5,"tags":{"name":"a"}}}"#
    folder.write([point, dropped, dropped, dropped].joined(separator: "\n") + "\n", to: "k6.json")
    let session = try ImportedSession.read(path: folder.path + "/k6.json", name: "file")
    let counters = session.records.flatMap(\.counters)
    #expect(counters.contains { $0.dropped > 1 << 39 })
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
    #expect(session.records.count == 1)
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
    // Other statuses are recorded where it was told to ignore them.
    #expect(samples(ignoring, "nap 0.01", .failed).count == 5)
    #expect(ignoring.notices.isEmpty)
  }

  @Test func `what tells results of hyperfine apart are parameters, then numbers`() throws {
    func result(_ command: String, _ rest: String) -> String {
      "{\"command\":\"\(command)\",\"times\":[0.01,0.02,0.03],\(rest)}"
    }
    let main = result("make", #""parameters":{"rev":"main"},"exit_codes":[0,1,null]"#)
    let next = result("make", #""parameters":{"rev":"next"},"exit_codes":[0,0,0]"#)
    let plain = result("./run", #""exit_codes":[0,0,0]"#)
    let session = try imported(
      "{\"results\":[\([main, next, plain, plain].joined(separator: ","))]}"
    )
    #expect(session.names == ["./run", "./run #2", "make (rev=main)", "make (rev=next)"])
    #expect(samples(session, "make (rev=main)").count == 1)
    let counters = session.records.flatMap(\.counters).filter { !$0.errors.isEmpty }
    #expect(counters.map(\.benchmark) == ["make (rev=main)"])
    #expect(counters.first?.errors == [.exit(1): 1, .reported("ended by a signal"): 1])
  }

  private func imported(_ text: String) throws(ImportError) -> ImportedSession {
    let folder = TemporaryFolder(["file": text])
    return try ImportedSession.read(path: folder.path + "/file", name: "file")
  }

  @Test func `a file that begins as a document is one, or wrong at a place`() throws {
    let good = "{\"results\": [\n{\"command\": \"a\", \"stddev\": 1,\n\"times\": [0.1,\n0.2]}\n]}\n"
    for text in [good, "\u{FEFF}" + good, good.replacing(": 1,", with: ": NaN,"), "\n " + good] {
      #expect(samples(try imported(text), "a").count == 2)
    }
    let wrong: [(String, Int, Int)] = [
      (String(good.dropLast(5)), 4, 6), (good + "Done.\n", 6, 1),
      (good.replacing("\"a\"", with: "\"\\ud83d\""), 2, 20), ("[1, 2", 1, 6),
    ]
    for (text, line, column) in wrong {
      do throws(ImportError) {
        _ = try imported(text)
        Issue.record("\(text) was read")
      } catch {
        guard case .malformed(let foundLine, let foundColumn, _) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(foundLine == line, "\(text)")
        #expect(abs(foundColumn - column) <= 3, "\(text): column \(foundColumn)")
      }
    }
    #expect(throws: ImportError.notOnlyNumbers(line: 2, text: "[")) {
      try imported("Benchmark 1: a\n[\n0.1,\n0.2\n]\n")
    }
  }

  @Test func `numbers may have a heading and comments`() throws {
    let session = try imported("latency\n1.5\n# a comment\n2.5ms\n")
    #expect(session.sampleCount == 2)
  }

  @Test func `a form that is not read is named, with what to do`() throws {
    let folder = TemporaryFolder()
    let forms: [([UInt8], String)] = [
      ([0x1F, 0x8B, 8, 0], "gunzip"), ([0xFF, 0xFE, 0x7B, 0], "iconv"),
      (Array("metric_name,timestamp,metric_value,check\n".utf8), "--out json"),
      (Array("1767225600000000000,200,1000000,0,10,,aGk=,,0,GET,http://h/a,\n".utf8), "encode"),
      ([0x7F, 0xFF, 0x81] + Array("Result Attack Seq".utf8), "encode"),
    ]
    for (bytes, remedy) in forms {
      let path = folder.path + "/form"
      try Data(bytes).write(to: URL(filePath: path))
      do throws(ImportError) {
        _ = try ImportedSession.read(path: path, name: "file")
        Issue.record("it was read")
      } catch {
        guard case .otherForm = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(error.description.contains(remedy))
      }
    }
  }

  @Test func `what Google Benchmark skipped has no latency`() throws {
    func run(_ name: String, _ index: Int, _ rest: String) -> String {
      "{\"name\":\"\(name)\",\"run_type\":\"iteration\",\"repetitions\":2,"
        + "\"repetition_index\":\(index),\"time_unit\":\"ns\",\(rest)}"
    }
    let runs = (0..<2).flatMap { index in
      [
        run("BM_a", index, #""real_time":100"#),
        run("BM_skip", index, #""real_time":0,"skipped":true,"skip_message":"no gpu""#),
      ]
    }
    let session = try imported("{\"context\":{},\"benchmarks\":[\(runs.joined(separator: ","))]}")
    #expect(session.names == ["BM_a"])
    #expect(session.notices == ["BM_skip skipped: no gpu (2 repetitions)"])
  }

  @Test(arguments: [
    (
      "pkg: a/x\nBenchmarkEncode-8 1 10 ns/op\nPASS\npkg: a/y\nBenchmarkEncode-8 1 20 ns/op\n",
      ["a/x.Encode", "a/y.Encode"]
    ),
    (
      "BenchmarkAdd 1 8 ns/op\nBenchmarkAdd-2 1 4 ns/op\nBenchmarkAdd-4 1 2 ns/op\n",
      ["Add", "Add-2", "Add-4"]
    ),
    ("BenchmarkSize/n-10 1 8 ns/op\nBenchmarkSize/n-100 1 4 ns/op\n", ["Size/n-10", "Size/n-100"]),
    ("pkg: a/x\nBenchmarkEncode-8 1 8 ns/op\nBenchmarkDecode-8 1 4 ns/op\n", ["Decode", "Encode"]),
    (
      #"{"Action":"start","Package":"a/x"}"# + "\n"
        + #"{"Action":"output","Package":"a/x","Output":"BenchmarkEncode-8  \t"}"# + "\n"
        + #"{"Time":"2026-01-01T10:00:01Z","Action":"output","Package":"a/x","Output":" 100\t 1001 ns/op\n"}"#
        + "\n", ["Encode"]
    ),
  ])
  func `benchmarks of Go are kept apart`(text: String, names: [String]) throws {
    let session = try imported(text)
    #expect(session.names == names)
    #expect(session.sampleCount == UInt64(names.count))
    #expect(session.notices.isEmpty)
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
    ("", ImportError.unknown), ("hello\nworld\n", .unknown), ("{}", .unknown),
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
