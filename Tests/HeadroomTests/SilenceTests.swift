import Testing

@testable import Headroom

@Suite struct SilenceTests {
  private let second: Int64 = 1_000_000_000

  @Test func aRecordingThatNoLongerGrowsIsToldOnce() {
    var silence = Silence(intervalNanoseconds: second)
    #expect(silence.text(reached: 0, atNanoseconds: 0) == nil)
    #expect(silence.text(reached: 0, atNanoseconds: 9 * second) == nil)
    #expect(
      silence.text(reached: 0, atNanoseconds: 10 * second)
        == "nothing new for 10s: the run may be gone; waiting on, Ctrl-C ends it"
    )
    #expect(silence.text(reached: 0, atNanoseconds: 60 * second) == nil)
    #expect(silence.text(reached: second, atNanoseconds: 61 * second) == nil)
    #expect(silence.text(reached: second, atNanoseconds: 70 * second) == nil)
    #expect(silence.text(reached: second, atNanoseconds: 71 * second) != nil)
  }

  @Test func longIntervalsHaveMorePatience() {
    var silence = Silence(intervalNanoseconds: 60 * second)
    #expect(silence.text(reached: 0, atNanoseconds: 0) == nil)
    #expect(silence.text(reached: 0, atNanoseconds: 179 * second) == nil)
    #expect(silence.text(reached: 0, atNanoseconds: 180 * second) != nil)
  }
}
