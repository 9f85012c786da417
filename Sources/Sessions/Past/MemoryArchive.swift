import Measurements
import Synchronization

/// A live session held in memory, for a run that is not recorded: of a long one only the last part.
///
/// The session's thread puts in, another one looks.
package final class MemoryArchive: SessionArchive, SessionObserver, Sendable {
  /// The most bytes that the samples of the intervals may take.
  private static let limitBytes = 32 << 20

  package let head: SessionHead
  private let limitBytes: Int
  private let held: Mutex<Held>

  fileprivate struct Held: Sendable {
    var intervals: [PackedInterval] = []
    /// The intervals that are not held any more.
    var dropped = 0
    var bytes = 0
    /// The inputs that `next` has given of the interval after the last that it gave.
    var given = 0
    var passed = 0
    var lastEvents: [SessionEvent] = []
    var end: SessionEnd?
    var isOver = false
  }

  /// Nothing yet of a session.
  package convenience init(head: SessionHead) {
    self.init(head: head, limitBytes: Self.limitBytes)
  }

  init(head: SessionHead, limitBytes: Int) {
    self.head = head
    self.limitBytes = limitBytes
    held = Mutex(Held())
  }

  // MARK: Putting in

  package var recording: Snapshot.Recording { .off }

  package func willEnd(_ end: SessionEnd) { held.withLock { $0.end = end } }

  package func receive(_ output: SessionOutput) {
    switch output {
    case .interval(let record, let events):
      let interval = PackedInterval(record, events.filter { !$0.isDerived })
      held.withLock { $0.append(interval, limitBytes: limitBytes) }
    case .summary(_, let events):
      held.withLock {
        $0.lastEvents = events.filter { !$0.isDerived }
        $0.isOver = true
      }
    }
  }

  // MARK: Looking

  package var endNanoseconds: Int64 {
    held.withLock { $0.intervals.last?.record.endNanoseconds ?? 0 }
  }

  package var recordedSummary: Summary? { nil }

  package var warnings: [String] { [] }

  package func next() -> ArchiveStep { held.withLock { $0.next() } }

  package func inputs(of intervals: Range<Int>) throws -> [SessionInput] {
    let found = try held.withLock { held in
      guard intervals.lowerBound >= held.dropped else {
        let first = held.intervals.first?.record.startNanoseconds ?? 0
        throw NotKept(beforeNanoseconds: first)
      }
      return held.intervals[
        (intervals.lowerBound - held.dropped)..<(intervals.upperBound - held.dropped)
      ]
    }
    return found.flatMap(\.inputs)
  }

  package func inputs(upTo nanoseconds: Int64, count: Int) -> [SessionInput] {
    let found = held.withLock { held in
      let last = held.intervals.firstIndex { $0.record.endNanoseconds >= nanoseconds }
      return held.intervals.prefix((last ?? held.intervals.count - 1) + 1).suffix(count)
    }
    return found.flatMap(\.inputs)
  }
}

/// Why a moment of a session that is not recorded can't be looked at any more.
struct NotKept: Error, Equatable, CustomStringConvertible {
  /// What was before this moment is gone, ns since the start of the session.
  var beforeNanoseconds: Int64

  var description: String {
    let elapsed = Figures.elapsed(seconds: Double(beforeNanoseconds) / 1e9)
    return "the run is not recorded: of what was before \(elapsed) only the totals are kept"
  }
}

extension MemoryArchive.Held {
  fileprivate mutating func append(_ interval: PackedInterval, limitBytes: Int) {
    intervals.append(interval)
    bytes += interval.bytes
    var leaving = 0
    while bytes > limitBytes, dropped + leaving < passed {
      bytes -= intervals[leaving].bytes
      leaving += 1
    }
    intervals.removeFirst(leaving)
    dropped += leaving
  }

  fileprivate mutating func next() -> ArchiveStep {
    let position = passed - dropped
    if position < intervals.count {
      let interval = intervals[position]
      if given < interval.events.count {
        given += 1
        return .input(.event(interval.events[given - 1]))
      }
      passed += 1
      given = 0
      return .input(.interval(interval.unpacked))
    }
    guard isOver else { return .waiting }
    if given < lastEvents.count {
      given += 1
      return .input(.event(lastEvents[given - 1]))
    }
    guard let end else { return .over }
    self.end = nil
    return .input(.end(end))
  }
}

/// An interval and the events before it, in as few bytes as they need.
private struct PackedInterval: Sendable {
  /// Without its samples.
  let record: IntervalRecord
  let events: [SessionEvent]
  private let series: [(id: SeriesID, counts: PackedCounts)]

  init(_ record: IntervalRecord, _ events: [SessionEvent]) {
    var bare = record
    bare.series = []
    self.record = bare
    self.events = events
    series = record.series.map { ($0.id, PackedCounts($0.counts)) }
  }

  /// What it takes, roughly.
  var bytes: Int {
    256 + series.reduce(0) { $0 + $1.counts.length + 96 } + record.counters.count * 160
      + events.count * 160
  }

  var unpacked: IntervalRecord {
    var record = record
    record.series = series.map { SeriesCounts(id: $0.id, counts: $0.counts.sparse) }
    return record
  }

  var inputs: [SessionInput] {
    events.map { .event($0) } + [.interval(unpacked)]
  }
}
