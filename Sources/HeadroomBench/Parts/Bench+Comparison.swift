import Budgets
import Glibc
import Measurements
import Sessions

/// How often a comparison claims a difference that is none, and how often it misses one.
extension Bench {
  private static let simulatedPairs = 100
  private static let realRounds = 3
  private static let realSeconds = 20
  /// What is asked of simulated pairs: at most 5 of 100 wrong.
  private static let most = Figure.Limit(side: .value, most: 5)
  /// The metrics in which 10 % must be found.
  private static let found = ["mean", "p50", "p95"]

  func measureComparison(into figures: inout [Figure]) throws {
    let run = SimulatedRun()
    var slower = run
    slower.median *= 1.1
    let size = "\(Self.simulatedPairs) pairs of \(run.seconds)s at 1,000/s"
    let shape = "a level of AR(1) 0.5 a second and \(Int(run.levelSpread * 100)) %"
    let same = Self.claims(run, run, seed: 1)
    for metric in SubjectComparison.metrics {
      let count = Double(same[metric.name, default: 0])
      var figure = Figure("A/A, \(metric.name) claimed", count, .count, note: "\(size), \(shape)")
      figure.limits = [Self.most]
      figures.append(figure)
    }
    let different = Self.claims(run, slower, seed: 1_000_001)
    for metric in Self.found {
      let missed = Double(Self.simulatedPairs - different[metric, default: 0])
      var figure = Figure(
        "10 % slower, \(metric) missed",
        missed,
        .count,
        note: "\(size), \(shape)"
      )
      figure.limits = [Self.most]
      figures.append(figure)
    }
    figures += Self.restless()
    try measureRealPairs(into: &figures)
  }

  /// The same where the level of a second varies twice as much.
  ///
  /// Half of what it says of the mean is noise then: 10 % are 3.4 standard errors of the difference, so
  /// no method that is wrong in 1 of 100 finds it in more than 79.
  private static func restless() -> [Figure] {
    var run = SimulatedRun()
    run.levelSpread = 0.2
    var slower = run
    slower.median *= 1.1
    let same = claims(run, run, seed: 2_000_001)
    let different = claims(run, slower, seed: 3_000_001)
    let note = "a level of 20 %: at least 21 are missed by any method"
    let most = SubjectComparison.metrics.map { same[$0.name, default: 0] }.max() ?? 0
    return [
      Figure("restless A/A, claimed at most", Double(most), .count, note: "of all metrics"),
      Figure(
        "restless, 10 % slower, mean missed",
        Double(simulatedPairs - different["mean", default: 0]),
        .count,
        note: note
      ),
    ]
  }

  /// In how many pairs a difference of each metric is claimed.
  private static func claims(
    _ base: SimulatedRun,
    _ current: SimulatedRun,
    seed: UInt64
  ) -> [String: Int] {
    var claims: [String: Int] = [:]
    for pair in 0..<UInt64(simulatedPairs) {
      let comparison = SubjectComparison(
        base: base.measured(seed: seed + 2 * pair),
        current: current.measured(seed: seed + 2 * pair + 1),
        isPaired: false,
        minChange: SessionComparison.defaultMinChange
      )
      for change in comparison.changes where change.finding.isClaim {
        claims[change.metric.name, default: 0] += 1
      }
    }
    return claims
  }

  // MARK: Real runs

  /// Short runs against the demo server: twice as it is, once with every answer 10 % slower.
  private func measureRealPairs(into figures: inout [Figure]) throws {
    var claimed = 0
    var compared = 0
    var missed = 0
    for _ in 0..<Self.realRounds {
      let first = try demoRun(slowness: 1)
      let second = try demoRun(slowness: 1)
      let slower = try demoRun(slowness: 1.1)
      let same = try findings(first, second)
      claimed += same.claimed.count
      compared += same.count
      missed += try Self.found.count - findings(second, slower).worse.intersection(Self.found).count
    }
    let runs = "\(Self.realRounds) pairs of \(Self.realSeconds)s at 200/s, the demo server"
    figures += [
      Figure(
        "real A/A, claimed",
        Double(claimed),
        .count,
        note: "of \(compared) metrics; \(runs)"
      ),
      Figure(
        "real, 10 % slower, missed",
        Double(missed),
        .count,
        note: "of \(Self.found.count * Self.realRounds): mean, p50, p95; \(runs)"
      ),
    ]
  }

  /// The recording of a run against a demo server of its own.
  private func demoRun(slowness: Double) throws(ChildFailure) -> String {
    var server = try program(
      ["demo-server", "--port", "0", "--slowness", String(slowness)],
      limit: Double(Self.realSeconds) + 60
    )
    // Beside the client, not before it.
    server.words[2] = String(try processors().server)
    let child = try children.start(server)
    defer { children.end(child) }
    let suite = newFile("demo.yaml")
    try TextFile.write(Self.suite, to: suite)
    let url = try address(in: server.output)
    let seconds = Self.realSeconds
    let load = ["run", suite, "--set", "DEMO_URL=\(url)", "-r", "200/s", "-d", "\(seconds)s"]
    return try self.load(load, lasting: seconds).recording
  }

  /// Its benchmark has the same name whatever port the server has.
  private static let suite = """
    suite: comparison
    target: ${DEMO_URL}
    benchmarks: { list-notes: { http: GET /api/notes } }

    """

  /// The URL that the server says it listens on.
  private func address(in output: String) throws(ChildFailure) -> String {
    for _ in 0..<100 {
      let words = TextFile.read(output).split(whereSeparator: \.isWhitespace)
      if let url = words.first(where: { $0.hasPrefix("http://") }) {
        return String(url.hasSuffix(".") ? url.dropLast() : url)
      }
      usleep(50_000)
    }
    throw ChildFailure(description: "the demo server does not say where it listens")
  }

  private func findings(
    _ base: String,
    _ current: String
  ) throws(ChildFailure) -> ComparisonFindings {
    let command = try program(["compare", base, current, "--format", "json"], limit: 30)
    try children.run(command, accepting: [0, 1])
    guard let findings = ComparisonFindings(reading: TextFile.read(command.output)) else {
      throw ChildFailure(description: "'\(command.text)' printed no comparison")
    }
    return findings
  }
}
