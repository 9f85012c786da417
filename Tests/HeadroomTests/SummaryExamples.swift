import Budgets
import Sessions

/// Summaries for tests.
enum Examples {
  /// A summary with one objective per verdict.
  static func summary(
    _ verdicts: [Verdict],
    status: Int = 0,
    answered: Bool = true,
    unanswered kind: ErrorKind = .refused
  ) throws -> Summary {
    let worst = Verdict.worst(verdicts)
    let failed = answered ? 3 : 1000
    let benchmark: JSON = [
      "name": "list", "verdict": .string(worst.rawValue), "skipped": .null, "count": 1000,
      "failed": JSON(failed), "rate": 33.3, "throughput": 33.2,
      "error_rate": JSON(Double(failed) / 1000),
      "errors": [answered ? "timeout" : kind.name: JSON(failed)], "latency": .null,
      "objectives": .array(verdicts.map(objective)),
    ]
    return try Summary([
      "headroom": 1, "suite": "notes", "profile": "smoke", "environment": .null,
      "model": "closed", "steered": false, "started": "2026-11-21T03:21:10.123Z",
      "seconds": 30.0, "commit": .null, "branch": .null, "recording": "recordings/x.hlog",
      "verdict": .string(worst.rawValue), "status": JSON(status),
      "trust": ["verdict": "good", "reasons": []], "benchmarks": [benchmark],
      "suite_objectives": [], "error_budgets": [], "steps": [], "first_over": .null,
    ])
  }

  private static func objective(_ verdict: Verdict) -> JSON {
    let used: [Verdict: Double] = [.pass: 0.5, .drift: 1.05, .violation: 2]
    let consumption = used[verdict]
    return [
      "metric": "p95", "comparison": "<=", "budget": 200_000_000, "unit": "ns",
      "observed": JSON(consumption.map { $0 * 200_000_000 }), "low": .null, "high": .null,
      "consumption": JSON(consumption), "verdict": .string(verdict.rawValue), "sure": true,
    ]
  }
}

// Numbers as they stand in JSON, for the examples alone.
extension JSON: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  package init(integerLiteral value: Int) { self.init(value) }

  package init(floatLiteral value: Double) { self.init(value) }
}
