import Measurements
import Sessions

/// Makes intervals of what the workers of Locust report.
///
/// Each report says which interval it is of, by the master's clock, so an interval is complete when
/// every worker has gone beyond it. A worker that is silent is not waited for; what comes too late
/// belongs to the first interval that is open. Until the users begin is a part of the warm-up, without
/// samples. Owned by one thread; times are ns of session time.
final class LocustMeter {
  /// How long after its end an interval waits for workers, ns: they report once a second.
  private static let patienceNanoseconds: Int64 = 3_000_000_000
  /// The same until the users begin, which the master tells at once.
  private static let shortPatienceNanoseconds: Int64 = 1_000_000_000

  private var grid: IntervalGrid
  /// `[interval]`: those that are open.
  private var contents: [Int: LocustInterval] = [:]
  /// What is told with the interval that it happened in, as the recording has to be in time order.
  private var events: [SessionEvent] = []
  private var next = IntervalGrid.Slot()
  /// Intervals before this one are complete.
  private var horizon = 0
  private var users = 0
  private var generator = GeneratorGauge()
  private var gauges = MachineGauges()
  private var names = BenchmarkNames()
  private var reasons: Set<String> = []
  private var toldOtherNames = false

  /// Samples so far.
  private(set) var count: UInt64 = 0

  /// A meter of a session with intervals of this length, ns, in whole milliseconds.
  init(intervalNanoseconds: Int64) {
    grid = IntervalGrid(
      warmupNanoseconds: IntervalGrid.farAway,
      intervalNanoseconds: intervalNanoseconds
    )
  }

  /// The users begin at `time`, and after their warm-up the measured part.
  func begin(at time: Int64, warmupNanoseconds: Int64 = 0) {
    grid.warmupNanoseconds = max(time + warmupNanoseconds, grid.start(of: next.interval))
    // Nothing comes of what was over by then.
    horizon = warmupNanoseconds == 0 ? firstMeasured : Int(time / grid.intervalNanoseconds)
  }

  /// The first interval that is measured.
  private var firstMeasured: Int {
    Int((grid.warmupNanoseconds + grid.intervalNanoseconds - 1) / grid.intervalNanoseconds)
  }

  /// Takes in what happened.
  func take(_ event: SessionEvent) { events.append(event) }

  // MARK: What the master says

  /// Takes in what one name did in an interval, counted from the first that is measured.
  func take(_ counts: LocustCounts, interval: Int?) {
    guard let name = names.benchmark(counts.name) else { return }
    var known = counts
    known.errors = [:]
    for (kind, failures) in counts.errors { known.errors[self.known(kind), default: 0] += failures }
    contents[place(of: interval), default: LocustInterval()].add(known, to: name)
    count += counts.good.count + counts.bad.count
  }

  /// Takes in the slowest requests of an interval, counted from the first that is measured.
  func take(_ requests: [LocustRequest], interval: Int?) {
    let named = requests.compactMap { request in
      names.benchmark(request.name).map { name in
        SlowRequest(
          atNanoseconds: 0,
          benchmark: name,
          latencyNanoseconds: max(1, request.nanoseconds),
          outcome: request.outcome,
          isGood: request.isGood,
          request: request.request
        )
      }
    }
    contents[place(of: interval), default: LocustInterval()].keep(named)
  }

  /// Takes in how the load stands; in the end (`isOver`) users leave, which is no change of the load.
  func take(_ status: LocustStatus, isOver: Bool = false) {
    if !isOver { users = status.users }
    if let interval = status.interval { horizon = max(horizon, number(of: interval)) }
    generator.busiestLoop = max(generator.busiestLoop, min(1, status.busiestWorker))
    generator.lagNanoseconds = max(generator.lagNanoseconds, status.lagNanoseconds)
  }

  private func number(of interval: Int) -> Int { max(0, firstMeasured + interval) }

  private func place(of interval: Int?) -> Int {
    max(next.interval, interval.map(number) ?? next.interval)
  }

