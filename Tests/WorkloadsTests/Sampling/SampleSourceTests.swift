import Measurements
import Sessions
import Testing

@testable import Workloads

@Suite struct SampleSourceTests {
  private func source(
    _ subjects: ScriptedSubject...,
    takesTurns: Bool = false,
    intervalMilliseconds: Int64 = 100
  ) -> SampleSource {
    var options = SampleSource.Options()
    options.takesTurns = takesTurns
    options.intervalNanoseconds = intervalMilliseconds * 1_000_000
    return SampleSource(subjects, options: options)
  }

  private static func withoutRepeats<Value: Equatable>(_ values: [Value]) -> [Value] {
    values.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  @Test func `warm-up, samples and failures are counted each where they belong`() async throws {
    let subject = ScriptedSubject("encode", warmup: 2, samples: 10) { $0 == 5 ? nil : 3_000_000 }
    let log = try await SourceLog.of(source(subject))
    #expect(log.end == .completed)
    #expect(log.isContinuous)
    #expect(log.counts("encode", .warmup).count == 2)
    #expect(log.counts("encode").count == 9)
    #expect(log.counts("encode", .failed).count == 1)
    #expect(log.errors("encode") == [.exit(3): 1])
    for record in log.records {
      let kinds = record.series.map(\.id.kind)
      #expect(kinds.allSatisfy { ($0 == .warmup) == (record.phase == .warmup) })
    }
    #expect(log.records.last?.phase == .measured)
    #expect(log.notices == ["encode: 9 samples"])
  }

  @Test func `intervals say how far the samples are`() async throws {
    let subjects = [
      ScriptedSubject("a", warmup: 2, samples: 3) { $0 == 3 ? nil : 1_000_000 },
      ScriptedSubject("b", samples: 4),
    ]
    var log = try await SourceLog.of(source(subjects[0], subjects[1]))
    let course = log.records.compactMap(\.load.progress).map { [$0.runs, $0.plannedRuns] }
    // On a slow machine there are intervals in between.
    let ends = course.filter { $0[0] == $0[1] }
    #expect(Self.withoutRepeats(ends) == [[2, 2], [3, 3], [4, 4]])
    #expect(course.allSatisfy { $0[0] <= $0[1] })
    log = try await SourceLog.of(
      source(
        ScriptedSubject("a", samples: 3),
        ScriptedSubject("b", samples: 5),
        takesTurns: true
      )
    )
    let last = try #require(log.records.last?.load.progress)
    #expect(last.runs == 8 && last.plannedRuns == 8)
  }

  @Test func `each benchmark is measured in intervals of its own`() async throws {
    let subjects = ["a", "b"].map { ScriptedSubject($0, samples: 3) }
    let log = try await SourceLog.of(source(subjects[0], subjects[1]))
    #expect(log.isContinuous)
    for record in log.records {
      let active = try #require(record.active)
      #expect(active.count == 1)
      #expect(record.series.allSatisfy { active.contains($0.id.benchmark) })
    }
    #expect(Self.withoutRepeats(log.records.compactMap { $0.active?.first }) == ["a", "b"])
    #expect(log.notices == ["a: 3 samples", "b: 3 samples"])
  }

  @Test func `benchmarks that take turns share intervals`() async throws {
    let subjects = ["a", "b"].map { ScriptedSubject($0, warmup: 1, samples: 3) }
    let log = try await SourceLog.of(source(subjects[0], subjects[1], takesTurns: true))
    #expect(log.records.first?.active == ["a", "b"])
    #expect(log.counts("a").count == 3)
    #expect(log.counts("b").count == 3)
    #expect(Set(log.notices) == ["a: 3 samples", "b: 3 samples"])
  }

  @Test func `while a sample takes long, intervals and previews go on`() async throws {
    let subject = ScriptedSubject("slow", samples: 1, isGated: true)
    let source = source(subject)
    let inbox = Inbox()
    source.start(into: inbox)
    let isAlive = await Deadline.wait {
      inbox.takeAll(withinNanoseconds: 1_000_000).contains { input in
        guard case .interval(let record) = input else { return false }
        return record.number == 1 && record.series.isEmpty && record.load.inFlight == 1
      }
    }
    #expect(isAlive)
    subject.open()
    let hasEnded = await Deadline.wait {
      inbox.takeAll(withinNanoseconds: 1_000_000).contains { input in
        if case .end(.completed) = input { true } else { false }
      }
    }
    #expect(hasEnded)
  }

  @Test func `a pause stands between two samples and is in no rate`() async throws {
    let subject = ScriptedSubject("a", samples: 2, isGated: true)
    let source = source(subject, intervalMilliseconds: 100)
    let log = try await SourceLog.of(source) {
      #expect(await Deadline.wait { subject.begun == 1 })
      source.apply(.pause)
      source.apply(.mark("here"))
      subject.open()
      source.apply(.resume)
      #expect(await Deadline.wait { subject.begun == 2 })
      subject.open()
    }
    let kinds = log.events.map(\.kind)
    #expect(kinds.starts(with: [.paused, .mark("here"), .resumed]))
    let paused = log.events[2].atNanoseconds - log.events[0].atNanoseconds
    #expect(log.records.reduce(0) { $0 + $1.pausedNanoseconds } == paused)
    #expect(log.counts("a").count == 2)
  }

  @Test func `a signal ends what is under way and counts it against nobody`() async throws {
    let subject = ScriptedSubject("a", samples: 5, isGated: true)
    let source = source(subject)
    let log = try await SourceLog.of(source) {
      subject.open()
      #expect(await Deadline.wait { subject.begun == 2 })
      source.apply(.stop(.signal(2), drain: false))
    }
    #expect(log.end == .signal(2))
    #expect(log.isContinuous)
    #expect(log.counts("a").count == 1)
    #expect(log.counts("a", .failed).isEmpty)
    #expect(log.records.flatMap(\.counters).map(\.interrupted) == [1])
  }

  @Test func `a user who ends the run lets the sample that is under way finish`() async throws {
    let subject = ScriptedSubject("a", samples: 5, isGated: true)
    let source = source(subject)
    let log = try await SourceLog.of(source) {
      #expect(await Deadline.wait { subject.begun == 1 })
      source.apply(.stop(.stopped, drain: true))
      subject.open()
    }
    #expect(log.end == .stopped)
    #expect(log.counts("a").count == 1)
  }

  @Test func `after the benchmark that runs there is nothing more if that is wanted`() async throws
  {
    let subjects = ["a", "b"].map { ScriptedSubject($0, samples: 2, isGated: true) }
    let source = source(subjects[0], subjects[1])
    let log = try await SourceLog.of(source) {
      #expect(await Deadline.wait { subjects[0].begun == 1 })
      source.apply(.stopAfterStage)
      subjects[0].open()
      #expect(await Deadline.wait { subjects[0].begun == 2 })
      subjects[0].open()
    }
    #expect(log.end == .completed)
    #expect(log.counts("a").count == 2)
    #expect(subjects[1].begun == 0)
  }

  @Test func `there is no load to change`() async throws {
    let subject = ScriptedSubject("a", samples: 1, isGated: true)
    let source = source(subject)
    let log = try await SourceLog.of(source) {
      source.apply(.scale(2))
      subject.open()
    }
    #expect(log.notices.contains { $0.contains("no load to change") })
  }
}
