import Measurements
import Sessions

/// One run of a sampling: starts the thread that samples, puts what it hands over into intervals and
/// previews, and carries out what the user asks for.
///
/// Owned by the thread that watches, which never samples.
final class SampleRun {
  /// A tick is at most so long, ns.
  private static let tickNanoseconds: Int64 = 100_000_000
  /// So long before the end of a tick what was sampled is asked for, ns.
  private static let noticeNanoseconds: Int64 = 5_000_000
  /// How long a run that is under way may take when the user ends the session, ns.
  private static let drainNanoseconds: Int64 = 5_000_000_000
  /// How long what was cancelled is waited for, ns.
  private static let cancelNanoseconds: Int64 = 250_000_000

  private let subjects: [any SampleSubject]
  private let intervalNanoseconds: Int64
  private let takesTurns: Bool
  private let mailbox: Mailbox<SampleMessage>
  private let inbox: Inbox
  private let desk: SampleDesk
  private let origin = SystemClock.monotonic()
  private var ledger: SampleLedger
  private var course: SampleCourse
  private var gauges = MachineGauges()
  /// Of the thread that watches, once it runs.
  private var standstill: StandstillMeter?
  private var gaps = GapList()

  /// The interval that is filling: number, start, and what is sampled; nil before the first sample.
  private var open: (number: Int, start: Int64, stage: SampleStage)?
  private var nextNumber = 0
  /// The end of the tick, ns of session time.
  private var tickEnd: Int64 = 0
  private var hasAsked = false
  private var isResting = false
  private var pauses = Pauses()
  private var end: SessionEnd?
  /// When what is under way is cancelled, and when it is waited for no more, ns of session time.
  private var cancelTime = Int64.max
  private var abandonTime = Int64.max
  private var isOver = false

  init(
    subjects: [any SampleSubject],
    options: SampleSource.Options,
    mailbox: Mailbox<SampleMessage>,
    inbox: Inbox
  ) {
    self.subjects = subjects
    intervalNanoseconds = options.intervalNanoseconds
    takesTurns = options.takesTurns
    self.mailbox = mailbox
    self.inbox = inbox
    desk = SampleDesk { mailbox.put($0) }
    ledger = SampleLedger(names: subjects.map(\.name))
    course = SampleCourse(subjects.map(\.sampling))
  }

  private var now: Int64 { SystemClock.monotonic() - origin }

  func run() {
    startThread { [subjects, takesTurns, desk, mailbox] in
      SampleWorker(subjects: subjects, takesTurns: takesTurns, desk: desk) { mailbox.put($0) }.run()
    }
    standstill = StandstillMeter()
    while !isOver {
      let wakeTime = max(now, wakeTime)
      let messages = mailbox.takeAll(withinNanoseconds: wakeTime - now)
      noticeStandstill(after: wakeTime)
      for message in messages where !isOver { take(message) }
      keepTime()
    }
  }

  // MARK: Time

  /// When there is something to do at the latest, ns of session time.
  private var wakeTime: Int64 {
    let tick =
      open == nil
      ? now + Self.tickNanoseconds : tickEnd - (hasAsked ? 0 : Self.noticeNanoseconds)
    return min(tick, cancelTime, abandonTime)
  }

  /// Looks whether this process stood still when it should have gone on at `wakeTime`.
  private func noticeStandstill(after wakeTime: Int64) {
    let time = now
    let still = standstill?.check(late: time - wakeTime)
    desk.noteRunning(at: origin + time, stoodStill: still != nil)
    guard let still, !isOver else { return }
    let gap = Gap(
      nanoseconds: still.stoppedNanoseconds + still.suspendedNanoseconds,
      isSuspension: still.suspendedNanoseconds > 0,
      inFlight: isResting || !isMeasuredHere(open?.stage) ? 0 : 1
    )
    let end = Pauses.wholeMillisecond(time)
    gaps.insert(from: end - still.stoppedNanoseconds, to: end, gap)
    for (time, gap) in gaps.takeNew() { tell(.gap(gap), at: time) }
  }

  /// Whether samples of a stage are taken in this process.
  private func isMeasuredHere(_ stage: SampleStage?) -> Bool {
    stage?.subjects.contains { subjects[$0].isMeasuredHere } ?? false
  }

  private func keepTime() {
    let time = now
    if time >= abandonTime { return conclude(at: time) }
    if time >= cancelTime {
      cancelTime = .max
      abandonTime = time + Self.cancelNanoseconds
      for subject in subjects { subject.cancel() }
    }
    guard !isOver, let open, time >= tickEnd - Self.noticeNanoseconds else { return }
    if !hasAsked {
      hasAsked = true
      return desk.ask()
    }
    guard time >= tickEnd else { return }
    hasAsked = false
    if tickEnd >= open.start + intervalNanoseconds {
      complete(at: tickEnd)
      begin(open.stage, at: tickEnd)
    } else {
      inbox.put(.preview(record(open, end: tickEnd)))
      tickEnd = min(tickEnd + Self.tickNanoseconds, open.start + intervalNanoseconds)
    }
  }

