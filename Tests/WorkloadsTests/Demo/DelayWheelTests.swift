import NIOCore
import NIOEmbedded
import Testing

@testable import Workloads

@Suite("The delay wheel")
struct DelayWheelTests {
  @Test("runs work in the millisecond nearest to its time, in order")
  func order() {
    let loop = EmbeddedEventLoop()
    let wheel = DelayWheel(loop: loop)
    let log = Log()
    wheel.run(after: 2_400_000, nanoseconds: 0) { log.entries.append("a") }
    wheel.run(after: 1_600_000, nanoseconds: 0) { log.entries.append("b") }
    wheel.run(after: 4_000_000, nanoseconds: 0) { log.entries.append("c") }
    wheel.run(after: 0, nanoseconds: 0) { log.entries.append("at once") }
    #expect(log.entries == ["at once"])
    loop.advanceTime(by: .microseconds(1_999))
    #expect(log.entries == ["at once"])
    loop.advanceTime(by: .microseconds(1))
    #expect(log.entries == ["at once", "a", "b"])
    wheel.run(after: 1_000_000, nanoseconds: 2_000_000) {
      log.entries.append("d")
      wheel.run(after: 1_000_000, nanoseconds: 3_000_000) { log.entries.append("e") }
    }
    loop.advanceTime(by: .milliseconds(5))
    #expect(log.entries == ["at once", "a", "b", "d", "c", "e"])
  }

  private final class Log {
    var entries: [String] = []
  }
}