  /// A reason, unless there are too many.
  private func known(_ kind: ErrorKind) -> ErrorKind {
    guard case .reported(let text) = kind, !reasons.contains(text) else { return kind }
    guard reasons.count < MeasurementTable.mostReasons else { return .reported("other") }
    reasons.insert(text)
    return kind
  }

  // MARK: Intervals

  /// Tells of every interval before `limit` that is complete, and previews the one that is filling.
  func advance(to now: Int64, before limit: Int64?, load: LocustLoad, into inbox: Inbox) {
    while grid.end(of: next) <= now {
      if next.tick == grid.ticksPerInterval - 1 {
        let end = grid.end(of: next.interval)
        let patience =
          load.hasBegun ? Self.patienceNanoseconds : Self.shortPatienceNanoseconds
        let isDue = load.hasBegun && next.interval < horizon || now >= end + patience
        guard end < limit ?? .max, isDue else { return }
        complete(end: end, load: load, into: inbox)
      } else if grid.end(of: grid.next(after: next)) > now {
        inbox.put(.preview(record(end: grid.end(of: next), load: load)))
      }
      next = grid.next(after: next)
    }
  }

  /// Ends the last interval at `end`; whatever came after it belongs to it.
  func conclude(at end: Int64, load: LocustLoad, into inbox: Inbox) {
    while grid.end(of: next.interval) < end || isWarmupBeforeSamples {
      complete(end: grid.end(of: next.interval), load: load, into: inbox)
      next = IntervalGrid.Slot(interval: next.interval + 1, tick: 0)
    }
    for number in contents.keys.sorted() where number > next.interval {
      guard let late = contents.removeValue(forKey: number) else { continue }
      contents[next.interval, default: LocustInterval()].merge(late)
    }
    // No interval is without length, not even that of a run that was ended on its boundary.
    let last = max(end, grid.start(of: next.interval) + 1_000_000)
    for index in events.indices {
      events[index].atNanoseconds = min(events[index].atNanoseconds, last)
    }
    complete(end: last, isLast: true, load: load, into: inbox)
  }

  /// Whether a warm-up is open that what came after it does not belong to, however soon the end is.
  private var isWarmupBeforeSamples: Bool {
    grid.phase(of: next.interval) == .warmup && grid.warmupNanoseconds < IntervalGrid.farAway
      && contents.keys.contains { $0 > next.interval }
  }

  private func record(end: Int64, load: LocustLoad) -> IntervalRecord {
    let number = next.interval
    var record = IntervalRecord(
      number: number,
      startNanoseconds: grid.start(of: number),
      endNanoseconds: end,
      phase: grid.phase(of: number)
    )
    record.pausedNanoseconds =
      load.pausedNanoseconds(before: end)
      - load.pausedNanoseconds(before: record.startNanoseconds)
    record.load.level = Double(users)
    contents[number]?.fill(&record)
    return record
  }

  private func complete(end: Int64, isLast: Bool = false, load: LocustLoad, into inbox: Inbox) {
    var record = record(end: end, load: load)
    record.generator = generator
    (record.generator.processCPU, record.generator.steal) = gauges.read()
    generator = GeneratorGauge()
    if names.hasOthers, !toldOtherNames {
      toldOtherNames = true
      let text =
        "more than \(MeasurementTable.mostNames) names: the rest is measured as "
        + MeasurementTable.otherNames
      events.append(SessionEvent(atNanoseconds: record.startNanoseconds, kind: .notice(text)))
    }
    for event in events where isLast || event.atNanoseconds < end { inbox.put(.event(event)) }
    events.removeAll { isLast || $0.atNanoseconds < end }
    if var slowest = contents[next.interval]?.slowest, !slowest.isEmpty {
      for index in slowest.indices { slowest[index].atNanoseconds = end }
      inbox.put(.event(SessionEvent(atNanoseconds: end, kind: .slowest(slowest))))
    }
    contents[next.interval] = nil
    inbox.put(.interval(record))
  }
}
