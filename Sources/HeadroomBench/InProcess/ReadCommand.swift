import ArgumentParser
import Measurements
import Recordings
import Sessions

/// Goes through a recording as `headroom replay --headless` does, and prints what it took, as JSON.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Go through a recording of the long run, and print what it took.",
    shouldDisplay: false
  )

  @Argument var path: String

  @Flag(help: "Only decode it, on one thread.")
  var decodeOnly = false

  func run() throws {
    let clock = SystemClock()
    let started = clock.monotonicNanoseconds()
    let count = decodeOnly ? try decoded() : try summed()
    let result: JSON = [
      "ms": JSON(Double(clock.monotonicNanoseconds() - started) / 1e6), "count": JSON(count),
    ]
    print(result.text)
  }

  private func decoded() throws -> UInt64 {
    let reader = try RecordingReader(path: path)
    var count: UInt64 = 0
    while let input = try reader.next() {
      guard case .interval(let record) = input else { continue }
      count += UInt64(record.series.count)
    }
    return count
  }

  private func summed() throws -> UInt64 {
    let archive = try RecordingArchive(path: path)
    var state = SessionState(head: archive.head, suite: try LongRun.suite())
    while case .input(let input) = try archive.next() { _ = state.apply(input) }
    return state.summary().benchmarks.reduce(0) { $0 + $1.count }
  }
}
