import Measurements
import Sessions

/// Makes a recording, or a log of another program, into something that other programs read, interval
/// by interval with bounded memory.
package struct RecordingExport {
  /// How much is held before it is handed over, bytes.
  private static let block = 64 << 10

  private let reader: RecordingReader
  private var choice: SeriesChoice

  /// The export of what `reader` has not read yet.
  ///
  /// - Parameters:
  ///   - reader: the recording.
  ///   - name: a benchmark whose series are wanted, or the tag of one series; nil for all of them.
  package init(_ reader: RecordingReader, series name: String? = nil) {
    self.reader = reader
    choice = SeriesChoice(name)
  }

  /// Hands the text over piece by piece.
  ///
  /// - Throws: `RecordingError`, `ExportError`, and what `output` throws.
  package mutating func write(
    _ format: ExportFormat,
    to output: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    switch format {
    case .standardLog: try write(StandardLogExport(reader), to: output)
    case .table: try write(TableExport(), to: output)
    case .lines: try write(LinesExport(reader), to: output)
    case .distribution:
      var totals = try totals()
      totals.keepOnlySucceededIfOneBenchmark()
      guard totals.all.count == 1 else {
        let known = totals.all.map { SeriesTag.readable($0.id) }
        throw ExportError.severalSeries(path: reader.path, known: known)
      }
      try output(PercentileDistribution(of: totals.all[0]).text[...])
    }
  }

  /// The percentile distributions of the measured part, one for each series.
  ///
  /// - Returns: the tag of each series, which is fit for the name of a file but for slashes, and its
  ///   text.
  /// - Throws: `RecordingError`, `ExportError`.
  package mutating func distributions() throws -> [(tag: String, text: [UInt8])] {
    try totals().all.map { (SeriesTag.text(of: $0.id), PercentileDistribution(of: $0).text) }
  }

  private mutating func totals() throws -> SeriesTotals {
    var totals = SeriesTotals()
    try forEachInterval { interval, chosen in
      if interval.phase == .measured { totals.add(chosen) }
    }
    guard !totals.all.isEmpty else { throw ExportError.noSamples(path: reader.path) }
    return totals
  }

  private mutating func write(
    _ exporter: some IntervalExporter,
    to output: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var exporter = exporter
    var text: [UInt8] = []
    try forEachInterval { interval, chosen in
      exporter.add(chosen, of: interval, to: &text)
      guard text.count >= Self.block else { return }
      try output(text[...])
      text.removeAll(keepingCapacity: true)
    }
    if !text.isEmpty { try output(text[...]) }
  }

  /// Calls `body` with each interval and those of its series that are chosen; if some are chosen,
  /// only with intervals that have any.
  private mutating func forEachInterval(
    _ body: (_ interval: IntervalRecord, _ chosen: [SeriesCounts]) throws -> Void
  ) throws {
    while let input = try reader.next() {
      guard case .interval(let interval) = input else { continue }
      let chosen = interval.series.filter { choice.has($0.id) && !$0.counts.isEmpty }
      if choice.name == nil || !chosen.isEmpty { try body(interval, chosen) }
    }
    guard choice.hasFound || choice.name == nil else {
      throw ExportError.unknownSeries(choice.name ?? "", path: reader.path, known: choice.known)
    }
  }
}

/// One format that is written interval by interval.
protocol IntervalExporter {
  /// Appends what it says of some series of an interval, and before the first one what the format
  /// begins with.
  mutating func add(_ series: [SeriesCounts], of interval: IntervalRecord, to output: inout [UInt8])
}
