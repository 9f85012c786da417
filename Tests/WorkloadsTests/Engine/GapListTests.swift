import Glibc
import Sessions
import Testing

@testable import Workloads

struct GapListTests {
  private let gap = Gap(nanoseconds: 5, isSuspension: false, inFlight: 2)

  @Test func `each gap is told once, with the requests of every loop that saw it`() {
    var gaps = GapList()
    gaps.insert(from: 10, to: 20, gap)
    gaps.insert(from: 12, to: 22, Gap(nanoseconds: 7, isSuspension: false, inFlight: 3))
    gaps.insert(from: 5, to: 11, gap)
    let told = gaps.takeNew()
    #expect(told.map(\.gap) == [Gap(nanoseconds: 7, isSuspension: false, inFlight: 7)])
    #expect(told.map(\.endNanoseconds) == [22])
    // A loop that comes late says nothing new.
    gaps.insert(from: 12, to: 21, gap)
    #expect(gaps.takeNew().isEmpty)
    gaps.insert(from: 40, to: 50, gap)
    #expect(gaps.takeNew().map(\.gap) == [gap])
    #expect(gaps.ranges == [5...22, 40...50])
  }

  @Test func `a part of an interval is a gap, and no part is counted twice`() {
    var gaps = GapList()
    gaps.insert(from: 10, to: 20, gap)
    gaps.insert(from: 30, to: 50, gap)
    #expect(gaps.nanoseconds(from: 0, to: 100, without: []) == 30)
    #expect(gaps.nanoseconds(from: 15, to: 35, without: []) == 10)
    #expect(gaps.nanoseconds(from: 20, to: 30, without: []) == 0)
    // What the user paused is counted elsewhere.
    #expect(gaps.nanoseconds(from: 0, to: 100, without: [15...40]) == 15)
  }

  @Test func `a thread that was late without waiting for a CPU stood still`() throws {
    var meter = StandstillMeter()
    let hour = meter.check(late: 3_600_000_000_000)
    let still = try #require(hour)
    #expect(still.stoppedNanoseconds > 3_000_000_000_000)
    #expect(still.suspendedNanoseconds == 0)
    let short = [StandstillMeter.leastNanoseconds - 1, -5].map { meter.check(late: $0) }
    #expect(short.allSatisfy { $0 == nil })
  }

  @Test func `a thread that was late because it had much to do did not stand still`() {
    var meter = StandstillMeter()
    let limit = 2 * StandstillMeter.leastNanoseconds
    var sum: UInt64 = 0
    let start = cpuNanoseconds()
    while cpuNanoseconds() - start < limit { for step in 0..<1_000 { sum &+= UInt64(step) } }
    #expect(sum > 0)
    let still = meter.check(late: limit)
    #expect(still == nil)
  }

  private func cpuNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
