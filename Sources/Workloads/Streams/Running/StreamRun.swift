import Glibc
import Measurements
import Sessions

/// Reads a stream to its end: takes its lines, tells of intervals, carries out what the user asks for.
///
/// It waits for nobody but the stream, so who writes fast is slowed by reading alone.
// Unchecked: whoever makes it hands it to the thread that `start` starts, and does not touch it again.
final class StreamRun: @unchecked Sendable {
  /// What the caller decides.
  struct Plan {
    /// What the stream is called in what is told of it.
    var name: String
    /// After which it is ended, ns; nil if it ends by itself.
    var mostNanoseconds: Int64?
    /// How long a program may take to end when it was asked to, ns.
    var graceNanoseconds: Int64 = 5_000_000_000
    /// What the end of the program means.
    var meaning: @Sendable (ChildEnd) -> ExitMeaning = ExitMeaning.init(program:)
  }

  private let plan: Plan
  private let input: StreamInput
  private let program: ChildProgram?
  private let meter: StreamMeter
  private let link: StreamLink
  private let inbox: Inbox
  private var origin: Int64 = 0
  private let reader = LineReader()
  private let errorReader = LineReader(mostLineBytes: 1 << 16)
  private var errorOutput: ErrorOutput
  private var toldOverlong: UInt64 = 0
  private var hasInputEnded = false
  /// Whether a file had no more when it was last read.
  private var isDry = false
  private var hasErrorsEnded: Bool
  private var end: SessionEnd?
  /// When a program that was asked to end is forced to, ns of session time.
  private var patience: Int64?
  private var failure: String?
  /// Of the thread that reads, once it runs.
  private var standstill: StandstillMeter?

  /// A run that says over `link`, before its end, why it measured nothing.
  init(
    plan: Plan,
    input: StreamInput,
    program: ChildProgram?,
    meter: StreamMeter,
    link: StreamLink,
    inbox: Inbox
  ) {
    self.plan = plan
    self.input = input
    self.program = program
    self.meter = meter
    self.link = link
    self.inbox = inbox
    errorOutput = ErrorOutput(name: plan.name)
    hasErrorsEnded = program == nil
  }

  private var now: Int64 { SystemClock.monotonic() - origin }

  /// Starts the thread that reads.
  func start() {
    startThread { [self] in run() }
  }

  private func run() {
    origin = SystemClock.monotonic()
    standstill = StandstillMeter()
    while !isOver() {
      let ready = wait()
      let time = now
      for (control, moment) in link.controls.takeAll() { apply(control, at: moment - origin) }
      hurry(at: time)
      meter.advance(to: time, into: inbox)
      if ready.errors { readErrors() }
      if ready.input { read(at: time) }
      for notice in errorOutput.takeNotices() { tell(.notice(notice)) }
    }
    conclude()
  }

  // MARK: Waiting

