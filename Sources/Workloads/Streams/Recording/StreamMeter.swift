import Budgets
import Sessions

/// What a stream measured so far: takes lines, and makes intervals of them.
///
/// Owned by the thread that reads. Time is an argument.
final class StreamMeter {
  private let parser: LineParser
  private let grid: IntervalGrid
  private let table = MeasurementTable()
  private var gauges = MachineGauges()
  private var foreign = ForeignLines()
  private var lines: UInt64 = 0
  private var next = IntervalGrid.Slot()
  private var level: Double = 0
  private var toldOtherNames = false
  /// When the user paused and let go on, ns of session time.
  private var pauses: [ClosedRange<Int64>] = []
  private var pausedSince: Int64?

  /// A meter whose session time begins at 0.
  init(parser: LineParser, intervalNanoseconds: Int64) {
    self.parser = parser
    grid = IntervalGrid(warmupNanoseconds: 0, intervalNanoseconds: intervalNanoseconds)
  }

  /// Measurements so far, those left out since the user had paused included.
  var count: UInt64 { table.count + table.pausedCount }

  /// Lines so far that hold no measurement.
  var foreignCount: UInt64 { foreign.count }

  /// When the next interval or preview is due, ns of session time.
  var nextTick: Int64 { grid.end(of: next) }

  /// Takes in a line that arrived now.
  @inline(__always)
  func take(_ line: UnsafeRawBufferPointer, atNanoseconds now: @autoclosure () -> Int64) {
    lines &+= 1
    switch parser.read(line) {
    case .measurement(let measurement):
      let isNamed =
        pausedSince == nil
        ? table.record(measurement, atNanoseconds: now()) : table.leaveOut(measurement)
      if !isNamed { foreign.add(line, number: lines, problem: .noName) }
    case .foreign(let problem): foreign.add(line, number: lines, problem: problem)
    case .level(let users): level = users
    case .dropped(let count, let name): if pausedSince == nil { table.drop(count, of: name) }
    case .aside, nil: break
    }
  }

  /// Takes in how many lines were too long to look at.
  func take(overlong count: UInt64) {
    lines &+= count
    foreign.add(overlong: count)
  }

  /// Tells of every interval that ended by `now`, and previews the one that is filling.
  func advance(to now: Int64, into inbox: Inbox) {
    while nextTick <= now {
      if next.tick == grid.ticksPerInterval - 1 {
        complete(end: nextTick, into: inbox)
      } else if grid.end(of: grid.next(after: next)) > now {
        inbox.put(.preview(record(end: nextTick)))
      }
      next = grid.next(after: next)
    }
  }

  /// Ends the last interval at `now`; nothing may follow.
  func conclude(at now: Int64, into inbox: Inbox) {
    advance(to: now, into: inbox)
    tell(foreign.takeNotices(atEnd: true), at: now, into: inbox)
    let shortest = grid.start(of: next.interval) + 1_000_000
    complete(end: max(Self.wholeMillisecond(now), shortest), into: inbox)
  }

  /// Leaves out what comes from now on.
  func pause(at now: Int64) -> Bool {
    guard pausedSince == nil else { return false }
    pausedSince = Self.wholeMillisecond(now)
    return true
  }

  /// Counts again what comes from now on.
  func resume(at now: Int64) -> Bool {
    guard let since = pausedSince else { return false }
    pauses.append(since...max(since, Self.wholeMillisecond(now)))
    pausedSince = nil
    return true
  }

  /// Boundaries of intervals and pauses are whole milliseconds.
  static func wholeMillisecond(_ time: Int64) -> Int64 { (time + 999_999) / 1_000_000 * 1_000_000 }

  private func record(end: Int64) -> IntervalRecord {
    let start = grid.start(of: next.interval)
    var record = IntervalRecord(
      number: next.interval,
      startNanoseconds: start,
      endNanoseconds: end,
      phase: .measured
    )
    let open = pausedSince.map { [$0...max($0, end)] } ?? []
    record.pausedNanoseconds = (pauses + open).reduce(0) { sum, pause in
      sum + max(0, min(pause.upperBound, end) - max(pause.lowerBound, start))
    }
    record.load.level = level
    table.fill(&record)
    return record
  }

  private func complete(end: Int64, into inbox: Inbox) {
    var record = record(end: end)
    (record.generator.processCPU, record.generator.steal) = gauges.read()
    var notices = foreign.takeNotices()
    if table.hasOtherNames, !toldOtherNames {
      toldOtherNames = true
      notices.append(
        "more than \(MeasurementTable.mostNames) names: the rest is measured as "
          + MeasurementTable.otherNames
      )
    }
    tell(notices, at: end, into: inbox)
    let slowest = table.slowestMeasurements
    if !slowest.isEmpty {
      inbox.put(.event(SessionEvent(atNanoseconds: end, kind: .slowest(slowest))))
    }
    table.reset()
    pauses.removeAll { $0.upperBound <= end }
    inbox.put(.interval(record))
  }

  private func tell(_ notices: [String], at time: Int64, into inbox: Inbox) {
    for notice in notices {
      inbox.put(.event(SessionEvent(atNanoseconds: time, kind: .notice(notice))))
    }
  }
}
