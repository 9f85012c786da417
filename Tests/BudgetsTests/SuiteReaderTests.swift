import Measurements
import Testing

@testable import Budgets

@Suite struct SuiteReaderTests {
  static let whole = """
    suite: notes-api
    about: CRUD of the notes service
    target: ${TARGET_HOST:-demo}
    verdicts: { drift: 100%, violation: 120% }
    tolerance: normal
    trust: require
    alerts: { critical: [ "p99 > 500ms" ], warning: "list-notes.p99 > 300ms" }
    headers: { Accept: application/json }
    profiles:
      smoke:  { users: 1,  duration: 30s }
      stress: { stages: [ { users: 50, over: 10s }, { users: 50, for: 2m } ], budget: { throughput: ">= 20/s", list-notes.p95: 300ms } }
      spike:  { stages: [ { rate: 20/s, for: 30s }, { rate: 200/s, for: 30s } ], warmup: 5s }
    budget: { availability: 99.9% }
    benchmarks:
      list-notes:
        http: GET /api/notes
        weight: 60
        think: 500ms..2500ms
        budget: { p95: 200ms, p99: { at_most: 400ms, in_every: 60s, error_budget: 1% }, error_rate: 0.1% }
      create:
        http: POST /api/notes
        json: { title: "note", tags: [1, 2.5, true, null, no] }
        expect: { status: [201, 2xx, 200..299], body: id, headers: { X-Id: a } }
        budget: { p95: "${SLO_WRITE_P95_MS:-500}ms" }
    environments:
      ci: { profile: smoke }
      production: { target: "https://notes.example/v2", benchmarks: { list-notes: { budget: { p95: 100ms } } } }
    """

  @Test func aWholeSuiteIsUnderstood() throws {
    let suite = try read(Self.whole)
    #expect(suite.name == "notes-api")
    #expect(suite.target == "demo")
    #expect(suite.profile.name == "smoke")
    #expect(suite.profileNames == ["smoke", "stress", "spike"])
    #expect(suite.benchmarks.map(\.name) == ["list-notes", "create"])
    #expect(suite.benchmarks[0].weight == 60)
    #expect(suite.benchmarks[0].thinkNanoseconds == 500_000_000...2_500_000_000)
    #expect(suite.requiresTrust)
    #expect(suite.tolerance == .normal)
    guard case .http(let create) = suite.benchmarks[1].workload else { return }
    #expect(create.body == #"{"title":"note","tags":[1,2.5,true,null,"no"]}"#)
    #expect(
      create.headers == [
        HeaderField(name: "Accept", value: "application/json"),
        HeaderField(name: "Content-Type", value: "application/json"),
      ]
    )
    #expect(create.expect.statuses == [201...201, 200...299, 200...299])
    #expect(
      lines(suite) == [
        "list-notes p95 <= 200ms", "list-notes p99 <= 400ms in 60.0",
        "list-notes error_rate <= 0.1%",
        "create p95 <= 500ms", "create error_rate <= 1% default", "suite availability >= 99.9%",
      ]
    )
    #expect(suite.objectives[0].limits == VerdictLimits(drift: 1, violation: 1.2))
    #expect(suite.objectives[1].errorBudget == 0.01)
    #expect(
      suite.alerts == [
        AlertRule(
          severity: .critical,
          benchmark: nil,
          metric: .quantile(.p99),
          comparison: .atMost,
          limit: 5e8
        ),
        AlertRule(
          severity: .warning,
          benchmark: "list-notes",
          metric: .quantile(.p99),
          comparison: .atMost,
          limit: 3e8
        ),
      ]
    )
  }

  @Test func profilesAndEnvironmentsChangeWhatHolds() throws {
    var request = SuiteRequest()
    request.profile = "stress"
    request.environment = "production"
    let suite = try read(Self.whole, request)
    #expect(suite.target == "https://notes.example")
    #expect(
      suite.profile.stages == [
        LoadProfile.Stage(from: 0, to: 50, nanoseconds: 10_000_000_000),
        LoadProfile.Stage(from: 50, to: 50, nanoseconds: 120_000_000_000),
      ]
    )
    #expect(lines(suite).contains("list-notes p95 <= 100ms"))
    #expect(lines(suite).contains("suite throughput >= 20/s hard"))
    guard case .http(let list) = suite.benchmarks[0].workload else { return }
    #expect(list.url == "/v2/api/notes")
  }

  private func lines(_ suite: Budgets.Suite) -> [String] {
    suite.objectives.map { objective in
      "\(objective.subject.name) \(objective.metric.name) \(ValueText.budget(objective))"
        + (objective.inEverySeconds.map { " in \($0)" } ?? "")
        + (objective.isDefault ? " default" : "") + (objective.limits == .hard ? " hard" : "")
    }
  }
}

/// Reads a suite; the text of its errors is part of the failure.
func read(_ text: String, _ request: SuiteRequest = SuiteRequest()) throws -> Budgets.Suite {
  do {
    return try SuiteReader.read(text: text, file: "budgets/api.yaml", request: request)
  } catch {
    Issue.record("\(error.text)")
    throw error
  }
}

/// The text of the errors of a suite; empty if there are none.
func errors(_ text: String, _ request: SuiteRequest = SuiteRequest()) -> String {
  do {
    _ = try SuiteReader.read(text: text, file: "budgets/api.yaml", request: request)
    return ""
  } catch {
    return error.text
  }
}
