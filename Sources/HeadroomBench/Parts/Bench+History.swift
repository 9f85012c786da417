import Glibc
import Sessions

/// A recording of eight hours: opened, scrubbed, summed up.
extension Bench {
  private static let mebibyte = 1_048_576.0

  func measureHistory(into figures: inout [Figure]) throws {
    let path = try writeLongRun(intervals: LongRun.intervalCount)
    let bytes = TextFile.length(path)
    let histograms = LongRun.intervalCount * LongRun.benchmarkCount
    figures.append(
      Figure(
        "per series and interval",
        Double(bytes) / Double(histograms),
        .bytes,
        note: "\(bytes / (1 << 20)) MiB in all, \(histograms) histograms of 50 values"
      )
    )
    Self.note("  scrubbing it")
    let output = try text([try Self.ownPath(), "scrub", path], limit: 300)
    guard let scrubbed = try? JSON(parsing: Array(output.utf8.prefix { $0 != 10 })[...]) else {
      throw ChildFailure(description: "'scrub' printed no figures: \(output.prefix(200))")
    }
    addScrubbing(scrubbed, to: &figures)
    try measureSummaries(of: path, into: &figures)
  }

  /// Writes the recording of the first intervals of the long run.
  func writeLongRun(intervals: Int) throws(ChildFailure) -> String {
    let path = newFile("long.hlog")
    Self.note("  writing \(intervals) intervals of \(LongRun.benchmarkCount) series")
    try text(
      [try Self.ownPath(), "write-long-run", path, "--intervals", String(intervals)],
      limit: 600
    )
    return path
  }

  private func addScrubbing(_ scrubbed: JSON, to figures: inout [Figure]) {
    func number(_ name: String) -> Double { scrubbed[name]?.doubleValue ?? .nan }
    func times(_ name: String) -> [Double] {
      scrubbed[name]?.arrayValue?.compactMap(\.doubleValue) ?? []
    }
    var first = Figure("first frame", number("first_ms"), .milliseconds)
    first.limits = [.init(side: .value, most: 150)]
    figures.append(first)
    for (name, key) in [
      ("seek, while it is summed", "early_ms"), ("seek, after", "late_ms"),
      ("step of 1 or 10 s", "step_ms"),
    ] {
      let times = times(key)
      guard let median = Figure(name, medianOf: times, .milliseconds) else { continue }
      var longest = Figure("\(name), the longest", times.max() ?? .nan, .milliseconds)
      longest.limits = [.init(side: .value, most: 30)]
      longest.note = "of \(times.count)"
      figures += [median, longest]
    }
    var resident = Figure(
      "resident at most",
      number("resident_bytes") / Self.mebibyte,
      .mebibytes,
      note: "all of it summed, and scrubbed"
    )
    resident.limits = [.init(side: .value, most: 150)]
    figures.append(resident)
    figures.append(
      Figure("summed", number("summed_ms") / 1000, .seconds, note: "seeks in between")
    )
  }

  /// Runs a program to its end, on any CPU, and returns what it printed.
  @discardableResult
  func text(_ words: [String], limit: Double) throws(ChildFailure) -> String {
    let command = ChildCommand(
      words: words,
      output: newFile("output"),
      errors: newFile("errors"),
      seconds: limit
    )
    try children.run(command)
    return TextFile.read(command.output)
  }

  /// This program.
  private static func ownPath() throws(ChildFailure) -> String {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw ChildFailure(description: "/proc/self/exe can't be read")
    }
    defer { free(path) }
    return String(cString: path)
  }
}
