import Budgets
import Measurements
import NIOCore
import NIOPosix
import Sessions

/// One run of an engine: starts the workers, puts their ticks together, carries out what the user
/// asks for, and ends it.
///
/// Owned by the engine's thread.
final class EngineRun {
  let plan: EnginePlan
  var grid: IntervalGrid
  let mailbox: Mailbox<EngineMessage>
  let inbox: Inbox
  private let group: MultiThreadedEventLoopGroup
  private let threads: Int
  private let tls: TLSContexts
  /// CLOCK_MONOTONIC at the start of the session, ns.
  private var origin: Int64 = 0
  private var names: NameLookup
  private(set) var workers: [Worker] = []
  var load: SteeredLoad
  var gauges = MachineGauges()

  // Ticks that are not complete yet.
  private var waiting: [IntervalGrid.Slot: [SlotReport]] = [:]
  private var nextSlot = IntervalGrid.Slot()
  private var builder: IntervalBuilder
  /// The last slot of each worker that has finished.
  private var finished: [Int: SlotReport] = [:]
  private var drained: Set<Int> = []
  private var exhausted: Set<Int> = []

  /// When the user paused and let go on, ns of session time, in whole milliseconds.
  var pauses: [ClosedRange<Int64>] = []
  var pausedSince: Int64?
  /// When the workers stood still.
  var gaps = GapList()
  var end: SessionEnd?
  /// When the run ended, ns of session time, unless that was planned.
  var endNanoseconds: Int64?
  private var reachability = Reachability.unknown
  private var toldFaults: Set<AnswerFault> = []
  private var toldFindings: Set<ProtocolFinding.Of> = []

  private enum Reachability {
    case unknown
    case unreachable
    case reached
  }

  init(
    plan: EnginePlan,
    grid: IntervalGrid,
    threads: Int,
    tls: TLSContexts,
    mailbox: Mailbox<EngineMessage>,
    inbox: Inbox
  ) {
    self.plan = plan
    self.grid = grid
    self.threads = threads
    self.tls = tls
    self.mailbox = mailbox
    self.inbox = inbox
    names = NameLookup(endpoints: plan.endpoints) { mailbox.put(.names($0)) }
    load = SteeredLoad(plan.profile)
    builder = IntervalBuilder(names: plan.series.map(\.name))
    group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
  }

  var now: Int64 { SystemClock().monotonicNanoseconds() - origin }

  /// The sum of the pauses that are over, ns.
  private var pausesNanoseconds: Int64 { pauses.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }

  /// The sum of the pauses before `time`, ns.
  func pausedNanoseconds(before time: Int64) -> Int64 {
    var sum = pauses.reduce(0) { $0 + max(0, min($1.upperBound, time) - $1.lowerBound) }
    if let pausedSince { sum += max(0, time - pausedSince) }
    return sum
  }

  func run() {
    guard let early = awaitNames() else {
      inbox.put(.end(end ?? .stopped))
      return group.shutdownGracefully { _ in }
    }
    begin()
    for control in early { apply(control) }
    while true {
      for message in mailbox.takeAll() {
        switch message {
        case .control(let control): apply(control)
        case .names(let message): adopt(message)
        case .worker(let message):
          take(message)
          if finished.count == workers.count { return conclude() }
        }
      }
    }
  }

  /// Waits for the addresses before the clock starts, but not for long.
  ///
  /// Returns what the user asked for meanwhile; nil if that was the end.
  private func awaitNames() -> [Control]? {
    var early: [Control] = []
    names.start()
    while names.isAwaited {
      for message in mailbox.takeAll() {
        switch message {
        case .control(.stop(let reason, _)): end = reason
        case .control(let control): early.append(control)
        case .names(let message): _ = names.adopt(message)
        case .worker: break
        }
      }
      if end != nil { return nil }
    }
    return early
  }

  private func begin() {
    let iterations = plan.profile.iterations.map(IterationBudget.init)
    let turns = plan.programs.map { _ in TurnCounter() }
    origin = SystemClock().monotonicNanoseconds()
    gauges = MachineGauges()
    for (number, loop) in group.makeIterator().enumerated() {
      workers.append(
        Worker(
          number: number,
          of: threads,
          loop: loop,
          plan: plan,
          grid: grid,
          addresses: names.addresses,
          tls: tls,
          iterations: iterations,
          turns: turns,
          origin: origin,
          report: { [mailbox] in mailbox.put(.worker($0)) }
        )
      )
    }
    broadcast { $0.start() }
  }

  func broadcast(_ body: @escaping @Sendable (Worker) -> Void) {
    for worker in workers { worker.loop.execute { body(worker) } }
  }

  func tell(_ kind: SessionEvent.Kind, at time: Int64) {
    inbox.put(.event(SessionEvent(atNanoseconds: time, kind: kind)))
  }

  // MARK: Workers

  private func take(_ message: WorkerMessage) {
    switch message {
    case .slot(let report):
      waiting[report.slot, default: []].append(report)
      while waiting[nextSlot]?.count == workers.count { completeSlot() }
    case .stoodStill(let from, let to, let gap):
      stoodStill(from: from, to: to, gap)
    case .finding(let endpoint, let finding):
      let told = ProtocolFinding.Of(endpoint: endpoint, finding: finding)
      guard toldFindings.insert(told).inserted else { return }
      tell(.notice(finding.text(of: plan.endpoints[endpoint])), at: now)
    case .ranOut:
      broadcast { $0.exhaust() }
    case .exhausted(let worker):
      exhausted.insert(worker)
      if exhausted.count == workers.count, end == nil { stop(.completed, drain: true) }
    case .drained(let worker):
      drained.insert(worker)
      if drained.count == workers.count {
        if end == nil { end = .completed }
        broadcast { $0.finish() }
      }
    case .finished(let report):
      finished[report.worker] = report
    }
  }

