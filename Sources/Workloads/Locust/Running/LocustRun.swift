import Budgets
import Glibc
import Measurements
import Sessions

/// One run of Locust: starts master and workers, takes in what they report, carries out what the user
/// asks for, and ends them.
///
/// Session time begins before Locust has started; until the users begin is a warm-up without samples.
// Unchecked: whoever makes it hands it to the thread that `start` starts, and does not touch it again.
final class LocustRun: @unchecked Sendable {
  /// How long the processes may take to end beyond what users may take, ns.
  private static let graceNanoseconds: Int64 = 8_000_000_000

  let name: String
  let program: LocustProgram
  private let warmupNanoseconds: Int64
  private let scratch: ScratchFolder
  private let scriptPath: String
  private let controls: ControlQueue
  private let inbox: Inbox
  private let onFailure: @Sendable (String) -> Void
  private let master: LocustProcess
  var workers: [LocustProcess] = []
  var load: LocustLoad
  let meter: LocustMeter
  private let reader = LineReader()
  private var unread = ForeignLines(what: "no report of Locust's master")
  private var lineCount: UInt64 = 0
  /// The version of the master's Locust; nil before it has said anything.
  private(set) var masterVersion: String?
  private var isChannelOver = false
  /// CLOCK_MONOTONIC at the start of the session, ns.
  private let origin = SystemClock.monotonic()
  /// The processes of this machine that ended, of which Locust hears later.
  var endedProcesses: Set<Int> = []
  var end: SessionEnd?
  /// When it ended, ns of session time; nil while it goes on.
  private var endNanoseconds: Int64?
  /// CLOCK_MONOTONIC when processes that were asked to end are forced to, ns.
  private var patience: Int64?
  var failure: String?

  /// A run whose master is started here; tells `onFailure`, before its end, why it measured nothing.
  init(
    name: String,
    program: LocustProgram,
    load: LocustLoad,
    warmupNanoseconds: Int64,
    intervalNanoseconds: Int64,
    controls: ControlQueue,
    inbox: Inbox,
    onFailure: @escaping @Sendable (String) -> Void
  ) throws(LocustError) {
    self.name = name
    self.program = program
    self.load = load
    self.warmupNanoseconds = warmupNanoseconds
    self.controls = controls
    self.inbox = inbox
    self.onFailure = onFailure
    meter = LocustMeter(intervalNanoseconds: intervalNanoseconds)
    do throws(SystemCode) {
      scratch = try ScratchFolder()
      scriptPath = try scratch.write(LocustScript.text, to: LocustScript.fileName)
    } catch {
      throw .noScratch(code: error.number)
    }
    let plan = program.master(
      scriptPath: scriptPath,
      first: load.first,
      warmupNanoseconds: warmupNanoseconds,
      intervalNanoseconds: intervalNanoseconds
    )
    do throws(CommandError) {
      master = try LocustProcess(plan) { _ in "\(name), master" }
    } catch {
      throw .program(error)
    }
  }

  /// Session time, ns.
  var now: Int64 { time(SystemClock.monotonic()) }

  private func time(_ monotonic: Int64) -> Int64 { max(0, monotonic - origin) }

  /// Starts the thread that does it.
  func start() {
    startThread { [self] in run() }
  }

  private var processes: [LocustProcess] { [master] + workers }

  private func run() {
    while !isOver() {
      wait()
      readChannel()
      for (control, moment) in controls.takeAll() { apply(control, at: time(moment)) }
      lookAfterProcesses()
      advance()
    }
    conclude()
  }

  func tell(_ kind: SessionEvent.Kind, at time: Int64? = nil) {
    meter.take(SessionEvent(atNanoseconds: time ?? now, kind: kind))
  }

  // MARK: Waiting and reading

  /// Waits until there is something to read, but not beyond the next tick.
  private func wait() {
    var entries = [
      pollfd(fd: isChannelOver ? -1 : master.channel, events: Int16(POLLIN), revents: 0)
    ]
    entries += processes.map {
      pollfd(fd: $0.hasErrorsEnded ? -1 : $0.errors, events: Int16(POLLIN), revents: 0)
    }
    poll(&entries, nfds_t(entries.count), isEnding ? 10 : 50)
    for (entry, process) in zip(entries.dropFirst(), processes) where entry.revents != 0 {
      process.readErrors()
    }
  }

  private func readChannel() {
    var entry = pollfd(fd: isChannelOver ? -1 : master.channel, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 0) > 0 else { return }
    switch reader.fill(from: master.channel) {
    case .bytes: reader.forEachLine { takeLine($0) }
    case .nothing: break
    case .end, .failed: isChannelOver = true
    }
  }

  private func takeLine(_ bytes: UnsafeRawBufferPointer) {
    lineCount += 1
    guard let line = LocustLine(bytes) else {
      return unread.add(bytes, number: lineCount, problem: .unknown)
    }
    switch line {
    case .hello(let hello):
      masterVersion = hello.version
      welcome(hello)
    case .worker(let worker): tell(of: worker)
    case .refused(let hasOtherProtocol): tell(.notice(refusal(hasOtherProtocol: hasOtherProtocol)))
    case .start(let monotonic): begin(at: monotonic)
    case .stopping(let monotonic):
      // Locust ends by itself: a shape is over, its own time is up, or the user's file said so.
      if end == nil { stop(.completed, at: time(monotonic)) }
    case .counts(let counts, let interval): meter.take(counts, interval: interval)
    case .slowest(let requests, let interval): meter.take(requests, interval: interval)
    case .status(let status): meter.take(status, isOver: isEnding)
    case .end: break
    }
  }

