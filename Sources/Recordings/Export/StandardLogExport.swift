import Measurements
import Sessions

/// An HdrHistogram log of version 1.3 without a comment of ours: what any of its readers understands,
/// and nothing else.
///
/// Histograms are written anew, in nanoseconds with three digits, whatever they were before.
struct StandardLogExport: IntervalExporter {
  private let head: SessionHead
  private let isForeign: Bool
  private let deflater = Deflater()
  private var hasBegun = false

  init(_ reader: RecordingReader) {
    head = reader.head
    isForeign = reader.isForeign
  }

  mutating func add(
    _ series: [SeriesCounts],
    of interval: IntervalRecord,
    to output: inout [UInt8]
  ) {
    if !hasBegun {
      var chunk = Chunk()
      chunk.addStandardHeader(startedNanoseconds: head.startedNanoseconds)
      output += chunk.bytes
      hasBegun = true
    }
    for series in series {
      LogLine.write(
        tag: tag(of: series.id),
        startNanoseconds: interval.startNanoseconds,
        endNanoseconds: interval.endNanoseconds,
        counts: series.counts,
        with: deflater,
        into: &output
      )
    }
  }

  /// Tags of another program stay as they are, and samples without one get none.
  private func tag(of id: SeriesID) -> String? {
    guard isForeign else { return SeriesTag.text(of: id) }
    return id.benchmark == head.suite ? nil : SeriesTag.verbatim(id.benchmark)
  }
}
