import Sessions
import Testing

struct SampleProgressTests {
  private func text(
    _ runs: UInt64,
    of planned: UInt64,
    after seconds: Double = 0,
    ofSeconds plannedSeconds: Int64 = 0,
    isUnderWay: Bool = true
  ) -> String {
    SampleProgress(
      runs: runs,
      plannedRuns: planned,
      nanoseconds: Int64(seconds * 1e9),
      plannedNanoseconds: plannedSeconds * 1_000_000_000
    ).text(isUnderWay: isUnderWay)
  }

  @Test func `the run that is under way is counted`() {
    #expect(text(0, of: 40) == "run 1 of 40")
    #expect(text(11, of: 40) == "run 12 of 40")
    #expect(text(40, of: 40, isUnderWay: false) == "run 40 of 40")
    #expect(text(40, of: 40) == "run 40 of 40")
    #expect(text(999_999, of: 2_000_000) == "run 1.00M of 2.00M")
  }

  @Test func `as long as time is missing it says how much`() {
    #expect(text(11, of: 10, after: 3.9, ofSeconds: 10) == "run 12, 3s of 10s")
    #expect(text(2, of: 10, after: 0.4, ofSeconds: 3) == "run 3, 0s of 3s")
    #expect(text(2, of: 10, after: 3.1, ofSeconds: 3) == "run 3 of 10")
    #expect(text(57, of: 10, after: 3.1, ofSeconds: 3) == "run 57")
  }
}
