/// Wall time of commands as the program and hyperfine measure it: both take turns, so that what
/// happens to the machine happens to both.
extension Bench {
  /// What is run, and how often in each turn.
  private struct Measured {
    var name: String
    var words: [String]
    var runs: Int
  }

  func measureCommands(into figures: inout [Figure]) throws {
    let all = [
      Measured(name: "true", words: ["true"], runs: 200),
      Measured(name: "sleep 0.01", words: ["sleep", "0.01"], runs: 50),
      Measured(name: "50 ms of Swift", words: [SpinCommand.program, "spin"], runs: 20),
    ]
    for measured in all {
      var own: [Double] = []
      var peer: [Double] = []
      for pair in 0..<max(pairs, 1) {
        // Whoever is first in one pair is last in the next.
        if pair.isMultiple(of: 2) {
          own.append(try programMean(measured))
          peer.append(try hyperfineMean(measured))
        } else {
          peer.append(try hyperfineMean(measured))
          own.append(try programMean(measured))
        }
      }
      Self.note("  \(measured.name): \(pairs) pairs of \(measured.runs) runs")
      figures += [
        Figure(
          "\(measured.name), mean wall time / hyperfine -N",
          medianOf: zip(own, peer).map { $0 / $1 },
          .ratio,
          limits: [.init(side: .low, most: 1)]
        ),
        Figure("\(measured.name), mean wall time", medianOf: own, .milliseconds),
        Figure("\(measured.name), hyperfine -N", medianOf: peer, .milliseconds),
      ].compactMap { $0 }
    }
  }

  /// The mean wall time of a turn of the program, ms.
  private func programMean(_ measured: Measured) throws -> Double {
    let words = [
      headroom, "--headless", "--format", "json", "--no-record", "-w", "3", "-r",
      "\(measured.runs)", "--",
    ]
    let command = turnCommand(words + measured.words)
    try children.run(command)
    guard let summary = RunSummary(reading: TextFile.read(command.output)),
      summary.count == UInt64(measured.runs), summary.failed == 0, let mean = summary.mean
    else {
      throw ChildFailure(description: "'\(command.text)' did not measure \(measured.runs) runs")
    }
    return mean / 1e6
  }

  /// The mean wall time of a turn of hyperfine, ms.
  private func hyperfineMean(_ measured: Measured) throws -> Double {
    let file = newFile("hyperfine.json")
    let words = [
      try Peer.hyperfine.path(), "-N", "--style", "none", "--warmup", "3", "--runs",
      "\(measured.runs)", "--export-json", file, measured.words.joined(separator: " "),
    ]
    try children.run(turnCommand(words))
    guard let mean = HyperfineOutput(reading: TextFile.read(file))?.meanSeconds else {
      throw ChildFailure(description: "hyperfine wrote no mean")
    }
    return mean * 1000
  }

  private func turnCommand(_ words: [String]) -> ChildCommand {
    ChildCommand(
      words: words,
      output: newFile("output"),
      errors: newFile("errors"),
      seconds: 60
    )
  }
}
