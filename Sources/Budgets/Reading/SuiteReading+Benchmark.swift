extension SuiteReading {
  /// What all benchmarks of a suite share.
  struct Surroundings {
    /// Where requests go; nil if the suite does not say.
    var target: Target?
    /// Header fields of the suite and the environment.
    var headers: [HeaderField] = []
  }

  /// Where relative requests go.
  enum Target {
    case demo
    case address(RequestAddress)
    /// A recording is read: nobody will go there.
    case unknown
  }

  /// Reads one benchmark, without its budget; nil if it cannot be used.
  ///
  /// What `override` says, the benchmark in the environment in force, comes before what it says
  /// itself.
  func benchmark(
    _ name: String,
    _ section: Section,
    override: Section?,
    _ around: Surroundings
  ) -> Benchmark? {
    guard let http = section["http"] else {
      if !section.hasLaterKeys, !section.hasUnknownKeys {
        report(
          "benchmark '\(name)' does nothing. Write http, as in "
            + "\(SectionName.benchmark.example).",
          at: section.position
        )
      }
      return nil
    }
    var parts = section
    let request: HTTPRequest?
    if case .mapping = http.value.content {
      guard let inner = Section(.http, http.value, label: "'http'", in: self) else { return nil }
      for key in ["body", "json", "expect", "timeout"] {
        guard inner[key] != nil, let outer = section[key] else { continue }
        report("'\(key)' stands here and inside 'http'. Remove one.", at: outer.position)
      }
      parts.override(by: inner, except: ["method", "url", "headers"])
      request = httpRequest(inner, around)
    } else {
      request = httpRequest(http, around)
    }
    if let override { parts.override(by: override, except: ["budget", "headers"]) }
    var fields = around.headers
    for entry in [section["headers"], innerHeaders(http), override?["headers"]] {
      merge(headers(entry), into: &fields)
    }
    // Without an address the rest is still checked.
    var whole = request ?? HTTPRequest(method: "GET", url: "/")
    // What the user part of a URL stands for gives way to what headers say.
    merge(fields, into: &whole.headers)
    readBody(parts, into: &whole)
    if let expect = parts["expect"] { whole.expect = expectation(expect) ?? Expectation() }
    var benchmark = Benchmark(name: name, workload: .http(whole))
    readPace(parts, into: &benchmark)
    return request == nil ? nil : benchmark
  }

  /// Checks a benchmark of an environment that is not in force.
  func check(_ override: Section) {
    var benchmark = Benchmark(name: "", workload: .http(HTTPRequest(method: "GET", url: "/")))
    _ = headers(override["headers"])
    if let expect = override["expect"] { _ = expectation(expect) }
    readPace(override, into: &benchmark)
  }

  /// Reads timeout, weight and think time.
  private func readPace(_ parts: Section, into benchmark: inout Benchmark) {
    if let timeout = duration(parts["timeout"], least: 1_000_000, most: 3_600_000_000_000) {
      benchmark.timeoutNanoseconds = timeout
    }
    if let entry = parts["weight"], let text = text(entry.value, entry.key, .number) {
      if case .number(let number)? = try? Quantity.parse(text), number.double > 0,
        number.double <= 1_000_000
      {
        benchmark.weight = number.double
      } else {
        report(
          "'weight' is a number above 0, up to 1000000, not '\(text)'.",
          at: entry.value.position
        )
      }
    }
    if let entry = parts["think"], let range = durationRange(entry) {
      benchmark.thinkNanoseconds = range
    }
  }

  private func durationRange(_ entry: SourceEntry) -> ClosedRange<Int64>? {
    guard let text = text(entry.value, entry.key, .durationRange) else { return nil }
    let dots = text.range(of: "..")
    let first = dots.map { text[..<$0.lowerBound] } ?? text[...]
    let last = dots.map { text[$0.upperBound...] } ?? text[...]
    do throws(ValueError) {
      let low = Int64(try QuantityNeed.duration.read(String(first)))
      let high = Int64(try QuantityNeed.duration.read(String(last)))
      guard low <= high else {
        report(
          "'\(entry.key)': '\(text)' ends before it begins. Write \(last)..\(first).",
          at: entry.value.position
        )
        return nil
      }
      guard high <= 3_600_000_000_000 else {
        report("'\(entry.key)' is longer than 1h.", at: entry.value.position)
        return nil
      }
      return low...high
    } catch {
      report("'\(entry.key)': \(error.message)", at: entry.value.position)
      return nil
    }
  }
}
