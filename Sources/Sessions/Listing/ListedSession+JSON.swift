import Budgets

extension ListedSession {
  /// One element of `headroom recordings --format json`; fields are only ever added.
  package var json: JSON {
    [
      "file": .string(path),
      "started": JSON(head.map { UTCTime(nanoseconds: $0.startedNanoseconds).iso8601 }),
      "time_zone": JSON(head?.timeZone),
      "suite": JSON(head?.suite),
      "profile": JSON(head?.profile),
      "environment": JSON(head?.environment),
      "verdict": JSON(verdict?.rawValue),
      "ended": .bool(summary != nil),
      "seconds": JSON(summary.map { Double($0.measuredNanoseconds) / 1e9 }),
      "bytes": JSON(bytes),
      "commit": JSON(head?.commit),
      "branch": JSON(head?.branch),
      "dirty": head.map { .bool($0.isDirty) } ?? .null,
      "label": JSON(head?.label),
      "baseline": JSON(baseline),
      "problem": JSON(problem),
    ]
  }
}
