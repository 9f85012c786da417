/// What a recording can be made into for other programs.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// An HdrHistogram log that has nothing but standard lines.
  case standardLog = "hlog-standard"
  /// A percentile distribution, as the HdrHistogram plotter reads it.
  case distribution = "hgrm"
  /// A table: one row for each interval and series.
  case table = "csv"
  /// One JSON object a line for each interval.
  ///
  /// Lines rather than one document, so that neither who writes nor who reads needs more memory
  /// than an interval takes, and a file that was cut is still good up to the cut.
  case lines = "json"
}
