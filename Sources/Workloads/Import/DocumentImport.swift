import Sessions

/// Reads a file that is one JSON value: hyperfine, pytest-benchmark, Google Benchmark; and knows those
/// that hold summaries alone.
struct DocumentImport {
  /// The value.
  let document: JSON

  /// What it holds.
  func session() throws(ImportError) -> ImportedSession {
    if let results = document["results"]?.arrayValue,
      results.contains(where: { $0["times"] != nil })
    {
      return try hyperfine(results)
    }
    if let benchmarks = document["benchmarks"]?.arrayValue {
      if document["machine_info"] != nil { return try pytest(benchmarks) }
      if document["context"] != nil { return try google(benchmarks) }
    }
    throw summary ?? .unknown
  }

  /// What kind of summary it is; nil if it is none that is known.
  private var summary: ImportError? {
    if document["metrics"]?.members != nil {
      return .summaryOnly(
        tool: "k6",
        holds: "the summary at the end: percentiles, no samples",
        remedy: "Record the points: k6 run --out json=points.json script.js"
      )
    }
    if document["latencies"]?.members != nil {
      return .summaryOnly(
        tool: "vegeta",
        holds: "a report: percentiles, no samples",
        remedy: "Encode the results: vegeta encode --to json results.bin > results.json"
      )
    }
    if document["results"]?.arrayValue?.first?["median"] != nil {
      return .summaryOnly(
        tool: "hyperfine",
        holds: "means and medians",
        remedy: "Export the times: hyperfine --export-json times.json …"
      )
    }
    let stats = document.arrayValue?.first ?? document["stats"]?.arrayValue?.first
    if stats?["response_times"] != nil {
      return .summaryOnly(
        tool: "Locust",
        holds: "response times that Locust rounded to two digits",
        remedy: "Log `events.request`, as the README shows, or run the Locust file with `locust:`."
      )
    }
    return nil
  }

  /// Seconds as whole nanoseconds; nil if they are no time.
  static func nanoseconds(seconds: Double?) -> Int64? {
    guard let seconds, seconds >= 0, seconds < 1e9 else { return nil }
    return Int64((seconds * 1e9).rounded())
  }

  // MARK: hyperfine

  /// All times of all commands, one after the other; without those of warm-up runs and preparation.
  ///
  /// Source: github.com/sharkdp/hyperfine, src/export/json.rs and src/benchmark/benchmark_result.rs.
  private func hyperfine(_ results: [JSON]) throws(ImportError) -> ImportedSession {
    var timeline = SampleTimeline()
    var notices: [String] = []
    for (title, result) in zip(Self.titles(of: results), results) {
      guard let name = MeasurementTable.benchmarkName(title) else { continue }
      let codes = result["exit_codes"]?.arrayValue ?? []
      var left = 0
      for (index, time) in (result["times"]?.arrayValue ?? []).enumerated() {
        guard let nanoseconds = Self.nanoseconds(seconds: time.doubleValue) else {
          left += 1
          continue
        }
        let failure = codes.indices.contains(index) ? Self.failure(codes[index]) : nil
        timeline.add(name, nanoseconds: nanoseconds, failure: failure)
      }
      if left > 0 { notices.append("\(name): \(left) of its times are no times, and left out") }
    }
    return try timeline.session(tool: "hyperfine", isSequential: true, notices: notices)
  }

  /// What tells commands apart: their text, and where that is the same their parameters, then their
  /// number.
  private static func titles(of results: [JSON]) -> [String] {
    let commands = results.map { $0["command"]?.stringValue ?? "" }
    let all = Dictionary(commands.map { ($0, 1) }, uniquingKeysWith: +)
    var titles = zip(commands, results).map { command, result in
      let parameters = (result["parameters"]?.members ?? []).map { parameter in
        "\(parameter.key)=\(parameter.value.stringValue ?? parameter.value.text)"
      }
      let isAlone = all[command] == 1
      return isAlone || parameters.isEmpty
        ? command : "\(command) (\(parameters.joined(separator: ", ")))"
    }
    var seen: [String: Int] = [:]
    for index in titles.indices {
      let number = seen[titles[index], default: 0] + 1
      seen[titles[index]] = number
      if number > 1 { titles[index] += " #\(number)" }
    }
    return titles
  }

  /// How a run failed; nil if it ended with status 0.
  ///
  /// Null is written after a signal.
  private static func failure(_ code: JSON) -> ErrorKind? {
    guard let status = code.integerValue(as: Int.self) else {
      return .reported("ended by a signal")
    }
    return status == 0 ? nil : .exit(status)
  }

