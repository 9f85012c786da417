import Testing

@testable import Budgets

@Suite struct EnvironmentTests {
  private static let text = """
    target: http://localhost:8080
    headers: { A: suite, B: suite, C: suite, D: suite }
    profiles: { smoke: { users: 1 }, stress: { users: 50 } }
    benchmarks:
      a:
        http: { method: put, url: "/${REGION:-none}", headers: { c: inner }, expect: { status: 201 } }
        headers: { B: benchmark, C: benchmark }
        weight: 2
        budget: { p95: 100ms }
      b: { http: HEAD /b }
    environments:
      ci:
        profile: stress
        target: https://ci.example:8443/base/
        headers: { A: environment }
        variables: { REGION: eu }
        budget: { a.p95: 300ms }
        benchmarks:
          a:
            headers: { D: override }
            expect: { status: 2xx }
            weight: 9
            budget: { p95: 400ms }
      other: { target: "${UNSET}", headers: { X: "${UNSET}" }, variables: { Y: "${UNSET}" } }
    """

  @Test func anEnvironmentChangesWhatItNames() throws {
    var request = SuiteRequest()
    request.environment = "ci"
    let suite = try read(Self.text, request)
    #expect(suite.environment == "ci")
    #expect(suite.profile.name == "stress")
    #expect(suite.target == "https://ci.example:8443")
    #expect(suite.benchmarks.map(\.weight) == [9, 1])
    #expect(suite.objectives[0].budget == 4e8)
    guard case .http(let http) = suite.benchmarks[0].workload else { return }
    #expect(http.method == "PUT")
    #expect(http.url == "/base/eu")
    #expect(http.expect.statuses == [200...299])
    #expect(
      http.headers.map { "\($0.name) \($0.value)" } == [
        "A environment", "B benchmark", "c inner", "D override",
      ]
    )
  }

  @Test func whoseCertificatesAreBelievedMayDifferFromPlaceToPlace() throws {
    let text = """
      target: https://localhost:8443
      tls: { ca: certificates/local.pem }
      benchmarks: { a: { http: GET / } }
      environments:
        staging: { tls: { verify: false } }
      """
    #expect(try read(text).tls == TLSTrust(authorityFile: "certificates/local.pem"))
    var request = SuiteRequest()
    request.environment = "staging"
    let staging = try read(text, request)
    #expect(staging.tls == TLSTrust(verifies: false))
    #expect(SuiteDescription.text(staging).contains("certificates are not checked"))
    request.purpose = .recorded
    #expect(try read(staging.recordableText, request).tls == TLSTrust(verifies: false))
  }

  @Test func withoutOneItsVariablesAreNotAskedFor() throws {
    var request = SuiteRequest()
    request.profile = "smoke"
    let suite = try read(Self.text, request)
    guard case .http(let http) = suite.benchmarks[0].workload else { return }
    #expect(http.url == "/none")
    #expect(http.expect.statuses == [201...201])
    #expect(suite.environmentNames == ["ci", "other"])
    request.environment = "other"
    #expect(
      errors(Self.text, request).split(separator: "\n").filter { $0.contains("not set") }.count == 3
    )
  }

  @Test func whatIsSetOutsideComesBeforeTheEnvironment() throws {
    var request = SuiteRequest()
    request.environment = "ci"
    request.variables = { $0 == "REGION" ? "us" : nil }
    guard case .http(let http) = try read(Self.text, request).benchmarks[0].workload else { return }
    #expect(http.url == "/base/us")
  }

  @Test func mistakesAreFoundInEnvironmentsThatAreNotInForce() {
    let text = """
      benchmarks: { a: { http: http://localhost/ } }
      environments:
        ci:
          target: ftp://x
          headers: { "a b": c }
          benchmarks: { a: { timeout: 5, weight: no, expect: { status: 1 }, budget: { p95: 3 } } }
      """
    let lines = errors(text).split(separator: "\n").filter { $0.hasPrefix("budgets/") }
    #expect(
      lines.map { $0.split(separator: ":")[1...2].joined(separator: ":") } == [
        "4:13", "5:16", "6:33", "6:44", "6:66", "6:86",
      ]
    )
  }

  @Test func aSubsetRunsAloneAndNeedsOnlyItsOwnVariables() throws {
    let text = """
      target: demo
      benchmarks:
        a: { http: /a, headers: { X: "${TOKEN}" }, budget: { p95: "${LIMIT}ms" } }
        b: { http: "/b" }
      """
    var request = SuiteRequest()
    request.benchmarks = ["b"]
    let suite = try read(text, request)
    #expect(suite.benchmarks.map(\.name) == ["b"])
    #expect(suite.objectives.map(\.subject.name) == ["b"])
    request.benchmarks = ["a"]
    #expect(errors(text, request).contains("3:33: ${TOKEN} is not set."))
    #expect(errors(text, request).contains("3:62: ${LIMIT} is not set."))
  }

  @Test func aBudgetForOneBenchmarkComesBeforeThatForAll() throws {
    var request = SuiteRequest()
    request.budgets = ["b.p95<1s", "p95<2s"]
    let suite = try read(Self.text, request)
    #expect(suite.objectives.filter { $0.metric.isLatency }.map(\.budget) == [2e9, 1e9])
  }
}
