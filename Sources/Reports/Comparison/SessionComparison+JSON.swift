import Budgets
package import Sessions

extension SessionComparison {
  /// One object: what `compare --format json` prints; fields are only ever added.
  ///
  /// Times are integer nanoseconds, rates are per second, error rates are shares, 0...1. Changes and
  /// the ends of their intervals are percent of the base, of error rates percentage points, as
  /// numbers; null is what the samples do not tell. A `finding` is `worse`, `better`, `no_difference`,
  /// `cant_tell` or `too_few`; a circumstance's `weight` is `voids`, `may_explain` or `note`.
  package func json(status: Int32) -> JSON {
    [
      "headroom": JSON(1),
      "status": JSON(status),
      "verdict": .string(verdict.rawValue),
      "confidence_percent": JSON(Self.confidence * 100),
      "min_change_percent": JSON(minChange * 100),
      "min_error_rate_change_points": JSON(Self.minErrorRateChange * 100),
      "base": base.json,
      "current": current.json,
      "circumstances": .array(
        circumstances.map { circumstance in
          [
            "weight": .string(circumstance.weight.rawValue),
            "name": .string(circumstance.name),
            "base": JSON(circumstance.base),
            "current": JSON(circumstance.current),
          ]
        }
      ),
      "only_in_base": .array(onlyInBase.map { .string($0) }),
      "only_in_current": .array(onlyInCurrent.map { .string($0) }),
      "benchmarks": .array(subjects.map(\.json)),
    ]
  }
}

extension SessionComparison.Side {
  fileprivate var json: JSON {
    [
      "recording": .string(path),
      "suite": .string(head.suite),
      "profile": .string(head.profile),
      "environment": JSON(head.environment),
      "started": .string(UTCTime(nanoseconds: head.startedNanoseconds).iso8601),
      "seconds": JSON(Double(measuredNanoseconds) / 1e9),
      "commit": JSON(head.commit),
      "dirty": .bool(head.isDirty),
      "label": JSON(head.label),
    ]
  }
}

extension SubjectComparison {
  fileprivate var json: JSON {
    [
      "name": .string(name),
      "base_count": JSON(baseCount),
      "current_count": JSON(currentCount),
      "metrics": .array(changes.map(\.json)),
    ]
  }
}

extension MetricChange {
  fileprivate var json: JSON {
    [
      "metric": .string(metric.name),
      "unit": .string(metric.unit.rawValue),
      "base": value(base),
      "current": value(current),
      "change_percent": JSON(change.map { $0 * 100 }),
      "low_percent": JSON(low.map { $0 * 100 }),
      "high_percent": JSON(high.map { $0 * 100 }),
      "finding": .string(finding.rawValue),
      "words": .string(words),
    ]
  }

  private func value(_ value: Double?) -> JSON {
    metric.isLatency ? JSON(nanoseconds: value) : JSON(value)
  }
}
