import Recordings
import Sessions

/// Requests that are due whether or not the last one was answered.
extension Bench {
  private static let rate = 2000
  private static let runs = 7

  func measureOpenModel(into figures: inout [Figure]) throws {
    var microseconds: [Double] = []
    var medians: [Double] = []
    var tails: [Double] = []
    var late: [Double] = []
    var doubts: [String] = []
    let url = try runningServer().url
    for _ in 0..<Self.runs {
      let (end, summary, recording) = try load(
        [url, "-r", "\(Self.rate)/s", "-d", "\(seconds)s"],
        lasting: seconds
      )
      microseconds.append(end.cpuSeconds / Double(summary.count) * 1e6)
      if let p50 = summary.p50, let p99 = summary.p99 {
        medians.append(p50 / 1000)
        tails.append(p99 / 1000)
      }
      late.append(try lateShare(in: recording) * 100)
      if summary.trust != "good" { doubts.append(summary.trustReasons.joined(separator: ", ")) }
      guard summary.dropped == 0, summary.failed == 0 else {
        throw ChildFailure(description: "\(summary.dropped) dropped, \(summary.failed) failed")
      }
    }
    let trust =
      "trust good in \(Self.runs - doubts.count) of \(Self.runs) runs"
      + (doubts.last.map { "; in the last other: \($0)" } ?? "")
    figures += [
      Figure("CPU per request at 2,000/s", medianOf: microseconds, .microseconds),
      Figure("p50", medianOf: medians, .microseconds),
      Figure("p99", medianOf: tails, .microseconds),
      Figure("sent more than 1 ms late", medianOf: late, .percent, note: trust),
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
