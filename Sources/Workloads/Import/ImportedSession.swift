import Measurements
package import Sessions

/// What another tool measured, as a session of ours.
package struct ImportedSession: Sendable {
  /// The tool, as `k6`.
  package var tool: String
  /// When it began, ns since 1970; nil if nothing in the file says.
  package var startedNanoseconds: Int64?
  /// The length of an interval, ns.
  package var intervalNanoseconds: Int64
  /// The intervals, in order and without a gap; at least one.
  package var records: [IntervalRecord]
  /// What one should know of it, in words.
  package var notices: [String]
  /// Whether nothing is known of when its samples were taken, as of those of benchmark tools: they are
  /// taken for independent ones.
  package var isIndependent: Bool

  /// How many samples there are, failures included.
  package var sampleCount: UInt64 {
    records.reduce(0) { sum, record in record.series.reduce(sum) { $0 + $1.counts.count } }
  }

  /// The names that have samples, sorted.
  package var names: [String] { Set(records.flatMap(\.series).map(\.id.benchmark)).sorted() }

  /// How long it took, ns.
  package var nanoseconds: Int64 { records.last?.endNanoseconds ?? 0 }
}
