import Sessions
import Testing

@testable import Workloads

struct IntervalGridTests {
  private static let millisecond: Int64 = 1_000_000

  @Test func `without a warm-up the intervals are all alike and measured`() {
    let grid = IntervalGrid(warmupNanoseconds: 0, intervalNanoseconds: 1_000 * Self.millisecond)
    #expect(grid.ticksPerInterval == 10)
    for number in 0..<4 {
      #expect(grid.phase(of: number) == .measured)
      #expect(grid.start(of: number) == Int64(number) * 1_000 * Self.millisecond)
      #expect(grid.end(of: number) == grid.start(of: number + 1))
    }
  }

  @Test func `the end of the warm-up opens a new interval`() {
    let grid = IntervalGrid(
      warmupNanoseconds: 250 * Self.millisecond,
      intervalNanoseconds: 100 * Self.millisecond
    )
    let bounds = (0..<5).map {
      [grid.start(of: $0), grid.end(of: $0)].map { $0 / Self.millisecond }
    }
    #expect(bounds == [[0, 100], [100, 200], [200, 250], [250, 350], [350, 450]])
    #expect((0..<5).map { grid.phase(of: $0) == .warmup } == [true, true, true, false, false])
  }

  @Test(arguments: [(0, 1_000), (250, 100), (30, 1_000), (1, 1), (2_500, 1_000), (0, 333)])
  func `slots follow each other without gaps, and the last one ends its interval`(
    warmup: Int64,
    interval: Int64
  ) {
    let grid = IntervalGrid(
      warmupNanoseconds: warmup * Self.millisecond,
      intervalNanoseconds: interval * Self.millisecond
    )
    #expect(grid.ticksPerInterval == max(1, Int((interval + 99) / 100)))
    var slot = IntervalGrid.Slot()
    var last: Int64 = 0
    for _ in 0..<50 {
      let end = grid.end(of: slot)
      #expect(end > last)
      #expect(end - last <= 100 * Self.millisecond)
      if slot.tick == grid.ticksPerInterval - 1 {
        #expect(end == grid.end(of: slot.interval))
        #expect(end % Self.millisecond == 0)
      }
      last = end
      slot = grid.next(after: slot)
    }
  }

  @Test func `a warm-up that is paused goes on as long as nobody knows its end`() {
    var grid = IntervalGrid(
      warmupNanoseconds: 250 * Self.millisecond,
      intervalNanoseconds: 100 * Self.millisecond
    )
    grid.warmupNanoseconds = IntervalGrid.farAway
    #expect(grid.phase(of: 1_000_000) == .warmup)
    #expect(grid.end(of: 2) == 300 * Self.millisecond)
    grid.warmupNanoseconds = 450 * Self.millisecond
    #expect(grid.phase(of: 4) == .warmup)
    #expect(grid.end(of: 4) == 450 * Self.millisecond)
    #expect(grid.start(of: 5) == 450 * Self.millisecond)
    #expect(grid.phase(of: 5) == .measured)
  }
}
