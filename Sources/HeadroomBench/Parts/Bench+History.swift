import Glibc
import Sessions

/// A recording of eight hours: opened, scrubbed, summed up.
extension Bench {
  /// The histograms that the other reader reads of it; all would take it minutes.
  private static let peerLines = 20_000
  private static let mebibyte = 1_048_576.0

  func measureHistory(into figures: inout [Figure]) throws {
    let path = newFile("long.hlog")
    Self.note("  writing \(LongRun.intervalCount) intervals of \(LongRun.benchmarkCount) series")
    try run([try Self.ownPath(), "write-long-run", path], limit: 600)
    var status = stat()
    stat(path, &status)
    let lines = LongRun.intervalCount * LongRun.benchmarkCount
    figures.append(
      Figure(
        "per series and interval",
        Double(status.st_size) / Double(lines),
        .bytes,
        note: "\(status.st_size / (1 << 20)) MiB in all, \(lines) histograms of 50 values"
      )
    )
    let output = try run([try Self.ownPath(), "scrub", path], limit: 300)
    guard let scrubbed = try? JSON(parsing: Array(output.utf8.prefix { $0 != 10 })[...]) else {
      throw ChildFailure(description: "'scrub' printed no figures: \(output.prefix(200))")
    }
    try addScrubbing(scrubbed, to: &figures)
    try addSummary(of: path, lines: lines, to: &figures)
  }

  private func addScrubbing(_ scrubbed: JSON, to figures: inout [Figure]) throws {
    func milliseconds(_ name: String) -> Double { scrubbed[name]?.doubleValue ?? .nan }
    func times(_ name: String) -> [Double] {
      scrubbed[name]?.arrayValue?.compactMap(\.doubleValue) ?? []
    }
    var first = Figure("first frame", milliseconds("first_ms"), .milliseconds)
    first.limits = [.init(side: .value, most: 150)]
    figures.append(first)
    for (name, key) in [("while it is summed", "early_ms"), ("after", "late_ms")] {
      let times = times(key)
      guard let median = Figure("seek, \(name)", medianOf: times, .milliseconds) else { continue }
      var longest = Figure("longest seek, \(name)", times.max() ?? .nan, .milliseconds)
      longest.limits = [.init(side: .value, most: 30)]
      longest.note = "of \(times.count)"
      figures += [median, longest]
    }
    var resident = Figure(
      "resident",
      milliseconds("resident_bytes") / Self.mebibyte,
      .mebibytes,
      note: "all of it summed"
    )
    resident.limits = [.init(side: .value, most: 150)]
    figures.append(resident)
    figures.append(
      Figure("summed", milliseconds("summed_ms") / 1000, .seconds, note: "seeks in between")
    )
  }

  private func addSummary(of path: String, lines: Int, to figures: inout [Figure]) throws {
    let command = try program(["replay", path, "--headless", "--format", "json"], limit: 300)
    let own = try children.run(command, accepting: [0, 1, 2, 3])
    figures.append(
      Figure(
        "whole-file summary",
        own.wallSeconds,
        .seconds,
        note: "headroom replay --headless; CPU \(FigureTable.text(own.cpuSeconds)) s"
      )
    )
    let script = newFile("peer.py")
    try TextFile.write(Self.peerScript, to: script)
    let output = try run([Self.python, script, path, String(Self.peerLines)], limit: 300)
    guard let seconds = Double(output.split(separator: "\n").first ?? "") else {
      throw ChildFailure(description: "PyPI's reader printed no time: \(output.prefix(200))")
    }
    let all = seconds * Double(lines) / Double(Self.peerLines)
    figures.append(
      Figure(
        "the same with PyPI's hdrhistogram",
        all,
        .seconds,
        note: "measured on \(Self.peerLines) of \(lines) histograms, added up per tag"
      )
    )
    var ratio = Figure("whole-file summary / PyPI's", own.wallSeconds / all, .ratio)
    ratio.limits = [.init(side: .value, most: 0.1)]
    figures.append(ratio)
  }

  /// Runs a program to its end and returns what it printed.
  @discardableResult
  private func run(_ words: [String], limit: Double) throws(ChildFailure) -> String {
    let command = ChildCommand(
      words: words,
      output: newFile("output"),
      errors: newFile("errors"),
      seconds: limit
    )
    try children.run(command)
    return TextFile.read(command.output)
  }

  /// A Python that has the package `hdrhistogram`.
  private static var python: String {
    getenv("HEADROOM_TEST_PYTHON").map { String(cString: $0) } ?? "python3"
  }

  /// This program.
  private static func ownPath() throws(ChildFailure) -> String {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw ChildFailure(description: "/proc/self/exe can't be read")
    }
    defer { free(path) }
    return String(cString: path)
  }

  private static let peerScript = """
    import sys, time
    from hdrh.histogram import HdrHistogram
    from hdrh.log import HistogramLogReader
    totals, left = {}, int(sys.argv[2])
    start = time.perf_counter()
    reader = HistogramLogReader(sys.argv[1], HdrHistogram(1, 3600000000000, 3))
    while left > 0:
        histogram = reader.get_next_interval_histogram()
        if histogram is None:
            sys.exit("too few histograms")
        tag = histogram.get_tag()
        if tag not in totals:
            totals[tag] = HdrHistogram(1, 3600000000000, 3)
        totals[tag].add(histogram)
        left -= 1
    print(time.perf_counter() - start)

    """
}
