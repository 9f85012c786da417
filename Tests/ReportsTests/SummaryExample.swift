import Sessions

/// A result with something of everything, and the one before it.
enum SummaryExample {
  static var violated: Summary {
    get throws {
      var example = try Summary([
        "headroom": 1, "suite": "notes-api", "profile": "stress", "environment": "staging",
        "model": "open", "steered": true, "started": "2026-11-21T03:21:10.123Z",
        "seconds": 120.0, "commit": "abc1234", "branch": "main", "recording": "x.hlog",
        "verdict": "violation", "status": 2,
        "trust": ["reasons": ["3% of the requests were sent over 1 ms late"]],
        "benchmarks": [
          list(count: 10_800, rate: 90, p50: 220, p95: 1300, p99: 2400, max: 3200, bad: 0.047),
          export,
        ],
        "suite_objectives": [
          objective(
            "availability",
            ">=",
            0.999,
            unit: "share",
            observed: 0.99923,
            used: 0.77,
            verdict: "pass",
            sure: true
          )
        ],
        "error_budgets": [
          budget("suite", "availability", bad: 8, total: 10_804, allowed: 0.001, left: 0.23),
          budget("list", "p95", bad: 5, total: 10_800, allowed: 0.05, left: 0.9),
        ],
        "steps": [
          step(50, 50, at: 0, rate: 50, failed: 0, "pass"),
          step(50, 200, at: 60, rate: 101, failed: 0.09, "violation"),
        ],
        "gaps": [
          "count": 1, "nanoseconds": 1_200_000_000, "suspended": false, "in_flight": 1,
        ],
        "first_over": ["at": 91_000_000_000, "subject": "list", "metric": "p95"],
      ])
      example.benchmarks[0].warmup = 12
      example.benchmarks[0].cutOff = 2
      example.benchmarks[0].dropped = 7
      example.benchmarks[0].errors = [
        ErrorCount(kind: .timeout, count: 39), ErrorCount(kind: .status(503), count: 3),
      ]
      return example
    }
  }

  static var before: Summary {
    get throws {
      var example = try violated
      let earlier = list(
        count: 9000,
        rate: 75,
        p50: 200,
        p95: 650,
        p99: 1200,
        max: 1600,
        bad: 0.005
      )
      example.benchmarks = try Summary([
        "headroom": 1, "suite": "notes-api", "profile": "stress", "environment": "staging",
        "model": "open", "steered": false, "started": "2026-11-20T03:21:10.123Z",
        "seconds": 120.0, "verdict": "pass", "status": 0, "benchmarks": [earlier],
        "suite_objectives": [], "error_budgets": [], "steps": [],
      ]).benchmarks
      return example
    }
  }

  private static func list(
    count: Int,
    rate: Double,
    p50: Int,
    p95: Int,
    p99: Int,
    max: Int,
    bad: Double
  ) -> JSON {
    func nanoseconds(_ milliseconds: Int) -> JSON { JSON(milliseconds * 1_000_000) }
    return [
      "name": "list", "verdict": "violation", "count": JSON(count), "failed": 42,
      "rate": JSON(rate), "throughput": JSON(rate), "error_rate": JSON(bad),
      "latency": [
        "min": nanoseconds(1), "mean": nanoseconds(p50), "stddev": nanoseconds(p50),
        "p50": nanoseconds(p50), "p75": nanoseconds(p50), "p90": nanoseconds(p50),
        "p95": nanoseconds(p95), "p99": nanoseconds(p99), "p99.9": nanoseconds(p99),
        "max": nanoseconds(max),
      ],
      "objectives": [
        objective(
          "p95",
          "<=",
          1e9,
          unit: "ns",
          observed: 1.3e9,
          used: 1.3,
          verdict: "violation",
          sure: true,
          range: (1.21e9, 1.38e9)
        ),
        objective(
          "p99",
          "<=",
          2e9,
          unit: "ns",
          observed: 2.1e9,
          used: 1.05,
          verdict: "drift",
          sure: false
        ),
      ],
    ]
  }

  private static var export: JSON {
    var pending = objective(
      "p99",
      "<=",
      2e9,
      unit: "ns",
      observed: nil,
      used: nil,
      verdict: "pending",
      sure: false
    )
    if case .object(var members) = pending {
      members.append(JSON.Member("missing", 88))
      pending = .object(members)
    }
    return [
      "name": "export", "verdict": "pending", "count": 4, "failed": 0, "rate": 0.1,
      "throughput": 0.1, "error_rate": 0, "latency": .null, "objectives": [pending],
    ]
  }

  private static func objective(
    _ metric: JSON,
    _ side: JSON,
    _ limit: Double,
    unit: JSON,
    observed: Double?,
    used: Double?,
    verdict: JSON,
    sure: Bool,
    range: (Double, Double)? = nil
  ) -> JSON {
    [
      "metric": metric, "comparison": side, "budget": JSON(limit), "unit": unit,
      "observed": JSON(observed), "low": JSON(range?.0), "high": JSON(range?.1),
      "consumption": JSON(used), "verdict": verdict, "sure": .bool(sure),
    ]
  }

  private static func budget(
    _ subject: JSON,
    _ metric: JSON,
    bad: Int,
    total: Int,
    allowed: Double,
    left: Double
  ) -> JSON {
    [
      "subject": subject, "metric": metric, "allowed": JSON(allowed), "bad": JSON(bad),
      "total": JSON(total), "left": JSON(left), "burn": JSON(1 - left),
    ]
  }

  private static func step(
    _ from: Double,
    _ to: Double,
    at seconds: Int,
    rate: Double,
    failed: Double,
    _ verdict: JSON
  ) -> JSON {
    [
      "from": JSON(from), "to": JSON(to), "start": JSON(seconds * 1_000_000_000),
      "end": JSON((seconds + 60) * 1_000_000_000), "verdict": verdict, "rate": JSON(rate),
      "error_rate": JSON(failed), "judgements": [],
    ]
  }
}

// Numbers as they stand in JSON, for the examples alone.
extension JSON: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  package init(integerLiteral value: Int) { self.init(value) }

  package init(floatLiteral value: Double) { self.init(value) }
}
