import Budgets

/// The suite that `headroom demo` runs against the embedded server.
///
/// Its budgets are set against the shapes in `DemoEndpoint` so that every run shows the same: within
/// half a minute several passes, one drift (`create-note`) and one violation (`verify-proof`); then
/// `sync-status` drifts over its budget, and an outage of `read-model` burns the error budget of the
/// suite. `DemoSuiteTests` computes the figures that it converges to.
package enum DemoSuite {
  /// The name of the suite.
  package static let name = "demo"

  /// How long its story takes, ns.
  package static let usualNanoseconds: Int64 = 60_000_000_000

  /// The suite's file with the same story in another time, ns: its stages and incidents pass as much
  /// faster or slower.
  package static func text(lasting nanoseconds: Int64) -> String {
    guard nanoseconds != usualNanoseconds else { return text }
    let share = Double(nanoseconds) / Double(usualNanoseconds)
    var scaled = text
    // The ends of stages are scaled, so that rounding does not add up.
    var (end, last): (Int64, Int64) = (0, 0)
    for (users, seconds) in stages {
      end += seconds * 1_000_000_000
      let next = Int64((Double(end) * share).rounded())
      scaled = scaled.replacing(
        "{ users: \(users), for: \(seconds)s }",
        with: "{ users: \(users), for: \(ValueText.duration(max(1, next - last))) }"
      )
      last = next
    }
    let period = ValueText.number(Double(nanoseconds) / 1e9)
    for incident in Incident.allCases {
      let query = "?incident=\(incident.rawValue)"
      scaled = scaled.replacing(query, with: query + "&period=\(period)")
    }
    return scaled
  }

  /// Users and seconds of the stages in `text`.
  private static let stages: [(users: Int, seconds: Int64)] = [
    (10, 10), (25, 20), (40, 20), (15, 10),
  ]

  /// The suite's file.
  package static let text = """
    # What 'headroom demo' runs, against the server that is built in.
    suite: demo
    about: a notes service with its neighbours, on a day that begins well
    target: demo

    tolerance: normal

    # 10 users, then 25, then 40, then fewer again: each change is a step with figures of its own.
    profiles:
      day:
        stages:
          - { users: 10, for: 10s }
          - { users: 25, for: 20s }
          - { users: 40, for: 20s }
          - { users: 15, for: 10s }

    budget: { availability: 99.5% }

    benchmarks:
      list-notes:
        http: GET /api/notes
        weight: 17
        think: 100ms..300ms
        budget: { p95: 75ms, p99: 200ms }

      get-note:
        http: GET /api/notes/7
        weight: 12
        think: 100ms..300ms
        budget: { p95: 50ms }

      create-note: # a little over its budget: drift
        http: POST /api/notes
        json: { title: a note of the demo, text: written under load }
        expect: { status: 201 }
        weight: 14
        think: 100ms..300ms
        budget: { p95: 250ms }

      sync-status: # slower and slower from second 25 on, well again at 55
        http: GET /api/sync/status?incident=slowdown
        weight: 12
        think: 100ms..300ms
        budget: { p95: 150ms }

      resolve-name: # seven of eight from a cache; one of eight others needs a second try
        http: POST /graphql
        json: { query: '{ resolve(name: "atlas") { id name address } }' }
        weight: 10
        think: 100ms..300ms
        budget: { p95: 100ms }

      vector-search: # slower the more searches are in flight: add users with + and see
        http: POST /v1/search
        json: { query: how much headroom is left, limit: 5 }
        weight: 7
        think: 100ms..300ms
        budget: { p95: 200ms }

      read-model: # one of five fails from second 36 to 42
        http: GET /v1/models/router-small?incident=outage
        weight: 20
        think: 100ms..300ms
        budget: { p95: 120ms, error_rate: 2% }

      verify-proof: # well over its budget: violation
        http: POST /api/verify-proof
        json: { proof: 3f9a17c2 }
        weight: 8
        think: 100ms..300ms
        budget: { p95: 75ms }

    """
}