  private func begin(at monotonic: Int64) {
    guard !load.hasBegun else { return }
    let time = StreamMeter.wholeMillisecond(min(time(monotonic), now))
    load.begin(at: time)
    meter.begin(at: time, warmupNanoseconds: warmupNanoseconds)
  }

  // MARK: Starting

  private func welcome(_ hello: LocustHello) {
    if let complaint = LocustVersion.complaint(about: hello) { return fail(complaint) }
    load.followsShape = hello.hasShape
    if hello.hasShape { tell(.notice("the load follows the shape of the Locust file")) }
    for _ in 0..<program.localCount where failure == nil {
      do throws(CommandError) {
        let plan = program.worker(scriptPath: scriptPath, port: hello.port)
        workers.append(try LocustProcess(plan) { "\(name), worker \($0)" })
      } catch {
        fail(error.description)
      }
    }
    guard program.localCount == 0 else { return }
    let count = program.workerCount
    tell(
      .notice("waiting for \(count) \(count == 1 ? "worker" : "workers"); on other machines run:")
    )
    tell(.notice(program.joiningCommand(hello)))
  }

  /// Ends it for something without which it can't measure anything.
  func fail(_ text: String) {
    failure = failure ?? "\(name): \(text)"
    tell(.notice(failure ?? text))
    stop(.completed, at: now)
  }

  // MARK: While it goes on

  private func advance() {
    let time = now
    for event in load.changes(before: time) { meter.take(event) }
    if end == nil {
      if let planned = load.end, time >= planned {
        stop(.completed, at: planned)
      } else if let order = load.order(at: time) {
        send(["do": "users", "users": JSON(order.users), "rate": .number(order.spawnRate)])
      }
    }
    let limit = endNanoseconds ?? load.end
    meter.advance(to: time, before: limit, load: load, into: inbox)
    for notice in unread.takeNotices() { tell(.notice(notice)) }
  }

  private func send(_ order: JSON) { master.write(order.text) }

  private func apply(_ control: Control, at time: Int64) {
    guard case .stop(let reason, let drain) = control else {
      guard end == nil else { return }
      let moment = StreamMeter.wholeMillisecond(time)
      for kind in load.apply(control, at: moment) { tell(kind, at: moment) }
      return
    }
    if end == nil {
      stop(reason, at: time)
    } else if !drain {
      // Asked again: there is no more waiting.
      end = reason
      for process in processes { process.signal(SIGKILL) }
    }
  }

  // MARK: The end

  private var isEnding: Bool { end != nil }

  /// Asks Locust to end: its workers report for the last time.
  private func stop(_ reason: SessionEnd, at time: Int64) {
    end = reason
    endNanoseconds = StreamMeter.wholeMillisecond(time)
    let monotonic = SystemClock.monotonic()
    if masterVersion != nil {
      send(["do": "stop"])
      patience = monotonic + program.stopNanoseconds + Self.graceNanoseconds
    } else {
      master.signal(SIGTERM)
      patience = monotonic + Self.graceNanoseconds
    }
  }

  private func lookAfterProcesses() {
    for process in processes where process.end == nil {
      let hasEnded = process.hasJustEnded()
      for notice in process.takeNotices() { tell(.notice(notice)) }
      guard hasEnded else { continue }
      endedProcesses.insert(Int(process.process))
      if process === master { explainMaster() } else { explain(worker: process) }
    }
    guard let patience, SystemClock.monotonic() >= patience else { return }
    let late = processes.filter { $0.end == nil }
    if !late.isEmpty { tell(.notice("\(name) did not end, and was killed")) }
    for process in late { process.signal(SIGKILL) }
    self.patience = nil
  }

  private func explainMaster() {
    // What it wrote before its end is still in the socket.
    while !isChannelOver {
      var entry = pollfd(fd: master.channel, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 0) > 0 else { break }
      readChannel()
    }
    if end == nil, let ended = master.end {
      let text = masterVersion != nil ? "Locust's master" : "Locust"
      failure = "\(name): \(text) \(ended.text)\(master.lastWords)"
      tell(.notice(failure ?? ""))
      end = .completed
      endNanoseconds = StreamMeter.wholeMillisecond(now)
    }
    // Its workers would look for it for a minute.
    for worker in workers { worker.signal(SIGTERM) }
    patience = SystemClock.monotonic() + 3_000_000_000
  }

  private func isOver() -> Bool { processes.allSatisfy { $0.end != nil } }

  private func conclude() {
    for notice in unread.takeNotices(atEnd: true) { tell(.notice(notice)) }
    meter.conclude(at: endNanoseconds ?? now, load: load, into: inbox)
    if let failure { onFailure(failure) }
    inbox.put(.end(end ?? .completed))
  }
}
