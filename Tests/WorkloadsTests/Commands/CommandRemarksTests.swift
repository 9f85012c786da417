import Measurements
import Testing

@testable import Workloads

@Suite struct CommandRemarksTests {
  /// What is said of runs that took so many ms.
  private func words(
    _ milliseconds: [Int64],
    usesShell: Bool = false,
    residentBytes: Int64 = 0,
    floorBytes: Int64 = 0
  ) -> [String] {
    var remarks = CommandRemarks(usesShell: usesShell)
    var samples = Histogram()
    for time in milliseconds {
      var end = RunEnd(.exit(0))
      end.wallNanoseconds = time * 1_000_000
      end.residentBytes = residentBytes
      end.residentFloorBytes = floorBytes
      remarks.note(end)
      samples.record(end.wallNanoseconds)
    }
    return remarks.words(on: samples)
  }

  @Test func `runs that are alike need no words`() {
    #expect(words([20, 21, 22, 20, 21, 23]) == [])
  }

  @Test func `a first run that is much slower than the rest is told`() {
    #expect(
      words([90, 21, 22, 20, 21, 23]) == [
        "the first run took 90.0ms, much longer than the rest: caches may have been cold. More "
          + "warm-up runs help, or `prepare` to make them cold for each run"
      ]
    )
  }

  @Test func `outliers are counted`() {
    #expect(
      words([20, 21, 22, 20, 90, 23]) == [
        "1 of 6 runs is an outlier: something else may have used the machine"
      ]
    )
    #expect(
      words([20, 21, 22, 20, 90, 23, 21, 95, 20]) == [
        "2 of 9 runs are outliers: something else may have used the machine"
      ]
    )
  }

  @Test func `of a few runs nothing sticks out`() { #expect(words([90, 20, 20, 20]) == []) }

  @Test func `a short command should do without a shell`() {
    #expect(
      words([2, 2, 2], usesShell: true) == [
        "it takes less than 5ms, and starting the shell is a part of that: `command` does without"
      ]
    )
    #expect(words([20, 20, 20], usesShell: true) == [])
  }

  @Test func `memory below that of the one who starts it can't be told`() {
    #expect(
      words([20], residentBytes: 5 << 20, floorBytes: 5 << 20) == [
        "its resident memory is at most 5.00MiB: less can't be told"
      ]
    )
    #expect(words([20], residentBytes: 6 << 20, floorBytes: 5 << 20) == [])
  }
}
