import Budgets
import Testing

@testable import Workloads

@Suite struct SampleScheduleTests {
  private static func sampling(
    warmup: Int = 0,
    samples: Int? = nil,
    milliseconds: Int64? = nil
  ) -> Sampling {
    var sampling = Sampling()
    sampling.warmup = warmup
    sampling.samples = samples
    sampling.durationNanoseconds = milliseconds.map { $0 * 1_000_000 }
    return sampling
  }

  /// The names of those that had turns, in capitals where they were warmed up; each turn takes one
  /// sample and 10 ms.
  private func turns(_ schedule: inout SampleSchedule, most: Int = 100) -> String {
    var turns = ""
    while turns.count < most, let stage = schedule.stage, let step = schedule.next(in: stage) {
      #expect(stage.subjects.contains(step.index))
      let name = ["a", "b", "c"][step.index]
      turns += step.isWarmup ? name.uppercased() : name
      schedule.add(step, samples: 1, spentNanoseconds: 10_000_000)
    }
    return turns
  }

  @Test func `one benchmark after the other is warmed up and sampled`() {
    var schedule = SampleSchedule(
      [Self.sampling(warmup: 2, samples: 3), Self.sampling(warmup: 1, samples: 2)],
      takesTurns: false
    )
    #expect(turns(&schedule) == "AAaaaBbb")
  }

  @Test func `without a number of samples there are ten at least, and the time decides`() {
    var short = SampleSchedule([Self.sampling(milliseconds: 50)], takesTurns: false)
    #expect(turns(&short).count == 10)
    var long = SampleSchedule([Self.sampling(milliseconds: 200)], takesTurns: false)
    #expect(turns(&long).count == 20)
  }

  @Test func `a number of samples and a time both have to be reached`() {
    let sampling = Self.sampling(samples: 5, milliseconds: 70)
    var schedule = SampleSchedule([sampling], takesTurns: false)
    #expect(turns(&schedule).count == 7)
  }

  @Test func `the whole rest of a benchmark is one turn`() {
    let sampling = Self.sampling(warmup: 4, samples: 30, milliseconds: 100)
    var schedule = SampleSchedule([sampling], takesTurns: false)
    let first = SampleSchedule.Step(index: 0, isWarmup: true, samples: 4, nanoseconds: 0)
    #expect(schedule.stage.flatMap { schedule.next(in: $0) } == first)
    schedule.add(first, samples: 4, spentNanoseconds: 1)
    var second = SampleSchedule.Step(
      index: 0,
      isWarmup: false,
      samples: 30,
      nanoseconds: 100_000_000
    )
    #expect(schedule.stage.flatMap { schedule.next(in: $0) } == second)
    schedule.add(second, samples: 12, spentNanoseconds: 40_000_000)
    (second.samples, second.nanoseconds) = (18, 60_000_000)
    #expect(schedule.stage.flatMap { schedule.next(in: $0) } == second)
  }

  @Test func `benchmarks that take turns are all warmed up first`() {
    var schedule = SampleSchedule(
      [Self.sampling(warmup: 2, samples: 3), Self.sampling(warmup: 1, samples: 3)],
      takesTurns: true
    )
    #expect(turns(&schedule) == "ABAbababa")
  }

  @Test func `who has enough samples leaves the others to themselves`() {
    var schedule = SampleSchedule(
      [Self.sampling(samples: 1), Self.sampling(samples: 3), Self.sampling(samples: 2)],
      takesTurns: true
    )
    #expect(turns(&schedule) == "abcbcb")
  }

  @Test func `where time decides, benchmarks that take turns get equally many samples`() {
    var schedule = SampleSchedule(
      [Self.sampling(milliseconds: 100), Self.sampling(milliseconds: 200)],
      takesTurns: true
    )
    let turns = turns(&schedule)
    #expect(turns.count { $0 == "a" } == 15)
    #expect(turns.count { $0 == "b" } == 15)
  }

  @Test func `only one benchmark has turns if that is wanted`() {
    var schedule = SampleSchedule(
      [Self.sampling(samples: 3), Self.sampling(samples: 2)],
      takesTurns: false
    )
    #expect(turns(&schedule, most: 1) == "a")
    schedule.only = 1
    #expect(turns(&schedule) == "bb")
    schedule.only = nil
    #expect(turns(&schedule) == "aa")
  }

  @Test func `a benchmark that takes no more samples is over`() throws {
    var schedule = SampleSchedule([Self.sampling(), Self.sampling(samples: 1)], takesTurns: false)
    let stage = try #require(schedule.stage)
    let next = schedule.next(in: stage)
    schedule.add(try #require(next), samples: 0, spentNanoseconds: 1)
    #expect(turns(&schedule) == "b")
  }
}
