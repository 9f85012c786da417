import Measurements
import Sessions

/// Samples of another tool on a timeline, in any order; made into intervals at the end.
///
/// 24 bytes a sample.
struct SampleTimeline {
  /// One sample.
  private struct Sample {
    /// When it ended, ns since 1970, or since the beginning where no sample has a time.
    var endNanoseconds: Int64
    var nanoseconds: Int64
    var name: Int32
    /// A place in `failures`; -1 for a success.
    var failure: Int32
  }

  /// Beyond this an interval lasts a minute, so that their number stays bounded.
  private static let longestInSeconds: Int64 = 86_400_000_000_000
  /// No session is longer: some of the times must be wrong.
  private static let longest: Int64 = 90 * 86_400_000_000_000

  private var samples: [Sample] = []
  private var names: [String] = []
  private var places: [String: Int32] = [:]
  private var failures: [ErrorKind] = []
  private var failurePlaces: [ErrorKind: Int32] = [:]
  private var dropped: [(endNanoseconds: Int64, name: Int32, count: UInt64)] = []
  private var levels: [(endNanoseconds: Int64, level: Double)] = []
  /// When the last sample ended.
  private var last: Int64 = 0
  private var hasTimes = false

  /// Whether nothing was added.
  var isEmpty: Bool { samples.isEmpty }

  /// Adds a sample; without a time of its own it follows the one before.
  mutating func add(
    _ name: String,
    nanoseconds: Int64,
    failure: ErrorKind? = nil,
    endNanoseconds: Int64? = nil
  ) {
    if endNanoseconds != nil { hasTimes = true }
    if endNanoseconds == nil { skip(nanoseconds: nanoseconds) }
    last = endNanoseconds ?? last
    samples.append(
      Sample(
        endNanoseconds: last,
        nanoseconds: max(1, nanoseconds),
        name: place(name),
        failure: failure.map { place($0) } ?? -1
      )
    )
  }

  /// Adds iterations that were due and never began.
  mutating func drop(_ count: UInt64, of name: String) {
    if count > 0 { dropped.append((last, place(name), count)) }
  }

  /// From the last sample on there are so many users.
  mutating func setLevel(_ level: Double) { levels.append((last, level)) }

  /// Lets time pass where samples have no times of their own; never beyond the longest session.
  mutating func skip(nanoseconds: Int64) {
    if !hasTimes { last = min(last + min(max(0, nanoseconds), Self.longest), Self.longest) }
  }

  /// The intervals; `isSequential` if benchmarks ran one after the other.
  ///
  /// O(samples x log samples).
  mutating func session(
    tool: String,
    startedNanoseconds: Int64? = nil,
    isSequential: Bool,
    notices: [String] = []
  ) throws(ImportError) -> ImportedSession {
    guard !samples.isEmpty else { throw .empty(tool: tool) }
    samples.sort { $0.endNanoseconds < $1.endNanoseconds }
    let origin = try origin(tool: tool)
    let length = samples[samples.count - 1].endNanoseconds - origin
    let interval: Int64 = length > Self.longestInSeconds ? 60_000_000_000 : 1_000_000_000
    var records: [IntervalRecord] = []
    var recorder = IntervalRecorder(names: names, failures: failures)
    var index = 0
    var drops = dropped[...]
    var level = 0.0
    var coming = levels[...]
    while index < samples.count {
      let start = Int64(records.count) * interval
      // The last one takes what would be a sliver: no rate is over less than an interval.
      let rest = Self.wholeMillisecond(length) - start
      let end = start + (rest < 2 * interval ? max(1_000_000, rest) : interval)
      // What ended on a boundary belongs to the interval before, and the last one takes all.
      while index < samples.count, samples[index].endNanoseconds - origin <= end {
        let sample = samples[index]
        recorder.record(sample.nanoseconds, name: Int(sample.name), failure: Int(sample.failure))
        index += 1
      }
      while let next = drops.first, next.endNanoseconds - origin <= end || index == samples.count {
        recorder.drop(next.count, name: Int(next.name))
        drops.removeFirst()
      }
      while let next = coming.first, next.endNanoseconds - origin <= end {
        level = next.level
        coming.removeFirst()
      }
      var record = IntervalRecord(
        number: records.count,
        startNanoseconds: start,
        endNanoseconds: end,
        phase: .measured
      )
      record.load.level = level
      recorder.fill(&record, isSequential: isSequential)
      records.append(record)
    }
    return ImportedSession(
      tool: tool,
      startedNanoseconds: hasTimes ? origin : startedNanoseconds,
      intervalNanoseconds: interval,
      records: records,
      notices: notices,
      isIndependent: !hasTimes
    )
  }