  /// A worker stood still; all do at the same time, and each says so.
  private func stoodStill(from: Int64, to: Int64, _ gap: Gap) {
    gaps.insert(from: from / 1_000_000 * 1_000_000, to: Self.wholeMillisecond(to), gap)
  }

  /// Tells of the gaps that every worker has told of.
  private func tellGaps() {
    for (time, gap) in gaps.takeNew() { tell(.gap(gap), at: time) }
  }

  private func completeSlot() {
    let reports = waiting.removeValue(forKey: nextSlot) ?? []
    let slotEnd = grid.end(of: nextSlot)
    tellGaps()
    watchReachability(reports, at: slotEnd)
    for report in reports { add(report, at: slotEnd) }
    tellLoads(before: slotEnd)
    if nextSlot.tick == grid.ticksPerInterval - 1 {
      completeInterval(nextSlot.interval, end: grid.end(of: nextSlot.interval))
    } else {
      inbox.put(.preview(record(nextSlot.interval, end: slotEnd)))
    }
    nextSlot = grid.next(after: nextSlot)
  }

  private func add(_ report: SlotReport, at time: Int64) {
    builder.add(report)
    for fault in report.faults
    where toldFaults.count < ErrorReason.most && toldFaults.insert(fault).inserted {
      tell(.notice(Visible.text(plan.told(fault))), at: time)
    }
  }

  private func record(_ number: Int, end: Int64) -> IntervalRecord {
    var record = IntervalRecord(
      number: number,
      startNanoseconds: grid.start(of: number),
      endNanoseconds: end,
      phase: grid.phase(of: number)
    )
    let paused = pausedNanoseconds(before: end)
    record.pausedNanoseconds = paused - pausedNanoseconds(before: record.startNanoseconds)
    record.stoppedNanoseconds = gaps.nanoseconds(
      from: record.startNanoseconds,
      to: end,
      without: pauses + (pausedSince.map { [$0...(.max)] } ?? [])
    )
    builder.fill(&record, level: load.curve.level(at: end - paused))
    return record
  }

  private func completeInterval(_ number: Int, end: Int64) {
    var record = record(number, end: end)
    let (processCPU, steal) = gauges.read()
    record.generator.processCPU = processCPU
    record.generator.steal = steal
    let slowest = builder.slowestRequests
    if !slowest.isEmpty { tell(.slowest(slowest), at: end) }
    builder.reset()
    inbox.put(.interval(record))
    names.retry()
  }

  /// Tells of changes of the load that lie before `time`.
  private func tellLoads(before time: Int64) {
    guard pausedSince == nil else { return }
    let paused = pausedNanoseconds(before: time)
    for (moment, change) in load.changes(before: time - paused) {
      tell(.load(change), at: moment + paused)
    }
  }

  /// Everything has been handed over: the last interval ends with the load.
  private func conclude() {
    let finals = finished.values.sorted { $0.worker < $1.worker }
    let planned = load.curve.end == .max ? now : load.curve.end + pausesNanoseconds
    let latestStart = finals.map(\.startNanoseconds).max() ?? 0
    let time = Self.wholeMillisecond(max(endNanoseconds ?? planned, latestStart))
    tellLoads(before: time)
    tellGaps()
    // Workers that had already begun the tick after the last complete one.
    for reports in waiting.values { for report in reports { add(report, at: time) } }
    for report in finals { add(report, at: time) }
    // No interval is without length, not even that of a run that was ended on its boundary.
    let shortest = grid.start(of: nextSlot.interval) + 1_000_000
    completeInterval(nextSlot.interval, end: max(time, shortest))
    inbox.put(.end(end ?? .completed))
    group.shutdownGracefully { _ in }
  }

  // MARK: Reachability

  /// Says at once that nobody answers, and that somebody does at last.
  private func watchReachability(_ reports: [SlotReport], at time: Int64) {
    guard reachability != .reached else { return }
    for slot in reports.flatMap(\.benchmarks) {
      let kinds = slot.counters.errors.keys
      if !slot.good.isEmpty || kinds.contains(where: { !$0.isOfConnection && $0 != .timeout }) {
        if reachability == .unreachable { tell(.notice("the target answers now"), at: time) }
        reachability = .reached
        return
      }
      guard reachability == .unknown, let kind = kinds.first else { continue }
      reachability = .unreachable
      let place = plan.series[slot.index].endpoint
      let reason = slot.counters.reasons.keys.first { $0.kind == kind }.map { ": " + $0.text } ?? ""
      // What is told here is not told again.
      for fault in reports.flatMap(\.faults) {
        if case .connection(place, kind, _) = fault { toldFaults.insert(fault) }
      }
      let host = plan.endpoints[place].hostHeader
      tell(.notice("no answer from \(host): \(kind.name)\(reason); trying on"), at: time)
    }
  }

  private func adopt(_ message: NameLookup.Message) {
    guard let (endpoint, addresses) = names.adopt(message) else { return }
    broadcast { $0.addresses[endpoint] = addresses }
  }
}
