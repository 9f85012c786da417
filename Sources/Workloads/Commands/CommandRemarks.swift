import Measurements
import Sessions

/// What should be known of the measured runs of a command, besides their figures.
struct CommandRemarks {
  /// With fewer runs nothing is said of those that stick out.
  private static let leastRuns: UInt64 = 5
  /// A command that is run by a shell should take longer, ns; the figure is that of hyperfine.
  private static let shortNanoseconds = 5_000_000.0

  /// Whether a shell runs it.
  let usesShell: Bool
  /// The first run, ns.
  private(set) var firstNanoseconds: Int64?
  /// The greatest resident memory of all runs, bytes.
  private(set) var residentBytes: Int64 = 0
  /// Less than this can't be told, bytes.
  private(set) var floorBytes: Int64 = 0

  /// Nothing was noticed yet.
  init(usesShell: Bool) { self.usesShell = usesShell }

  /// Takes a look at a run that succeeded.
  mutating func note(_ end: RunEnd) {
    firstNanoseconds = firstNanoseconds ?? end.wallNanoseconds
    residentBytes = max(residentBytes, end.residentBytes)
    floorBytes = max(floorBytes, end.residentFloorBytes)
  }

  /// In words, with the wall times of all of these runs.
  func words(on samples: Histogram) -> [String] {
    var words = samples.count >= Self.leastRuns ? outliers(samples) : []
    if usesShell, let mean = samples.mean, mean < Self.shortNanoseconds {
      words.append(
        "it takes less than 5ms, and starting the shell is a part of that: `command` does without"
      )
    }
    if residentBytes > 0, residentBytes <= floorBytes {
      let floor = Figures.bytes(Double(floorBytes))
      words.append("its resident memory is at most \(floor): less can't be told")
    }
    return words
  }

  private func outliers(_ samples: Histogram) -> [String] {
    guard let score = ModifiedZScore(samples) else { return [] }
    if let firstNanoseconds, firstNanoseconds > score.median, score.isOutlier(firstNanoseconds) {
      let first = Figures.duration(nanoseconds: Double(firstNanoseconds))
      return [
        "the first run took \(first), much longer than the rest: caches may have been cold. More "
          + "warm-up runs help, or `prepare` to make them cold for each run"
      ]
    }
    let count = score.outliers(in: samples)
    guard count > 0 else { return [] }
    let verb = count == 1 ? "is an outlier" : "are outliers"
    return ["\(count) of \(samples.count) runs \(verb): something else may have used the machine"]
  }
}
