import Budgets
import CAllocations
import Measurements
import Sessions
import Synchronization
import Testing

@testable import Workloads

@Suite struct FunctionTests {
  private func sampling(_ samples: Int, warmup: Int = 0) -> Sampling {
    var sampling = Sampling()
    sampling.warmup = warmup
    sampling.samples = samples
    return sampling
  }

  private func log(
    _ samples: Int,
    clockNanoseconds: Int64 = 1,
    body: FunctionBody
  ) async throws -> SourceLog {
    let subject = FunctionSubject(
      name: "f",
      sampling: sampling(samples, warmup: 2),
      clock: ClockCost(nanoseconds: clockNanoseconds),
      body: body
    )
    return try await SourceLog.of(SampleSource([subject]))
  }

  @Test func `what is set up is set up once, and the measurement is called for each sample`()
    async throws
  {
    let counts = Mutex((setUps: 0, calls: 0, ends: 0))
    let log = try await log(
      50,
      body: .sync { lane in
        counts.withLock { $0.setUps += 1 }
        lane.measure { counts.withLock { $0.calls += 1 } }
        counts.withLock { $0.ends += 1 }
      }
    )
    #expect(log.end == .completed)
    #expect(log.counts("f").count == 50)
    #expect(log.counts("f", .warmup).count == 2)
    let (setUps, calls, ends) = counts.withLock { $0 }
    #expect(setUps == 1)
    #expect(ends == 1)
    #expect(calls >= 52)
  }

  @Test func `a function that suspends is measured too`() async throws {
    let calls = Mutex(0)
    let log = try await log(
      20,
      body: .async { lane in
        await Task.yield()
        await lane.measureSuspending {
          await Task.yield()
          calls.withLock { $0 += 1 }
        }
      }
    )
    #expect(log.counts("f").count == 20)
    #expect(calls.withLock { $0 } >= 22)
  }

  private struct Broken: Error, CustomStringConvertible {
    var description: String { "no payload" }
  }

  @Test func `a call that throws counts as failed`() async throws {
    let calls = Mutex(0)
    let log = try await log(
      10,
      body: .sync { lane in
        lane.measure {
          let number = calls.withLock { calls in
            calls += 1
            return calls
          }
          if number.isMultiple(of: 2) { throw Broken() }
        }
      }
    )
    #expect(log.counts("f").count + log.counts("f", .failed).count == 10)
    #expect(log.errors("f").keys.map(\.name) == ["no payload"])
  }

  @Test func `a closure that never measures, or can't be set up, says so`() async throws {
    let idle = try await log(5, body: .sync { _ in })
    #expect(idle.notices == ["f failed: it never calls measurement { … }"])
    #expect(idle.counts("f", .warmupFailed).count + idle.counts("f", .failed).count == 1)
    let broken = try await log(5, body: .sync { _ in throw Broken() })
    #expect(broken.notices == ["f failed: no payload"])
  }

  @Test func `only the first measurement of a closure counts`() async throws {
    let log = try await log(
      3,
      body: .sync { lane in
        lane.measure { _ = SystemClock.monotonic() }
        lane.measure { Issue.record("measured twice") }
      }
    )
    #expect(log.counts("f").count == 3)
    #expect(log.notices.last == "f: it asks to be measured 2 times; only the first one was")
  }

  @Test func `calls that are too short to be timed alone are timed together`() async throws {
    let calls = Mutex(0)
    let log = try await log(
      4,
      clockNanoseconds: 1_000_000,
      body: .sync { lane in lane.measure { calls.withLock { $0 += 1 } } }
    )
    #expect(log.counts("f").count == 4)
    #expect(calls.withLock { $0 } > 4 * 1_000)
    #expect(log.notices.count { $0.contains("calls make one sample, since one takes") } == 1)
  }

  @Test func `functions that take turns give way to each other`() async throws {
    let order = Mutex("")
    let subjects = ["a", "b"].map { name in
      FunctionSubject(
        name: name,
        sampling: sampling(3),
        clock: ClockCost(nanoseconds: 1),
        body: .sync { lane in
          var isFirst = true
          lane.measure {
            // The first call only shows how long one takes.
            if !isFirst { order.withLock { $0 += name } }
            isFirst = false
            let end = SystemClock.monotonic() + 1_000
            while SystemClock.monotonic() < end {}
          }
        }
      )
    }
    var options = SampleSource.Options()
    options.takesTurns = true
    let log = try await SourceLog.of(SampleSource(subjects, options: options))
    #expect(log.end == .completed)
    #expect(order.withLock { $0 } == "ababab")
  }

  @Test func `a batch takes as long as is needed to be right within a percent`() {
    let clock = ClockCost(nanoseconds: 25)
    #expect(clock.batch(callNanoseconds: 5_000) == 1)
    #expect(clock.batch(callNanoseconds: 1_000) == 1)
    #expect(clock.batch(callNanoseconds: 999) == 3)
    #expect(clock.batch(callNanoseconds: 10) == 250)
    #expect(clock.batch(callNanoseconds: 0) == 25_000)
  }

  @Test func `a million samples allocate nothing`() {
    let tally = SampleTally()
    // Buckets are made when they are first needed: as many as there can be.
    var value: Int64 = 1
    while value < 3_600_000_000_000 {
      for part: Int64 in 0..<4 { tally.succeeded.record(value + value / 4 * part) }
      value *= 2
    }
    let turn = SampleTurn(isWarmup: false, samples: 1_000_000, untilNanoseconds: 0)
    let loop = FunctionLoop(turn, into: tally, desk: SampleDesk(), batch: 1)
    let empty = {}
    let before = headroom_allocations()
    let taken = loop.run(empty)
    let after = headroom_allocations()
    #expect(taken == 1_000_000)
    #expect(after == before)
    // The count would show one.
    let witness = [UInt8](repeating: 1, count: Int(before.magnitude % 7) + 1_000)
    #expect(witness.count >= 1_000)
    if before >= 0 { #expect(headroom_allocations() > before) }
  }

  @Test func `a sample in which the process stood still is counted apart`() throws {
    let desk = SampleDesk()
    let tally = SampleTally()
    let turn = SampleTurn(isWarmup: false, samples: 3, untilNanoseconds: 0)
    var calls = 0
    let taken = FunctionLoop(turn, into: tally, desk: desk, batch: 1)
      .run {
        calls += 1
        guard calls == 2 else { return }
        let start = SystemClock.monotonic()
        while SystemClock.monotonic() - start < StandstillMeter.leastNanoseconds {}
        desk.noteRunning(at: SystemClock.monotonic(), stoodStill: true)
      }
    #expect(taken == 3)
    let slot = try #require(tally.drain(subject: 0, name: "f"))
    #expect(slot.succeeded.count == 2)
    #expect(slot.counters.interrupted == 1)
  }

  @Test func `a sample is no worse for a standstill before it, or for having been slow`() {
    let desk = SampleDesk()
    let second: Int64 = 1_000_000_000
    let start = SystemClock.monotonic()
    desk.noteRunning(at: start, stoodStill: true)
    desk.noteRunning(at: start + 2 * second, stoodStill: false)
    #expect(!desk.stoodStill(from: start, to: start + 2 * second))
    #expect(desk.stoodStill(from: start - 1, to: start + second))
    // Too short to have been one.
    #expect(!desk.stoodStill(from: start - 1, to: start + 1))
  }
}
