import Sessions

/// What `compare --format json` found of the first benchmark.
package struct ComparisonFindings: Equatable, Sendable {
  /// The metrics of which a difference is claimed.
  package var claimed: Set<String>
  /// The metrics that became worse.
  package var worse: Set<String>
  /// How many metrics there are.
  package var count: Int

  /// Reads a comparison; nil if it is none.
  package init?(reading text: String) {
    guard let json = try? JSON(parsing: text),
      let metrics = json["benchmarks"]?.arrayValue?.first?["metrics"]?.arrayValue
    else { return nil }
    func names(_ findings: Set<String>) -> Set<String> {
      Set(
        metrics.filter { findings.contains($0["finding"]?.stringValue ?? "") }
          .compactMap { $0["metric"]?.stringValue }
      )
    }
    count = metrics.count
    claimed = names(["worse", "better"])
    worse = names(["worse"])
  }
}
