import Budgets
import Foundation
import Glibc
import Measurements
import Sessions
import TestSupport
import Testing

@testable import Workloads

struct K6SourceTests {
  private let folder = TemporaryFolder()

  /// A program in place of k6: writes the points of the sample to where `--out` says, as k6 does.
  private func source(
    grouping: K6Script.Grouping = .name,
    begin: String = "",
    end: String = "exit 99",
    points: String? = nil
  ) throws -> K6Source {
    let sample = try K6Points.path()
    folder.writeProgram(
      """
      #!/bin/sh
      \(begin)
      echo "$@" > "$0.arguments"
      for word; do case $word in json=*) points=${word#json=};; esac; done
      cat '\(points ?? sample)' > "$points"
      \(end)

      """,
      to: "k6"
    )
    var script = K6Script(script: "load.js")
    script.program = folder.path + "/k6"
    script.arguments = ["--vus", "5"]
    script.grouping = grouping
    return try K6Source(name: "shop", script: script, options: .init())
  }

  @Test func `counts and percentiles are those of the raw points`() throws {
    let source = try source()
    let log = try StreamLog.of(source)
    let requests = try K6Points.read("http_req_duration")
    #expect(requests.count == 399)
    let names = Set(requests.map { $0.tags["name"] ?? "" })
    #expect(names == ["home", "item", "fail", "refused"])
    for name in names {
      let mine = requests.filter { $0.tags["name"] == name }
      let good = mine.filter { $0.tags["expected_response"] == "true" }.map(\.nanoseconds).sorted()
      let samples = log.samples(name)
      #expect(samples.count == UInt64(good.count))
      #expect(log.samples(name, .failed).count == UInt64(mine.count - good.count))
      for percent in [50, 90, 95, 99] where !good.isEmpty {
        let rank = max(1, (percent * good.count + 99) / 100)
        let quantile = try #require(Quantile(percent: "\(percent)"))
        #expect(
          samples.value(at: quantile) == Histogram.highestEquivalent(max(1, good[rank - 1]))
        )
      }
    }
    #expect(log.counters("fail").errors == [.status(503): log.samples("fail", .failed).count])
    #expect(log.counters("refused").errors == [.refused: log.samples("refused", .failed).count])
    #expect(log.end == .completed)
  }

  @Test func `every other metric in time is a benchmark, and checks are counted`() throws {
    let source = try source()
    let log = try StreamLog.of(source)
    let checks = try K6Points.read("checks")
    let failed = checks.filter { $0.nanoseconds == 0 }
    #expect(log.samples("checks").count == UInt64(checks.count - failed.count))
    #expect(
      log.counters("checks").errors == [.reported("check: fail is 200"): UInt64(failed.count)]
    )
    let groups = try K6Points.read("group_duration")
    for group in ["browse", "bad"] {
      let mine = groups.filter { $0.tags["group"] == "::" + group }
      #expect(log.samples("group_duration/" + group).count == UInt64(mine.count))
    }
    #expect(log.samples("my_wait").count == 130)
    #expect(log.samples("iteration_duration").count == 125)
    #expect(
      log.names == [
        "checks", "fail", "group_duration/bad", "group_duration/browse", "home", "item",
        "iteration_duration", "my_wait", "refused",
      ]
    )
    #expect(log.records.last?.load.level == 5)
  }

  @Test(arguments: [
    (K6Script.Grouping.group, ["bad", "browse"]), (.scenario, ["default"]),
    (.url, ["fail", "home", "item", "refused"]),
  ])
  func `requests can be named after another tag`(
    grouping: K6Script.Grouping,
    expected: [String]
  ) throws {
    let source = try source(grouping: grouping)
    let log = try StreamLog.of(source)
    let others = ["checks", "iteration_duration", "my_wait"]
    let names = log.names.filter { !others.contains($0) && !$0.hasPrefix("group_duration") }
    #expect(names == expected)
    let all = expected.reduce(UInt64(0)) {
      $0 + log.samples($1).count + log.samples($1, .failed).count
    }
    #expect(all == 399)
  }

  @Test func `crossed thresholds are told and no failure; an exception is one if nothing came`()
    throws
  {
    let crossed = try source()
    #expect(
      try StreamLog.of(crossed).notices
        == ["shop crossed thresholds of its own script (status 99)"]
    )
    #expect(crossed.failure == nil)
    let words = folder.text("k6.arguments").split(separator: " ")
    #expect(words.prefix(4) == ["run", "--quiet", "--no-color", "--out"])
    #expect(words.suffix(3) == ["--vus", "5", "load.js\n"])
    let broken = try source(end: "echo 'TypeError: x' >&2; exit 107", points: "/dev/null")
    _ = try StreamLog.of(broken)
    #expect(
      broken.failure == "shop ended with status 107 (an exception in the script): TypeError: x"
    )
  }

  @Test func `an interrupt is passed on`() throws {
    // The signal may come as soon as there are points.
    let source = try source(begin: "trap 'exit 105' INT", end: "while :; do sleep 0.02; done")
    let log = try StreamLog.of(source) { source.apply(.stop(.signal(SIGINT), drain: false)) }
    #expect(log.end == .signal(SIGINT))
    #expect(log.samples("home").count > 0)
    #expect(log.notices.isEmpty)
  }

  @Test func `dropped iterations are due and never sent`() throws {
    folder.write(
      """
      {"metric":"dropped_iterations","type":"Point","data":{"time":"2026-11-21T03:30:32Z",\
      "value":3,"tags":{"scenario":"default"}}}

      """,
      to: "points"
    )
    let source = try source(end: "exit 0", points: folder.path + "/points")
    #expect(try StreamLog.of(source).counters("iteration_duration").dropped == 3)
  }

  @Test(arguments: [
    (#""error_code":"1050","status":"0""#, "timeout"),
    (#""error_code":"1101","status":"0""#, "dns"),
    (#""error_code":"1211","status":"0""#, "timeout"),
    (#""error_code":"1220","status":"0""#, "reset"), (#""error_code":"1310","status":"0""#, "tls"),
    (#""error_code":"1404","status":"404""#, "status 404"), (#""status":"200""#, "expectation"),
    (#""status":"0","error":"unsupported protocol scheme""#, "unsupported protocol scheme"),
  ])
  func `the reason of a failed request is that of its error code or status`(
    tags: String,
    expected: String
  ) throws {
    let point = #"{"metric":"http_req_duration","type":"Point","data":{"value":1,"tags":{"#
    let line = point + #""name":"a","expected_response":"false","# + tags + "}}}"
    #expect(try Lines().measurement(line).failure == expected)
  }

  @Test func `without the tag of expected responses the status decides`() throws {
    let point =
      #"{"metric":"http_req_duration","type":"Point","data":{"value":1,"tags":{"name":"a","#
    #expect(try Lines().measurement(point + #""status":"200"}}}"#).failure == nil)
    #expect(try Lines().measurement(point + #""status":"500"}}}"#).failure == "status 500")
  }

  @Test func `a URL that names requests loses its query`() throws {
    let line =
      #"{"metric":"http_req_duration","type":"Point","data":{"value":1,"tags":{"name":"http://h/a?token=1"}}}"#
    #expect(try Lines().measurement(line).name == "http://h/a")
  }
}

/// The points of the sample, read by another JSON reader.
struct K6Points {
  var nanoseconds: Int64
  var tags: [String: String]

  static func path() throws -> String {
    try #require(
      Bundle.module.path(forResource: "points", ofType: "jsonl", inDirectory: "Resources/k6")
    )
  }

  /// The points of a metric; values are ms.
  static func read(_ metric: String) throws -> [K6Points] {
    let text = try String(contentsOfFile: path(), encoding: .utf8)
    return try text.split(separator: "\n").compactMap { line in
      let point = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let point, point["metric"] as? String == metric, point["type"] as? String == "Point",
        let data = point["data"] as? [String: Any], let value = data["value"] as? Double
      else { return nil }
      let tags = data["tags"] as? [String: String] ?? [:]
      return K6Points(nanoseconds: Int64((value * 1e6).rounded()), tags: tags)
    }
  }
}
