import Recordings
import Sessions

/// Requests that are due whether or not the last one was answered, at rates from leisurely to beyond what
/// a loop can send; next to each run one of the closed model, and one of wrk.
extension Bench {
  private static let rates = [2_000, 20_000, 50_000, 100_000]

  /// What one run of the open model and its neighbours gave.
  private struct OpenRun {
    var summary: RunSummary
    var microseconds: Double
    var closedMicroseconds: Double
    var wrkMicroseconds: Double
    var rate: Double
    var closedRate: Double
    var droppedShare: Double
    var lateShare: Double
  }

  func measureOpenModel(into figures: inout [Figure]) throws {
    for rate in Self.rates {
      var runs: [OpenRun] = []
      for round in 0..<3 { runs.append(try openRun(rate, round)) }
      figures += Self.figures(of: runs, at: rate)
    }
  }

  private func openRun(_ rate: Int, _ round: Int) throws -> OpenRun {
    let url = try runningServer().url
    let (end, summary, recording) = try load(
      [url, "-r", "\(rate)/s", "-d", "\(seconds)s"],
      lasting: seconds
    )
    let closed = try headlessTurn(round)
    let wrk = try wrkTurn(round)
    guard summary.failed == 0 else {
      throw ChildFailure(description: "\(summary.failed) of \(summary.count) requests failed")
    }
    let due = Double(summary.count + summary.dropped)
    let run = OpenRun(
      summary: summary,
      microseconds: end.cpuSeconds / Double(summary.count) * 1e6,
      closedMicroseconds: closed.microseconds,
      wrkMicroseconds: wrk.microseconds,
      rate: Double(summary.count) / Double(seconds),
      closedRate: Double(closed.requests) / Double(seconds),
      droppedShare: Double(summary.dropped) / due,
      lateShare: try lateShare(in: recording)
    )
    Self.note(
      "  \(rate)/s, round \(round + 1): \(Int(run.rate))/s sent, closed \(Int(run.closedRate))/s"
    )
    return run
  }

  private static func figures(of runs: [OpenRun], at rate: Int) -> [Figure] {
    let name = "\(rate)/s"
    let doubts = runs.filter { $0.summary.trust != "good" }
    let reasons = doubts.last.map { ": " + $0.summary.trustReasons.joined(separator: ", ") } ?? ""
    let trust = "trust good in \(runs.count - doubts.count) of \(runs.count) runs" + reasons
    let isHeld = rate == 20_000 || rate == 50_000
    let p50 = runs.compactMap(\.summary.p50).map { $0 / 1e6 }
    let p99 = runs.compactMap(\.summary.p99).map { $0 / 1e6 }
    return [
      Figure("\(name): CPU per request", medianOf: runs.map(\.microseconds), .microseconds),
      Figure(
        "\(name): / wrk (closed model)",
        medianOf: runs.map { $0.microseconds / $0.wrkMicroseconds },
        .ratio
      ),
      Figure(
        "\(name): / closed model",
        medianOf: runs.map { $0.microseconds / $0.closedMicroseconds },
        .ratio
      ),
      Figure("\(name): sent", medianOf: runs.map(\.rate), .perSecond),
      Figure("\(name): sent / closed", medianOf: runs.map { $0.rate / $0.closedRate }, .ratio),
      Figure(
        "\(name): dropped",
        medianOf: runs.map { $0.droppedShare * 100 },
        .percent,
        limits: isHeld ? [.init(side: .greatest, most: 2)] : []
      ),
      Figure(
        "\(name): p50",
        medianOf: p50,
        .milliseconds,
        limits: isHeld ? [.init(side: .greatest, most: 1)] : []
      ),
      Figure(
        "\(name): p99",
        medianOf: p99,
        .milliseconds,
        limits: isHeld ? [.init(side: .greatest, most: 50)] : []
      ),
      Figure(
        "\(name): sent over 1 ms late",
        medianOf: runs.map { $0.lateShare * 100 },
        .percent,
        note: trust
      ),
    ].compactMap { $0 }
  }

  private func lateShare(in path: String) throws -> Double {
    let reader = try RecordingReader(path: path)
    var late: UInt64 = 0
    var sends: UInt64 = 0
    while let input = try reader.next() {
      guard case .interval(let interval) = input else { continue }
      late += interval.generator.lateSends
      sends += interval.generator.sends
    }
    guard sends > 0 else { throw ChildFailure(description: "the recording counts no sends") }
    return Double(late) / Double(sends)
  }
}
