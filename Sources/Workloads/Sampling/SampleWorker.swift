import Measurements
import Sessions

/// The thread that samples: gives benchmarks their turns, and hands over what it recorded when it is
/// asked, when what is sampled changes, and at the end.
final class SampleWorker {
  private let subjects: [any SampleSubject]
  private let desk: SampleDesk
  private let report: (SampleMessage) -> Void
  private let tallies: [SampleTally]
  private var schedule: SampleSchedule
  private var stage: SampleStage?
  /// `[subject]`: what counts of it so far.
  private var samples: [Histogram]
  /// Those that are not done yet.
  private var unfinished: Set<Int>

  init(
    subjects: [any SampleSubject],
    takesTurns: Bool,
    desk: SampleDesk,
    report: @escaping (SampleMessage) -> Void
  ) {
    self.subjects = subjects
    self.desk = desk
    self.report = report
    tallies = subjects.map { _ in SampleTally() }
    schedule = SampleSchedule(subjects.map(\.sampling), takesTurns: takesTurns)
    samples = Array(repeating: Histogram(), count: subjects.count)
    unfinished = Set(subjects.indices)
  }

  /// Samples all of it; blocks.
  func run() {
    while attend(), let next = schedule.stage, let step = enter(next) {
      let began = SystemClock.monotonic()
      let turn = SampleTurn(
        isWarmup: step.isWarmup,
        samples: step.samples,
        untilNanoseconds: began + step.nanoseconds
      )
      let taken = subjects[step.index].take(turn, into: tallies[step.index], desk: desk)
      let spent = SystemClock.monotonic() - began
      schedule.add(step, samples: taken, spentNanoseconds: spent)
    }
    handOver()
    finishThoseDone()
    for index in unfinished { subjects[index].finish() }
    report(.finished(at: SystemClock.monotonic()))
  }

  /// Does what is wanted; false if that is the end.
  private func attend() -> Bool {
    guard desk.isWanted else { return true }
    desk.answer()
    handOver()
    _ = desk.rest()
    let wishes = desk.current
    schedule.only = wishes.only.flatMap { name in subjects.firstIndex { $0.name == name } }
    return !wishes.isEnding
  }

  /// The next turn, after telling what is sampled from now on if that is something else.
  private func enter(_ next: SampleStage) -> SampleSchedule.Step? {
    if next != stage {
      handOver()
      finishThoseDone()
      stage = next
      report(.stage(next, at: SystemClock.monotonic()))
    }
    return schedule.next(in: next)
  }

  private func handOver() {
    let slots = subjects.indices.compactMap {
      tallies[$0].drain(subject: $0, name: subjects[$0].name)
    }
    guard !slots.isEmpty else { return }
    if stage?.isWarmup == false {
      for slot in slots { samples[slot.subject].add(slot.succeeded) }
    }
    report(.slots(slots))
  }

  /// Lets go of the benchmarks that are done, and says what should be known of them.
  private func finishThoseDone() {
    for index in unfinished.sorted() where schedule.isDone(index) {
      unfinished.remove(index)
      let subject = subjects[index]
      subject.finish()
      for remark in subject.remarks(on: samples[index]) { desk.tell("\(subject.name): \(remark)") }
    }
  }
}
