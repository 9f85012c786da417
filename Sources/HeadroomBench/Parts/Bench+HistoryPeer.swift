import Glibc

/// The summary of a whole recording, beside PyPI's `hdrhistogram` that only decodes it.
extension Bench {
  /// A tenth of what the other reader takes.
  private static let mostOfPeer = 0.1

  func measureSummaries(of path: String, into figures: inout [Figure]) throws {
    let tenth = try writeLongRun(intervals: LongRun.intervalCount / 10)
    figures += try turns("a tenth", of: tenth, intervals: LongRun.intervalCount / 10, rounds: 5)
    figures += try turns("all", of: path, intervals: LongRun.intervalCount, rounds: 3)
  }

  /// Sums a recording up and has it decoded by the other reader, in turns.
  private func turns(
    _ name: String,
    of path: String,
    intervals: Int,
    rounds: Int
  ) throws -> [Figure] {
    var own: [ChildEnd] = []
    var others: [Double] = []
    for round in 1...rounds {
      Self.note("  \(name) of it summed up, then decoded by PyPI's: \(round) of \(rounds)")
      own.append(try summarise(path))
      others.append(try decodeWithPeer(path, intervals: intervals))
    }
    let cpuSeconds = MedianInterval(own.map(\.cpuSeconds))?.median ?? 0
    return [
      Figure(
        "\(name), headroom replay --headless",
        medianOf: own.map(\.wallSeconds),
        .seconds,
        note: "CPU \(FigureTable.text(cpuSeconds)) s on two threads"
      ),
      Figure("\(name), decoded by PyPI's hdrhistogram", medianOf: others, .seconds),
      Figure(
        "\(name), ratio",
        medianOf: zip(own, others).map { $0.wallSeconds / $1 },
        .ratio,
        limits: [.init(side: .value, most: Self.mostOfPeer)]
      ),
    ].compactMap { $0 }
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
