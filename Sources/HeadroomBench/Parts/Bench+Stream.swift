import SimulatedSessions

/// Lines that another program prints, read by the whole program.
extension Bench {
  private static let lineCount = 1_000_000
  private static let streamRuns = 7

  func measureStream(into figures: inout [Figure]) throws {
    let file = newFile("lines.jsonl")
    try TextFile.write(Self.lines(), to: file)
    var cpu: [Double] = []
    var wall: [Double] = []
    for _ in 0..<Self.streamRuns {
      let end = try readStream(file)
      cpu.append(end.cpuSeconds)
      wall.append(end.wallSeconds)
    }
    figures += [
      Figure(
        "CPU for 1,000,000 lines",
        medianOf: cpu,
        .seconds,
        limits: [Figure.Limit(side: .value, most: 2)],
        note: "start and end of the program included, recorder on, one CPU"
      ),
      Figure("wall time of the same", medianOf: wall, .seconds),
    ].compactMap { $0 }
  }

  /// Reads the file to its end as standard input, on the client's CPU.
  private func readStream(_ file: String) throws(ChildFailure) -> ChildEnd {
    let shell = "exec \"$0\" - --headless --format json --record \"$1\" < \"$2\""
    var command = try program([], limit: 60)
    command.words.insert(contentsOf: ["sh", "-c", shell], at: command.words.count - 1)
    command.words += [newFile("recording.hlog"), file]
    let end = try children.run(command, accepting: [0, 1, 2, 3])
    guard let summary = RunSummary(reading: TextFile.read(command.output)),
      summary.count == Self.lineCount
    else { throw ChildFailure(description: "'\(command.text)' did not count every line") }
    return end
  }

  /// Measurements of ten names, one a line.
  private static func lines() -> String {
    var latencies = Latencies(seed: 1)
    var text = ""
    text.reserveCapacity(lineCount * 48)
    for number in 0..<lineCount {
      let microseconds = Double(latencies.draw(median: 1e6)) / 1000
      text += "{\"measure\":\"transpile-\(number % 10)\",\"us\":\(microseconds)}\n"
    }
    return text
  }
}
