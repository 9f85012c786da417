/// CPU per request, with wrk as the measure: both take turns, so that what happens to the machine
/// happens to both.
extension Bench {
  static let users = 64

  /// The parts `cpu` and `screen`, in rounds in which each contestant has one turn.
  func measureTurns(_ parts: [PartName]) -> [PartResult] {
    var contestants: [Turn.Contestant] = [.wrk, .headless]
    var failures: [Turn.Contestant: String] = [:]
    if parts.contains(.screen) { contestants.append(.screen) }
    Self.note("cpu: \(pairs) rounds of \(contestants.map(\.rawValue).joined(separator: ", "))")
    for round in 0..<pairs {
      // Whoever is first in one round is last in the next.
      let order = contestants.indices.map { contestants[($0 + round) % contestants.count] }
      // Without wrk, or without the program, there is nothing to compare.
      if failures[.wrk] != nil || failures[.headless] != nil { break }
      for contestant in order where failures[contestant] == nil {
        do throws(ChildFailure) {
          turns.append(try turn(of: contestant, round: round))
        } catch {
          failures[contestant] = error.description
          Self.note("  failed: \(error)")
        }
      }
      noteRound(round)
    }
    var results: [PartResult] = []
    if parts.contains(.cpu) {
      let failure = failures[.wrk] ?? failures[.headless]
      results.append(PartResult(name: .cpu, figures: headlessFigures(), failure: failure))
    }
    if parts.contains(.screen) {
      let failure = failures[.wrk] ?? failures[.headless] ?? failures[.screen]
      results.append(PartResult(name: .screen, figures: screenFigures(), failure: failure))
    }
    return results
  }

  private func turn(of contestant: Turn.Contestant, round: Int) throws(ChildFailure) -> Turn {
    switch contestant {
    case .wrk: try wrkTurn(round)
    case .headless: try headlessTurn(round)
    case .screen: try screenTurn(round)
    }
  }

  func wrkTurn(_ round: Int) throws(ChildFailure) -> Turn {
    let command = ChildCommand(
      words: [
        try Peer.taskset.path(), "-c", String(try processors().client), try Peer.wrk.path(),
        "-t1", "-c\(Self.users)", "-d\(seconds)s", try runningServer().url,
      ],
      output: newFile("wrk"),
      errors: newFile("errors"),
      seconds: Double(seconds) + 30
    )
    let end = try children.run(command)
    guard let output = WrkOutput(reading: TextFile.read(command.output)), output.failures == 0
    else {
      throw ChildFailure(description: "wrk had errors: \(TextFile.read(command.output))")
    }
    return Turn(
      contestant: .wrk,
      round: round,
      requests: output.requests,
      userSeconds: end.userSeconds,
      systemSeconds: end.systemSeconds
    )
  }

  func headlessTurn(_ round: Int) throws(ChildFailure) -> Turn {
    let (end, summary, _) = try load(
      [try runningServer().url, "-u", "\(Self.users)", "-d", "\(seconds)s"],
      lasting: seconds
    )
    guard summary.failed == 0 else {
      throw ChildFailure(description: "\(summary.failed) requests of the program failed")
    }
    return Turn(
      contestant: .headless,
      round: round,
      requests: summary.count,
      userSeconds: end.userSeconds,
      systemSeconds: end.systemSeconds
    )
  }

  private func noteRound(_ round: Int) {
    let figures = turns.filter { $0.round == round }.map { turn in
      "\(turn.contestant.rawValue) \(FigureTable.text(turn.microseconds)) us"
    }
    Self.note("  round \(round + 1): " + figures.joined(separator: ", "))
  }

  // MARK: Figures

  /// Both turns of each round in which both were taken.
  private func matched(_ first: Turn.Contestant, _ second: Turn.Contestant) -> [(Turn, Turn)] {
    turns.filter { $0.contestant == first }.compactMap { turn in
      turns.first { $0.contestant == second && $0.round == turn.round }.map { (turn, $0) }
    }
  }

  private func microseconds(_ contestant: Turn.Contestant) -> [Double] {
    turns.filter { $0.contestant == contestant }.map(\.microseconds)
  }

  private func userMicroseconds(_ contestant: Turn.Contestant) -> [Double] {
    turns.filter { $0.contestant == contestant }.map(\.userMicroseconds)
  }

  private func rates(_ contestant: Turn.Contestant) -> [Double] {
    turns.filter { $0.contestant == contestant }.map { Double($0.requests) / Double(seconds) }
  }

  private func headlessFigures() -> [Figure] {
    let ratios = matched(.headless, .wrk).map { $0.microseconds / $1.microseconds }
    return [
      Figure(
        "CPU per request / wrk",
        medianOf: ratios,
        .ratio,
        limits: [.init(side: .low, most: 1), .init(side: .width, most: 0.1)]
      ),
      Figure("CPU per request", medianOf: microseconds(.headless), .microseconds),
      Figure("of it in user space", medianOf: userMicroseconds(.headless), .microseconds),
      Figure("wrk, CPU per request", medianOf: microseconds(.wrk), .microseconds),
      Figure("of it in user space", medianOf: userMicroseconds(.wrk), .microseconds),
      Figure("requests", medianOf: rates(.headless), .perSecond),
      Figure("wrk, requests", medianOf: rates(.wrk), .perSecond),
    ].compactMap { $0 }
  }

  private func screenFigures() -> [Figure] {
    let ratios = matched(.screen, .wrk).map { $0.microseconds / $1.microseconds }
    let more = matched(.screen, .headless).compactMap { screen, headless in
      turns.first { $0.contestant == .wrk && $0.round == screen.round }.map { wrk in
        (screen.microseconds - headless.microseconds) / wrk.microseconds
      }
    }
    return [
      Figure("CPU per request / wrk", medianOf: ratios, .ratio),
      Figure(
        "more than headless, / wrk",
        medianOf: more,
        .ratio,
        limits: [.init(side: .value, most: 0.05)]
      ),
      Figure("CPU per request", medianOf: microseconds(.screen), .microseconds),
      Figure("requests", medianOf: rates(.screen), .perSecond),
    ].compactMap { $0 }
  }
}