  /// Waits until there is something to read, but not beyond the next tick.
  private func wait() -> (input: Bool, errors: Bool) {
    var entries = [
      pollfd(fd: wantsInput ? input.descriptor : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: hasErrorsEnded ? -1 : program?.errors ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let untilTick = Int32(clamping: max(0, meter.nextTick - now) / 1_000_000 + 1)
    // Its end is not announced, and nothing else is waited for.
    let isEnding = program != nil && hasInputEnded
    let limit = isEnding ? min(untilTick, 5) : untilTick
    let wakeTime = now + Int64(limit) * 1_000_000
    poll(&entries, nfds_t(entries.count), limit)
    noticeStandstill(after: wakeTime)
    return (entries[0].revents != 0, entries[1].revents != 0)
  }

  /// Says that this program stood still, if it should have gone on at `wakeTime`: what was written
  /// meanwhile is read late, and counts.
  private func noticeStandstill(after wakeTime: Int64) {
    guard let still = standstill?.check(late: now - wakeTime) else { return }
    let gap = Gap(
      nanoseconds: still.stoppedNanoseconds + still.suspendedNanoseconds,
      isSuspension: still.suspendedNanoseconds > 0,
      inFlight: 0
    )
    tell(.gap(gap))
  }

  private var wantsInput: Bool { !hasInputEnded && !isDry }

  private func isOver() -> Bool {
    guard let program else { return end != nil || hasInputEnded }
    guard let ended = program.ended() else { return false }
    // What it wrote before its end is still in the pipe; who writes on after it is not waited for.
    let deadline = now + 1_000_000_000
    meter.advance(to: now, into: inbox)
    var entry = pollfd(fd: hasInputEnded ? -1 : input.descriptor, events: Int16(POLLIN), revents: 0)
    while now < deadline, poll(&entry, 1, 0) > 0, entry.revents & Int16(POLLIN) != 0 {
      guard read(at: now) else { break }
    }
    explain(ended)
    return true
  }

  // MARK: Reading

  /// Reads once; false if there was nothing.
  @discardableResult
  private func read(at time: Int64) -> Bool {
    switch reader.fill(from: input.descriptor) {
    case .bytes(let count):
      input.advance(by: count)
      reader.forEachLine { meter.take($0, atNanoseconds: time) }
      let overlong = reader.overlongLines
      if overlong > toldOverlong { meter.take(overlong: overlong - toldOverlong) }
      toldOverlong = overlong
      return true
    case .nothing: return false
    case .end:
      endInput()
      return false
    case .failed(let code):
      hasInputEnded = true
      failure = "\(plan.name) can't be read: \(String(cString: strerror(code)))"
      tell(.notice(failure ?? ""))
      return false
    }
  }

  private func endInput() {
    guard case .never = input.ending else {
      hasInputEnded = true
      return
    }
    switch input.followFile() {
    case .none: isDry = true
    case .truncated:
      reader.forget()
      tell(.notice("\(plan.name) was cut, and is read from its beginning again"))
    case .replaced:
      reader.finish { meter.take($0, atNanoseconds: now) }
      tell(.notice("\(plan.name) was replaced, and the new file is read"))
    }
  }

  private func readErrors() {
    guard let program else { return }
    switch errorReader.fill(from: program.errors) {
    case .bytes: errorReader.forEachLine { errorOutput.add($0) }
    case .nothing: break
    case .end, .failed: hasErrorsEnded = true
    }
  }

  // MARK: What the user asks for

  private func apply(_ control: Control, at time: Int64) {
    switch control {
    case .mark(let text): tell(.mark(text), at: time)
    case .pause: if meter.pause(at: time) { tell(.paused, at: time) }
    case .resume: if meter.resume(at: time) { tell(.resumed, at: time) }
    case .stop(let reason, let drain): stop(reason, drain: drain, at: time)
    case .stopAfterStage: stop(.stopped, drain: true, at: time)
    case .level, .scale, .spike:
      tell(.notice("the load of \(plan.name) is its own: it can't be changed from here"), at: time)
    case .only:
      tell(
        .notice("\(plan.name) measures what it measures: nothing of it can be left out"),
        at: time
      )
    }
  }

  /// Asks a program to end; asked again, or not heard, it is forced to.
  private func stop(_ reason: SessionEnd, drain: Bool, at time: Int64) {
    guard let program else {
      end = end ?? reason
      return
    }
    guard end == nil else {
      if !drain {
        end = reason
        program.signal(SIGKILL)
      }
      return
    }
    end = reason
    if case .signal(let number) = reason { program.signal(number) } else { program.signal(SIGINT) }
    patience = time + plan.graceNanoseconds
  }

  /// Does what is due: the planned end, and the end of our patience.
  private func hurry(at time: Int64) {
    if case .never = input.ending, time >= meter.nextTick { isDry = false }
    if let most = plan.mostNanoseconds, time >= most, end == nil {
      stop(.completed, drain: true, at: time)
    }
    if let patience, time >= patience {
      tell(.notice("\(plan.name) did not end, and was killed"))
      program?.signal(SIGKILL)
      self.patience = nil
    }
  }

  // MARK: The end

  /// What the program's own end means, unless it was asked for.
  private func explain(_ ended: ChildEnd) {
    while !hasErrorsEnded {
      var entry = pollfd(fd: program?.errors ?? -1, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 0) > 0 else { break }
      readErrors()
    }
    errorReader.finish { errorOutput.add($0) }
    for notice in errorOutput.takeNotices(atEnd: true) { tell(.notice(notice)) }
    guard end == nil else { return }
    let meaning = plan.meaning(ended)
    guard let text = meaning.text else { return }
    tell(.notice("\(plan.name) \(text)"))
    guard meaning.isFailure else { return }
    let words = errorOutput.last.isEmpty ? "" : ": " + errorOutput.last
    failure = "\(plan.name) \(text)\(words)"
  }

  private func conclude() {
    // A line that we did not wait for is not taken for a whole one.
    if end == nil { reader.finish { meter.take($0, atNanoseconds: now) } }
    if reader.overlongLines > toldOverlong {
      meter.take(overlong: reader.overlongLines - toldOverlong)
    }
    meter.conclude(at: now, into: inbox)
    if let failure, meter.count == 0 { link.fail(failure) }
    inbox.put(.end(end ?? .completed))
  }

  private func tell(_ kind: SessionEvent.Kind, at time: Int64? = nil) {
    inbox.put(.event(SessionEvent(atNanoseconds: time ?? now, kind: kind)))
  }
}

/// What it means that a program ended as it did.
struct ExitMeaning: Equatable, Sendable {
  /// In words that follow its name; nil if there is nothing to say.
  var text: String?
  /// Whether it could not do its work.
  var isFailure: Bool

  /// A meaning of one's own.
  init(text: String?, isFailure: Bool) {
    self.text = text
    self.isFailure = isFailure
  }

  /// That of any program: everything but the status 0 is a failure.
  @Sendable init(program end: ChildEnd) {
    self.init(text: end.isSuccess ? nil : end.text, isFailure: !end.isSuccess)
  }
}
