import Glibc

/// The summary of a whole recording, beside PyPI's `hdrhistogram` that only decodes it.
extension Bench {
  /// Turns of both over a tenth of the recording.
  private static let rounds = 5
  /// A tenth of what the other reader takes.
  private static let mostOfPeer = 0.1

  func measureSummaries(of path: String, into figures: inout [Figure]) throws {
    let tenth = try writeLongRun(intervals: LongRun.intervalCount / 10)
    var own: [Double] = []
    var others: [Double] = []
    for round in 1...Self.rounds {
      Self.note("  a tenth of it summed up, then decoded by PyPI's: \(round) of \(Self.rounds)")
      own.append(try summarise(tenth).wallSeconds)
      others.append(try decodeWithPeer(tenth, intervals: LongRun.intervalCount / 10))
    }
    let ratios = zip(own, others).map { $0 / $1 }
    figures += [
      Figure("a tenth, headroom replay --headless", medianOf: own, .seconds),
      Figure("a tenth, decoded by PyPI's hdrhistogram", medianOf: others, .seconds),
      Figure(
        "a tenth, ratio",
        medianOf: ratios,
        .ratio,
        limits: [.init(side: .value, most: Self.mostOfPeer)]
      ),
    ].compactMap { $0 }
    Self.note("  all of it summed up, then decoded by PyPI's")
    let whole = try summarise(path)
    let other = try decodeWithPeer(path, intervals: LongRun.intervalCount)
    figures += [
      Figure(
        "all, headroom replay --headless",
        whole.wallSeconds,
        .seconds,
        note: "CPU \(FigureTable.text(whole.cpuSeconds)) s on two threads"
      ),
      Figure("all, decoded by PyPI's hdrhistogram", other, .seconds),
    ]
    var ratio = Figure("all, ratio", whole.wallSeconds / other, .ratio)
    ratio.limits = [.init(side: .value, most: Self.mostOfPeer)]
    figures.append(ratio)
  }

  private func summarise(_ path: String) throws(ChildFailure) -> ChildEnd {
    guard access(headroom, X_OK) == 0 else {
      throw ChildFailure(description: "there is no program \(headroom); build it first")
    }
    return try children.run(
      ChildCommand(
        words: [headroom, "replay", path, "--headless", "--format", "json"],
        output: newFile("output"),
        errors: newFile("errors"),
        seconds: 300
      ),
      accepting: [0, 1, 2, 3]
    )
  }

  /// The seconds that the other reader takes for all histograms, without its start.
  private func decodeWithPeer(_ path: String, intervals: Int) throws(ChildFailure) -> Double {
    let script = newFile("peer.py")
    try TextFile.write(Self.peerScript, to: script)
    let count = String(intervals * LongRun.benchmarkCount)
    let output = try text([Self.python, script, path, count], limit: 600)
    guard let seconds = Double(output.split(separator: "\n").first ?? "") else {
      throw ChildFailure(description: "PyPI's reader printed no time: \(output.prefix(200))")
    }
    return seconds
  }

  /// A Python that has the package `hdrhistogram`.
  private static var python: String {
    getenv("HEADROOM_TEST_PYTHON").map { String(cString: $0) } ?? "python3"
  }

  private static let peerScript = """
    import sys, time
    from hdrh.histogram import HdrHistogram
    from hdrh.log import HistogramLogReader
    left = int(sys.argv[2])
    start = time.perf_counter()
    reader = HistogramLogReader(sys.argv[1], HdrHistogram(1, 3600000000000, 3))
    while left > 0:
        if reader.get_next_interval_histogram() is None:
            sys.exit("too few histograms")
        left -= 1
    print(time.perf_counter() - start)

    """
}
