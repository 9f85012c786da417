import Measurements

/// A metric by the name that a suite or a command line gives it.
enum MetricName: Equatable {
  /// One that works.
  case known(Metric)
  /// One whose turn has not come.
  case later
  /// None.
  case unknown

  /// Reads `p95`, `error_rate`, `success_rate`.
  static func parse(_ name: some StringProtocol) -> MetricName {
    switch name {
    case "min": return .known(.minimum)
    case "mean": return .known(.mean)
    case "max": return .known(.maximum)
    case "error_rate": return .known(.errorRate)
    case "availability", "success_rate": return .known(.availability)
    case "throughput": return .known(.throughput)
    case "user": return .known(.userTime)
    case "system": return .known(.systemTime)
    case "rss": return .known(.residentMemory)
    case "cpu": return .known(.cpu)
    case "threads": return .known(.threads)
    case "open_files": return .known(.openFiles)
    case "context_switches": return .known(.contextSwitches)
    default: break
    }
    if laterNames.contains(String(name)) { return .later }
    if name.first == "p", let quantile = Quantile(percent: name.dropFirst()),
      quantile.hundredThousandths < 100_000
    {
      return .known(.quantile(quantile))
    }
    return .unknown
  }

  /// Reads the spellings of k6, `p(95)`, `avg`, `med`; nil for any other.
  ///
  /// `rate` depends on its side and unit and is not among them.
  static func parseK6(_ name: some StringProtocol) -> Metric? {
    switch name {
    case "avg": return .mean
    case "med": return .quantile(.p50)
    default: break
    }
    guard name.hasPrefix("p("), name.hasSuffix(")") else { return nil }
    guard case .known(let metric) = parse("p" + name.dropFirst(2).dropLast()) else { return nil }
    return metric
  }

  /// The metrics that are offered.
  static let choices = [
    "p50", "p75", "p90", "p95", "p99", "p99.9", "min", "mean", "max", "error_rate",
    "availability", "success_rate", "throughput", "user", "system", "rss", "cpu", "threads",
    "open_files", "context_switches",
  ]
  /// Metrics of what cannot be measured yet.
  static let laterNames = [
    "connect", "tls", "first_byte", "service", "messages", "regression",
  ]
  private static let slips = [
    "avg": "mean", "average": "mean", "med": "p50", "median": "p50", "errors": "error_rate",
    "failures": "error_rate", "failed": "error_rate", "fail_rate": "error_rate",
    "rate": "throughput", "rps": "throughput", "maximum": "max", "minimum": "min", "p100": "max",
    "p0": "min", "latency": "p95", "uptime": "availability", "memory": "rss", "ram": "rss",
    "mem": "rss", "utime": "user", "stime": "system", "sys": "system", "fds": "open_files",
  ]

  /// `unknown metric 'x'` and what would be right.
  static func complaint(about name: some StringProtocol) -> String {
    let word = String(name)
    if let missing = MissingBlank(word),
      split(missing.key).benchmark != nil || isMetric(missing.key)
    {
      return missing.complaint + "."
    }
    var meant = slips[word] ?? parseK6(word)?.name
    if meant == nil { meant = Spelling.nearest(to: word, among: choices + laterNames) }
    let way =
      meant.map { "Did you mean '\($0)'?" }
      ?? "Metrics: every percentile up to p99.999, min, mean, max, error_rate, availability, "
      + "throughput; of commands user, system, rss; of processes rss, cpu, threads, open_files, "
      + "context_switches."
    return "unknown metric '\(VisibleText.of(word))'. \(way)"
  }

  private static func isMetric(_ name: some StringProtocol) -> Bool {
    parse(name) != .unknown || parseK6(name) != nil || name == "rate"
  }

  /// Splits `list-notes.p95` into the benchmark and the metric; no benchmark if all of it is one.
  static func split(_ text: some StringProtocol) -> (benchmark: String?, metric: String) {
    let text = String(text)
    if isMetric(text) { return (nil, text) }
    var lastDot: String.Index?
    for index in text.indices where text[index] == "." {
      let rest = text[text.index(after: index)...]
      if isMetric(rest) { return (String(text[..<index]), String(rest)) }
      lastDot = index
    }
    let isPercentile = text.first == "p" && text.dropFirst().first?.isNumber == true
    guard let lastDot, lastDot > text.startIndex, !isPercentile else { return (nil, text) }
    return (String(text[..<lastDot]), String(text[text.index(after: lastDot)...]))
  }
}