  /// When the first sample began, in whole milliseconds; the samples are sorted.
  private func origin(tool: String) throws(ImportError) -> Int64 {
    guard hasTimes else { return 0 }
    let (first, last) = (samples[0].endNanoseconds, samples[samples.count - 1].endNanoseconds)
    let (length, overflow) = last.subtractingReportingOverflow(first)
    guard !overflow, length <= Self.longest else {
      throw .tooLong(tool: tool, days: Int64((Double(last) - Double(first)) / 86_400e9))
    }
    let start = samples.reduce(first) { start, sample in
      min(
        start,
        max(.min + Self.longest, sample.endNanoseconds) - min(sample.nanoseconds, Self.longest)
      )
    }
    return start / 1_000_000 * 1_000_000
  }

  private static func wholeMillisecond(_ time: Int64) -> Int64 {
    (time + 999_999) / 1_000_000 * 1_000_000
  }

  private mutating func place(_ name: String) -> Int32 {
    if let place = places[name] { return place }
    if names.count >= MeasurementTable.mostNames, name != MeasurementTable.otherNames {
      return place(MeasurementTable.otherNames)
    }
    names.append(name)
    places[name] = Int32(names.count - 1)
    return Int32(names.count - 1)
  }

  private mutating func place(_ failure: ErrorKind) -> Int32 {
    if let place = failurePlaces[failure] { return place }
    let other = ErrorKind.reported("other")
    if failures.count >= MeasurementTable.mostReasons, failure != other { return place(other) }
    failures.append(failure)
    failurePlaces[failure] = Int32(failures.count - 1)
    return Int32(failures.count - 1)
  }
}

/// The samples of one interval after the other.
private struct IntervalRecorder {
  private let names: [String]
  private let failures: [ErrorKind]
  /// `[name]`.
  private let succeeded: [Recorder]
  private let failed: [Recorder]
  private var counters: [BenchmarkCounters]
  private var touched: Set<Int> = []

  init(names: [String], failures: [ErrorKind]) {
    self.names = names
    self.failures = failures
    succeeded = names.map { _ in Recorder() }
    failed = names.map { _ in Recorder() }
    counters = names.map { BenchmarkCounters(benchmark: $0) }
  }

  mutating func record(_ nanoseconds: Int64, name: Int, failure: Int) {
    touched.insert(name)
    guard failure >= 0 else { return succeeded[name].record(nanoseconds) }
    failed[name].record(nanoseconds)
    counters[name].errors[failures[failure], default: 0] += 1
  }

  mutating func drop(_ count: UInt64, name: Int) {
    touched.insert(name)
    // No more than a recording may say.
    let sum = counters[name].dropped.addingSaturated(count)
    counters[name].dropped = min(sum, JSON.greatestCount)
  }

  mutating func fill(_ record: inout IntervalRecord, isSequential: Bool) {
    for name in touched.sorted() {
      for (recorder, kind) in [(succeeded[name], SeriesID.Kind.succeeded), (failed[name], .failed)]
      {
        let (counts, clamped) = recorder.drain()
        counters[name].clamped += clamped
        guard !counts.isEmpty else { continue }
        record.series.append(SeriesCounts(id: SeriesID(names[name], kind), counts: counts))
      }
      let empty = BenchmarkCounters(benchmark: names[name])
      if counters[name] != empty { record.counters.append(counters[name]) }
      counters[name] = empty
    }
    if isSequential { record.active = touched.sorted().map { names[$0] } }
    touched = []
  }
}
