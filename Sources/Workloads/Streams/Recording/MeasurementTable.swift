import Measurements
import Sessions

/// What was measured under each name, since the last interval.
///
/// Owned by one thread. A name is found by its bytes, so that a line costs no text.
final class MeasurementTable {
  /// Names beyond these are measured together, as `otherNames`.
  static let mostNames = 1000
  /// Where measurements are that have one name too many.
  static let otherNames = "(other names)"
  /// Reasons of failures beyond these are counted together, as `other`.
  static let mostReasons = 100
  /// The slowest measurements of an interval that are kept.
  private static let mostSlowest = 5

  /// One name.
  private struct Entry {
    var name: String
    let succeeded = Recorder()
    var failed: Recorder?
    // Of the interval that is filling, as far as it was drained.
    var good = SparseCounts()
    var bad = SparseCounts()
    var counters: BenchmarkCounters

    init(name: String) {
      self.name = name
      counters = BenchmarkCounters(benchmark: name)
    }
  }

  /// Bytes that stand for a name; several can stand for the same.
  private struct Spelling {
    var hash: UInt64
    var bytes: [UInt8]
    var entry: Int
  }

  private var entries: [Entry] = []
  private var positions: [String: Int] = [:]
  private var spellings: [Spelling] = []
  /// `[hash modulo size]`: a place in `spellings`, or -1; at most half full.
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private var reasons: Set<String> = []
  private var slowest: [SlowRequest] = []
  /// Nothing that is faster is among the slowest.
  private var slowestFloor: Int64 = -1

  /// Measurements so far.
  private(set) var count: UInt64 = 0
  /// Measurements that came while the user had paused.
  private(set) var pausedCount: UInt64 = 0

  /// Whether there were more names than `mostNames`.
  var hasOtherNames: Bool { positions[Self.otherNames] != nil }

  /// Counts a measurement; false if its name is none.
  @inline(__always)
  func record(_ measurement: Measurement, atNanoseconds now: @autoclosure () -> Int64) -> Bool {
    guard let entry = entry(of: measurement.name) else { return false }
    count &+= 1
    // The least that a recorder keeps; programs that round may well say 0.
    let nanoseconds = max(1, measurement.nanoseconds)
    if measurement.failure == nil {
      entries[entry].succeeded.record(nanoseconds)
    } else {
      recordFailure(measurement, nanoseconds, in: entry)
    }
    if nanoseconds > slowestFloor, !measurement.detail.isNone {
      keep(measurement, nanoseconds, of: entries[entry].name, at: now())
    }
    return true
  }

  /// Counts a measurement that came while the user had paused, and against nobody.
  func leaveOut(_ measurement: Measurement) -> Bool {
    guard let entry = entry(of: measurement.name) else { return false }
    pausedCount += 1
    entries[entry].counters.droppedPaused += 1
    return true
  }

  /// Counts iterations that were due and never began.
  func drop(_ dropped: UInt64, of name: LineText) {
    guard dropped > 0, let entry = entry(of: name) else { return }
    // No more than a recording may say.
    let sum = entries[entry].counters.dropped.addingSaturated(dropped)
    entries[entry].counters.dropped = min(sum, JSON.greatestCount)
  }

  /// Puts what was measured since the interval began into `record`.
  ///
  /// O(names + buckets touched since the last time).
  func fill(_ record: inout IntervalRecord) {
    for index in entries.indices {
      drain(&entries[index])
      let entry = entries[index]
      if !entry.good.isEmpty {
        record.series.append(SeriesCounts(id: SeriesID(entry.name), counts: entry.good))
      }
      if !entry.bad.isEmpty {
        record.series.append(SeriesCounts(id: SeriesID(entry.name, .failed), counts: entry.bad))
      }
      if entry.counters != BenchmarkCounters(benchmark: entry.name) {
        record.counters.append(entry.counters)
      }
    }
  }

  /// The slowest measurements of the interval that say more than their duration, slowest first.
  var slowestMeasurements: [SlowRequest] { slowest }

