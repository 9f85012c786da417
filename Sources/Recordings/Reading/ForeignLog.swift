import Measurements
import Sessions

/// A log of another program: each tag is a benchmark, samples without a tag are named after the
/// file, and lines that begin together are an interval.
///
/// Such logs may be ordered by tag, so the file is gone through twice: the first time only where
/// each line stands is kept.
struct ForeignLog {
  /// What can be said of the session.
  private(set) var head: SessionHead
  /// Whether it has marks of ours after all.
  let hasOwnMarks: Bool

  private let file: InputFile
  /// `[tag]`: the benchmark.
  private let names: [String]
  private let nanosecondsPerUnit: Double
  private let entries: [ForeignScan.Entry]
  /// `[interval]`: its first entry.
  private let firsts: [Int]
  /// The next interval.
  private var number = 0

  init(
    _ file: InputFile,
    _ warnings: inout WarningList,
    with decoder: PayloadDecoder
  ) throws(RecordingError) {
    self.file = file
    head = LogOpening.standIn(for: file)
    var scan = ForeignScan()
    var reader = LineReader(file)
    while let line = try reader.next() {
      try scan.take(line, path: file.path, &warnings, with: decoder)
    }
    hasOwnMarks = scan.hasOwnMarks
    names = scan.tags.map { [suite = head.suite] in $0 ?? suite }
    nanosecondsPerUnit = scan.unit.nanoseconds ?? 1
    guard !hasOwnMarks else {
      (entries, firsts) = ([], [])
      return
    }
    guard let earliest = scan.entries.map(\.start).min() else {
      throw .notARecording(path: file.path, reason: "it has no samples")
    }
    if scan.unit.nanoseconds == nil, let line = scan.unit.oddLine {
      warnings.add(
        .unknownUnit,
        line,
        "the maximum beside its histogram fits no unit: all values are read as nanoseconds"
      )
    }
    // What begins before the start that the log names begins it.
    let started = min(scan.startTime ?? earliest, earliest)
    head.startedNanoseconds = started
    entries = scan.entries.map { $0.since(started) }
      .sorted { ($0.start, $0.line) < ($1.start, $1.line) }
    firsts = Self.firsts(of: entries)
    let lengths = entries.map { $0.end - $0.start }.sorted()
    head.intervalNanoseconds = max(1_000_000, lengths[lengths.count / 2])
  }

  /// Where intervals begin.
  ///
  /// Writers take the time of each tag a little later; the same tag again is the next interval,
  /// unless it begins at the very same time.
  private static func firsts(of entries: [ForeignScan.Entry]) -> [Int] {
    var firsts: [Int] = []
    var tags: Set<Int> = []
    for (index, entry) in entries.enumerated() {
      if let first = firsts.last.map({ entries[$0] }) {
        let isTogether = entry.start - first.start < (first.end - first.start) / 2
        if entry.start == first.start || isTogether && !tags.contains(entry.tag) {
          tags.insert(entry.tag)
          continue
        }
      }
      firsts.append(index)
      tags = [entry.tag]
    }
    return firsts
  }

  /// Which interval the last one was.
  var place: Int64 { Int64(max(0, number - 1)) }

  /// Goes on with the interval at `place`.
  mutating func seek(to place: Int64) { number = Int(place) }

  /// The end of the last interval, ns since the start of the session.
  var endNanoseconds: Int64 { firsts.isEmpty ? 0 : bounds(of: firsts.count - 1).upperBound }

  /// Which interval is the last that begins at a moment or before it; the first one if none does.
  func place(before nanoseconds: Int64) -> Int64 {
    var low = 0
    var high = firsts.count
    while low < high {
      let middle = (low + high) / 2
      if entries[firsts[middle]].start <= nanoseconds { low = middle + 1 } else { high = middle }
    }
    return Int64(max(0, low - 1))
  }

  /// The entries of an interval.
  private func entries(of interval: Int) -> ArraySlice<ForeignScan.Entry> {
    let next = interval + 1 < firsts.count ? firsts[interval + 1] : entries.count
    return entries[firsts[interval]..<next]
  }

  /// When an interval begins and ends; it ends where the next one begins at the latest, so that tags
  /// of different rhythms do not count time twice.
  private func bounds(of interval: Int) -> Range<Int64> {
    let start = entries[firsts[interval]].start
    let end = entries(of: interval).map(\.end).max() ?? start
    let next = interval + 1 < firsts.count ? entries[firsts[interval + 1]].start : end
    return start..<max(start, min(end, next))
  }

  /// The next interval; nil after the last.
  mutating func next(
    _ warnings: inout WarningList,
    with decoder: PayloadDecoder
  ) throws(RecordingError) -> IntervalRecord? {
    guard number < firsts.count else { return nil }
    let bounds = bounds(of: number)
    var record = IntervalRecord(
      number: number,
      startNanoseconds: bounds.lowerBound,
      endNanoseconds: bounds.upperBound,
      phase: .measured
    )
    for entry in entries(of: number) { try add(entry, to: &record, &warnings, decoder) }
    number += 1
    return record
  }

  private func add(
    _ entry: ForeignScan.Entry,
    to record: inout IntervalRecord,
    _ warnings: inout WarningList,
    _ decoder: PayloadDecoder
  ) throws(RecordingError) {
    let line = Line(
      number: entry.line,
      offset: entry.offset,
      try file.read(at: entry.offset, count: entry.length),
      isTerminated: false
    )
    let name = names[entry.tag]
    // It was one when the file was gone through.
    guard let parsed = LogLine(line.text) else {
      warnings.add(.malformedLine, line, "was changed while it was read")
      return
    }
    do throws(PayloadError) {
      let decoded = try decoder.decode(
        line.bytes[parsed.payload],
        nanosecondsPerUnit: nanosecondsPerUnit
      )
      if decoded.clamped > 0 {
        var counters = BenchmarkCounters(benchmark: name)
        counters.clamped = decoded.clamped
        record.counters.append(counters)
      }
      guard !decoded.counts.isEmpty else { return }
      if let same = record.series.firstIndex(where: { $0.id.benchmark == name }) {
        record.series[same].counts.merge(decoded.counts)
      } else {
        record.series.append(SeriesCounts(id: SeriesID(name), counts: decoded.counts))
      }
    } catch {
      warnings.add(.damagedHistogram, line, "the histogram of '\(name)': \(error)")
    }
  }
}
