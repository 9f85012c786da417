import Measurements
import TestSupport
import Testing

@Suite("Clocks")
struct ClockTests {
  @Test("that tests move stand still until they are moved")
  func manual() {
    let clock = ManualClock(monotonicNanoseconds: 5, wallNanoseconds: 1000)
    #expect(clock.monotonicNanoseconds() == 5)
    #expect(clock.monotonicNanoseconds() == 5)
    clock.advance(byNanoseconds: 20)
    #expect(clock.monotonicNanoseconds() == 25)
    #expect(clock.wallNanoseconds() == 1020)
    clock.setWall(nanoseconds: 7)
    #expect(clock.monotonicNanoseconds() == 25)
    #expect(clock.wallNanoseconds() == 7)
  }

  @Test("of the machine never go back, and show a year after 2025")
  func system() {
    let clock: any TimeSource = SystemClock()
    let first = clock.monotonicNanoseconds()
    #expect(clock.monotonicNanoseconds() >= first)
    #expect(clock.wallNanoseconds() > 1_735_689_600_000_000_000)
  }
}