  /// Goes on to the next interval.
  func reset() {
    for index in entries.indices {
      entries[index].good = SparseCounts()
      entries[index].bad = SparseCounts()
      entries[index].counters = BenchmarkCounters(benchmark: entries[index].name)
    }
    slowest = []
    slowestFloor = -1
  }

  private func drain(_ entry: inout Entry) {
    let (good, clamped) = entry.succeeded.drain()
    entry.good.merge(good)
    entry.counters.clamped += clamped
    guard let (bad, clampedBad) = entry.failed?.drain() else { return }
    entry.bad.merge(bad)
    entry.counters.clamped += clampedBad
  }

  private func recordFailure(_ measurement: Measurement, _ nanoseconds: Int64, in entry: Int) {
    let failed = entries[entry].failed ?? Recorder()
    failed.record(nanoseconds)
    entries[entry].failed = failed
    var kind = measurement.failure ?? .reported("failed")
    if case .reported(let text) = kind, !reasons.contains(text) {
      if reasons.count < Self.mostReasons {
        reasons.insert(text)
      } else {
        kind = .reported("other")
      }
    }
    entries[entry].counters.errors[kind, default: 0] += 1
  }

  private func keep(
    _ measurement: Measurement,
    _ nanoseconds: Int64,
    of name: String,
    at now: Int64
  ) {
    let request = SlowRequest(
      atNanoseconds: now,
      benchmark: name,
      latencyNanoseconds: nanoseconds,
      outcome: measurement.failure?.name ?? "ok",
      isGood: measurement.failure == nil,
      request: measurement.detail.text
    )
    let place = slowest.firstIndex { $0.latencyNanoseconds < nanoseconds } ?? slowest.count
    slowest.insert(request, at: place)
    if slowest.count > Self.mostSlowest { slowest.removeLast() }
    if slowest.count == Self.mostSlowest, let last = slowest.last {
      slowestFloor = last.latencyNanoseconds
    }
  }

  // MARK: Names

  /// The entry of a name, made if it is new; nil if it is none.
  @inline(__always)
  private func entry(of name: LineText) -> Int? {
    // FNV-1a, 64 bits (Fowler, Noll, Vo).
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count &- 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if spellings[place].hash == hash, isEqual(spellings[place].bytes, name.bytes) {
        return spellings[place].entry
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return newEntry(of: name, hash: hash)
  }

  @inline(__always)
  private func isEqual(_ known: [UInt8], _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard known.count == bytes.count else { return false }
    for index in 0..<bytes.count where known[index] != bytes[index] { return false }
    return true
  }

  @inline(never)
  private func newEntry(of name: LineText, hash: UInt64) -> Int? {
    guard let text = Self.benchmarkName(name.string) else { return nil }
    let entry: Int
    if let known = positions[text] {
      entry = known
    } else if entries.count < Self.mostNames {
      entry = add(text)
    } else {
      entry = positions[Self.otherNames] ?? add(Self.otherNames)
    }
    // Those of names that are too many are not remembered: there may be any number of them.
    if spellings.count < Self.mostNames * 4 {
      spellings.append(Spelling(hash: hash, bytes: Array(name.bytes), entry: entry))
      rehash()
    }
    return entry
  }

  private func add(_ name: String) -> Int {
    entries.append(Entry(name: name))
    positions[name] = entries.count - 1
    return entries.count - 1
  }

  private func rehash() {
    let size = spellings.count * 2 > slots.count ? slots.count * 2 : slots.count
    slots = Array(repeating: -1, count: size)
    for (place, spelling) in spellings.enumerated() {
      var slot = Int(truncatingIfNeeded: spelling.hash ^ spelling.hash >> 32) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(place)
    }
  }

  /// A name as a suite may have it: at most 200 characters without control characters, blanks around
  /// it and the user part of a URL; nil if nothing is left.
  static func benchmarkName(_ text: String) -> String? {
    let url = text.contains("://") ? text.withoutQueryAndUser : text
    var name = Visible.text(url.prefix(200))[...]
    while name.first == " " { name.removeFirst() }
    while name.last == " " { name.removeLast() }
    guard !name.isEmpty else { return nil }
    // It stands for all benchmarks together.
    return name == "suite" ? "suite (measured)" : String(name.prefix(200))
  }
}