  private func begin(_ stage: SampleStage, at time: Int64) {
    open = (nextNumber, time, stage)
    nextNumber += 1
    tickEnd = time + min(Self.tickNanoseconds, intervalNanoseconds)
  }

  private func record(
    _ open: (number: Int, start: Int64, stage: SampleStage),
    end: Int64
  ) -> IntervalRecord {
    var record = IntervalRecord(
      number: open.number,
      startNanoseconds: open.start,
      endNanoseconds: end,
      phase: open.stage.isWarmup ? .warmup : .measured
    )
    record.pausedNanoseconds = pauses.nanoseconds(in: open.start..<end)
    if isMeasuredHere(open.stage) {
      record.stoppedNanoseconds = gaps.nanoseconds(
        from: open.start,
        to: end,
        without: pauses.ranges
      )
    }
    if subjects.count > 1 { record.active = open.stage.subjects.map { subjects[$0].name } }
    ledger.fill(&record)
    record.load.level = 1
    record.load.inFlight = isResting || isOver ? 0 : 1
    let began = course.began ?? open.start
    let passed = max(0, end - began - pauses.nanoseconds(in: began..<max(began, end)))
    record.load.progress = course.progress(after: passed)
    return record
  }

  private func complete(at time: Int64) {
    guard let open else { return }
    var record = record(open, end: time)
    let (processCPU, steal) = gauges.read()
    record.generator.processCPU = processCPU
    record.generator.steal = steal
    ledger.reset()
    self.open = nil
    inbox.put(.interval(record))
  }

  /// Ends the interval that is filling at this moment, which is rounded up so that its length is a
  /// whole number of milliseconds and not 0; when that is.
  private func close(at time: Int64) -> Int64 {
    while let open, time >= open.start + intervalNanoseconds {
      complete(at: open.start + intervalNanoseconds)
      begin(open.stage, at: open.start + intervalNanoseconds)
    }
    let whole = Pauses.wholeMillisecond(time)
    guard let open else { return whole }
    let end = max(whole, open.start + 1_000_000)
    complete(at: end)
    return end
  }

  // MARK: The thread that samples

  private func take(_ message: SampleMessage) {
    switch message {
    case .control(let control): apply(control)
    case .slots(let slots):
      for slot in slots {
        ledger.add(slot)
        course.add(slot)
      }
    case .stage(let stage, let time):
      let start = nextNumber == 0 ? 0 : close(at: time - origin)
      course.enter(stage, at: start)
      begin(stage, at: start)
    case .resting(let isResting): self.isResting = isResting
    case .notice(let text, let time): tell(.notice(text), at: time - origin)
    case .finished(let time): conclude(at: time - origin)
    }
  }

  private func conclude(at time: Int64) {
    isOver = true
    _ = close(at: min(time, pauses.since ?? .max))
    inbox.put(.end(end ?? .completed))
  }

  private func tell(_ kind: SessionEvent.Kind, at time: Int64) {
    inbox.put(.event(SessionEvent(atNanoseconds: time, kind: kind)))
  }

  // MARK: The user

  private func apply(_ control: Control) {
    let time = now
    switch control {
    case .mark(let text): tell(.mark(text), at: time)
    case .stop(let reason, let drain): stop(reason, drain: drain)
    case .pause where end == nil && pauses.since == nil:
      tell(.paused, at: pauses.begin(at: time))
      desk.wish { $0.isPaused = true }
    case .resume where end == nil && pauses.since != nil:
      tell(.resumed, at: pauses.end(at: time))
      desk.wish { $0.isPaused = false }
    case .only(let name) where end == nil:
      guard name == nil || subjects.contains(where: { $0.name == name }) else { return }
      desk.wish { $0.only = name }
      tell(.steered(name.map { "only \($0)" } ?? "all benchmarks again"), at: time)
    case .stopAfterStage where end == nil:
      tell(.steered("stop after this benchmark"), at: time)
      if takesTurns { return }
      guard let current = open?.stage.subjects.first else { return stop(.stopped, drain: true) }
      desk.wish { $0.only = subjects[current].name }
    case .level, .scale, .spike:
      tell(
        .notice("commands and functions run one at a time: there is no load to change"),
        at: time
      )
    case .pause, .resume, .only, .stopAfterStage: break
    }
  }

  private func stop(_ reason: SessionEnd, drain: Bool) {
    if end == nil || !drain { end = reason }
    desk.wish { $0.isEnding = true }
    let time = now
    if abandonTime == .max {
      cancelTime = min(cancelTime, drain ? time + Self.drainNanoseconds : time)
    }
  }
}
