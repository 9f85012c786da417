import Measurements
import Sessions

/// One JSON object a line for each interval: when it was, what happened in it, and the figures of
/// each series, durations in nanoseconds.
struct LinesExport: IntervalExporter {
  /// What only recordings of ours know.
  private static let ownMembers: Set<String> = ["load", "generator"]

  private let startedNanoseconds: Int64
  private let isForeign: Bool

  init(_ reader: RecordingReader) {
    startedNanoseconds = reader.head.startedNanoseconds
    isForeign = reader.isForeign
  }

  mutating func add(
    _ series: [SeriesCounts],
    of interval: IntervalRecord,
    to output: inout [UInt8]
  ) {
    let time = UTCTime(nanoseconds: startedNanoseconds &+ interval.startNanoseconds)
    var members = [JSON.Member("time", .string(time.iso8601))]
    members += (interval.markJSON.members ?? []).filter { member in
      !isForeign || !Self.ownMembers.contains(member.key)
    }
    members.append(JSON.Member("series", .array(series.map { json($0, interval) })))
    JSON.object(members).write(to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  private func json(_ series: SeriesCounts, _ interval: IntervalRecord) -> JSON {
    let summary = Histogram(series.counts).summary()
    let kind = series.id.kind
    return [
      "benchmark": .string(series.id.benchmark),
      "kind": .string(kind == .succeeded ? "succeeded" : kind.rawValue),
      "count": JSON(summary?.count),
      "rate": JSON(interval.rate(of: summary?.count ?? 0)),
      "latency": summary?.json ?? .null,
    ]
  }
}