  // MARK: pytest-benchmark

  /// The rounds of every test, one after the other; a round of several iterations is their mean.
  ///
  /// Source: pytest-benchmark.readthedocs.io, `--benchmark-json`, `--benchmark-save-data`.
  private func pytest(_ benchmarks: [JSON]) throws(ImportError) -> ImportedSession {
    var timeline = SampleTimeline()
    let names = benchmarks.map { $0["name"]?.stringValue ?? "" }
    for (benchmark, short) in zip(benchmarks, names) {
      let isUnique = names.count { $0 == short } == 1
      let full = isUnique ? short : benchmark["fullname"]?.stringValue ?? short
      guard let name = MeasurementTable.benchmarkName(full) else { continue }
      let iterations = benchmark["stats"]?["iterations"]?.integerValue(as: Int64.self) ?? 1
      for round in benchmark["stats"]?["data"]?.arrayValue ?? [] {
        guard let nanoseconds = Self.nanoseconds(seconds: round.doubleValue) else { continue }
        timeline.add(name, nanoseconds: nanoseconds)
        timeline.skip(nanoseconds: nanoseconds.multiplied(by: max(0, iterations - 1)))
      }
    }
    if timeline.isEmpty, !benchmarks.isEmpty {
      throw .summaryOnly(
        tool: "pytest-benchmark",
        holds: "statistics of each test",
        remedy: "Keep the rounds: pytest --benchmark-json=rounds.json, or --benchmark-save-data."
      )
    }
    let time = document["datetime"]?.stringValue.flatMap { WallTime.nanoseconds($0) }
    return try timeline.session(
      tool: "pytest-benchmark",
      startedNanoseconds: time,
      isSequential: true
    )
  }

  // MARK: Google Benchmark

  /// The repetitions of every benchmark; each is the mean of its iterations.
  ///
  /// Source: github.com/google/benchmark, src/json_reporter.cc.
  private func google(_ benchmarks: [JSON]) throws(ImportError) -> ImportedSession {
    var timeline = SampleTimeline()
    let runs = benchmarks.filter { ($0["run_type"]?.stringValue ?? "iteration") == "iteration" }
    var skipped: [String: (count: Int, reason: String)] = [:]
    for run in runs {
      let title = run["run_name"]?.stringValue ?? run["name"]?.stringValue ?? ""
      guard let name = MeasurementTable.benchmarkName(title) else { continue }
      // `SkipWithMessage`: nothing was measured.
      if run["skipped"]?.boolValue == true {
        let reason = run["skip_message"]?.stringValue ?? ""
        skipped[name, default: (0, Visible.text(reason.prefix(120)))].count += 1
        continue
      }
      let unit = run["time_unit"]?.stringValue ?? "ns"
      let scale: Double? = ["ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1][unit]
      let seconds = scale.flatMap { scale in run["real_time"]?.doubleValue.map { $0 * scale } }
      guard let nanoseconds = Self.nanoseconds(seconds: seconds) else { continue }
      var failure: ErrorKind?
      if run["error_occurred"]?.boolValue == true {
        failure = .reported(
          Visible.text((run["error_message"]?.stringValue ?? "failed").prefix(120))
        )
      }
      timeline.add(name, nanoseconds: nanoseconds, failure: failure)
      let iterations = run["iterations"]?.integerValue(as: Int64.self) ?? 1
      timeline.skip(nanoseconds: nanoseconds.multiplied(by: max(0, iterations - 1)))
    }
    let notices = skipped.sorted { $0.key < $1.key }.map { name, skip in
      "\(name) skipped\(skip.reason.isEmpty ? "" : ": " + skip.reason)"
        + (skip.count > 1 ? " (\(skip.count) repetitions)" : "")
    }
    let hasRepetitions = runs.contains { ($0["repetitions"]?.integerValue(as: Int.self) ?? 1) > 1 }
    if !hasRepetitions, !benchmarks.isEmpty {
      throw .summaryOnly(
        tool: "Google Benchmark",
        holds: runs.isEmpty ? "aggregates of the repetitions" : "one mean for each benchmark",
        remedy: "Record repetitions: --benchmark_repetitions=20 --benchmark_format=json, without "
          + "--benchmark_report_aggregates_only."
      )
    }
    let date = document["context"]?["date"]?.stringValue.flatMap { WallTime.nanoseconds($0) }
    return try timeline.session(
      tool: "Google Benchmark",
      startedNanoseconds: date,
      isSequential: true,
      notices: notices
    )
  }
}

extension Int64 {
  /// The product, at most `Int64.max`.
  fileprivate func multiplied(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
