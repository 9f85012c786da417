import Glibc
import Testing

@testable import Budgets

/// The suites in `budgets/`, row by row.
@Suite struct FiveSystemsTests {
  /// What a row asks for, and what the suite must have for it.
  struct Row: Sendable, CustomTestStringConvertible {
    var suite: String
    var profile: String?
    var environment: String?
    var objectives: [String] = []
    var load: String?

    var testDescription: String {
      ([suite, profile, environment, load].compactMap { $0 } + objectives).joined(separator: " ")
    }
  }

  static let rows: [Row] = [
    Row(suite: "atlas", objectives: ["verify p95 <= 10ms"]),
    Row(suite: "atlas", objectives: ["encode p95 <= 100ms"]),
    Row(suite: "atlas", objectives: ["encode-command p95 <= 100ms"]),
    Row(suite: "atlas", objectives: ["resolve-name p95 <= 100ms"]),
    Row(suite: "atlas", load: "1 user, 60 requests at most"),
    Row(
      suite: "atlas",
      profile: "fast",
      objectives: ["verify p95 <= 50ms", "encode p95 <= 500ms", "resolve-name p95 <= 500ms"]
    ),
    Row(suite: "transpiler", objectives: ["transpile-simple p95 <= 0.85ms"]),
    Row(suite: "transpiler", objectives: ["transpile-function p95 <= 1.2ms"]),
    Row(suite: "transpiler", objectives: ["transpile-objects p95 <= 1.15ms"]),
    Row(suite: "transpiler", objectives: ["ir-parse-simple p95 <= 0.25ms"]),
    Row(suite: "transpiler", objectives: ["ir-parse-complex p95 <= 0.95ms"]),
    Row(suite: "transpiler", objectives: ["lua-emit-simple p95 <= 0.35ms"]),
    Row(suite: "transpiler", objectives: ["lua-emit-complex p95 <= 1.05ms"]),
    Row(suite: "notes-api", objectives: ["list-notes p95 <= 200ms", "read-note p95 <= 200ms"]),
    Row(
      suite: "notes-api",
      objectives: [
        "create-note p95 <= 500ms", "edit-note/create p95 <= 500ms",
        "edit-note/update p95 <= 500ms",
        "edit-note/delete p95 <= 500ms",
      ]
    ),
    Row(
      suite: "notes-api",
      objectives: [
        "sync-status p95 <= 1s", "sync-metrics p95 <= 1s", "sync-latest p95 <= 1s",
        "sync-trigger p95 <= 1s",
      ]
    ),
    Row(suite: "notes-api", objectives: ["live-updates p95 <= 200ms"]),
    Row(suite: "notes-api", objectives: ["suite availability >= 99.9%"]),
    Row(suite: "notes-api", profile: "smoke", load: "1 user for 30s"),
    Row(suite: "notes-api", profile: "normal", load: "10 users for 5m"),
    Row(suite: "notes-api", profile: "stress", load: "50 users for 2m"),
    Row(
      suite: "notes-api",
      profile: "release",
      objectives: [
        "list-notes p95 <= 75ms", "list-notes p99 <= 200ms", "read-note p95 <= 40ms",
        "create-note p95 <= 300ms", "sync-status p95 <= 180ms", "suite availability >= 99.5%",
      ],
      load: "20 users for 60s"
    ),
    Row(suite: "services", objectives: ["model-router p95 <= 2s, error budget 1%"]),
    Row(suite: "services", objectives: ["model-router availability >= 99.5%, error budget 0.5%"]),
    Row(suite: "services", objectives: ["model-router error_rate <= 1%, error budget 1%"]),
    Row(suite: "services", objectives: ["tool-hub p95 <= 300ms, error budget 2%"]),
    Row(suite: "services", objectives: ["simulation availability >= 95%, error budget 5%"]),
    Row(suite: "services", objectives: ["workflows p95 <= 10s, error budget 5%"]),
    Row(suite: "services", objectives: ["agent-jobs p95 <= 5m, error budget 5%"]),
    Row(suite: "services", objectives: ["workspaces p95 <= 5s, error budget 2%"]),
    Row(suite: "services", environment: "ci", load: "10/s over 10s, 10/s for 50s"),
    Row(
      suite: "services",
      environment: "staging",
      load: "50/s over 30s, 50/s for 270s, poisson arrivals"
    ),
    Row(suite: "services", environment: "production", load: "100/s over 60s, 100/s for 9m"),
    Row(suite: "services", profile: "spike", load: "20/s for 30s, 200/s for 60s, 20/s for 30s"),
    proofs("development", "300ms", "200ms", "100ms", "1%", "50/s"),
    proofs("staging", "200ms", "150ms", "75ms", "0.5%", "100/s"),
    proofs("production", "150ms", "100ms", "50ms", "0.1%", "200/s"),
    endpoint("verify-proof", "150ms", "50ms", "0.1%"),
    endpoint("verify-biometric-proof", "200ms", "75ms", "0.05%"),
    endpoint("batch-verify-proofs", "500ms", "200ms", "0.1%"),
    Row(suite: "proofs", profile: "smoke", load: "10 users for 30s"),
    Row(suite: "proofs", profile: "normal", load: "500 users for 2m"),
    Row(suite: "proofs", profile: "peak", load: "1000 users for 5m"),
    Row(suite: "proofs", profile: "stress", load: "2000 users for 10m"),
    Row(suite: "proofs", profile: "capacity", load: "5000 users for 15m"),
    Row(suite: "proofs", profile: "endurance", load: "800 users for 30m"),
    endpoint("POST /api/verify-proof", "150ms", "50ms", "0.1%", in: "proofs-locust"),
    endpoint("POST /api/verify-biometric-proof", "200ms", "75ms", "0.05%", in: "proofs-locust"),
    endpoint("POST /api/batch-verify-proofs", "500ms", "200ms", "0.1%", in: "proofs-locust"),
    Row(suite: "proofs-locust", profile: "capacity", load: "5000 users for 15m"),
  ]

  private static func proofs(
    _ environment: String,
    _ p99: String,
    _ p95: String,
    _ mean: String,
    _ failures: String,
    _ throughput: String
  ) -> Row {
    Row(
      suite: "proofs",
      environment: environment,
      objectives: [
        "suite p99 <= \(p99)", "suite p95 <= \(p95)", "suite mean <= \(mean)",
        "suite error_rate <= \(failures)", "suite throughput >= \(throughput)",
      ]
    )
  }

  private static func endpoint(
    _ name: String,
    _ p99: String,
    _ mean: String,
    _ failures: String,
    in suite: String = "proofs"
  ) -> Row {
    Row(
      suite: suite,
      objectives: [
        "\(name) p99 <= \(p99)", "\(name) mean <= \(mean)", "\(name) error_rate <= \(failures)",
      ]
    )
  }

  @Test(arguments: rows)
  func everyRowIsInItsSuite(row: Row) throws {
    let suite = try Self.suite(row.suite) {
      $0.profile = row.profile
      $0.environment = row.environment
    }
    let figures = suite.objectives.map { objective in
      "\(objective.subject.name) \(objective.metric.name) \(ValueText.budget(objective))"
        + (objective.errorBudget.map { ", error budget \(ValueText.share($0))" } ?? "")
    }
    for wanted in row.objectives { #expect(figures.contains(wanted), "\(figures)") }
    if let load = row.load { #expect(SuiteDescription.load(suite.profile) == load) }
  }

  @Test func limitsPayloadAndSamplesComeFromTheEnvironment() throws {
    let values = [
      "SLO_ENCODE_P95_MS": "80", "SLO_VERIFY_P95_MS": "5", "SLO_GQL_P95_MS": "70", "ENC_MB": "4",
      "GQL_SAMPLES": "100", "GQL_WARMUP_S": "9",
    ]
    let suite = try Self.suite("atlas") { $0.variables = { values[$0] } }
    #expect(suite.recordableVariables == values)
    #expect(figures(suite).contains("encode p95 <= 80ms"))
    #expect(suite.profile.iterations == 100)
    #expect(suite.profile.warmupNanoseconds == 9_000_000_000)
    let payload = suite.benchmarks.first { $0.name == "encode-command" }
    guard case .command(let command)? = payload?.workload else {
      throw ProgramKindTests.NoSuchKind()
    }
    #expect(command.arguments.last?.contains("head -c 4000000 ") == true)
    #expect(suite.seed == 20_261_121)
  }

  @Test func clientsAreOfClassesWithTheirOwnTasksAndWaits() throws {
    let normal = try Self.suite("proofs") { $0.profile = "normal" }
    #expect(normal.classes.map(\.name) == ["clients", "batch-clients"])
    #expect(normal.classes[0].benchmarks.map(\.weight) == [50, 30, 15])
    #expect(normal.classes[0].thinkNanoseconds == 500_000_000...2_500_000_000)
    #expect(normal.classes[1].thinkNanoseconds == 100_000_000...500_000_000)
    let peak = try Self.suite("proofs") { $0.profile = "peak" }
    #expect(peak.classes.map(\.name) == ["batch-clients", "hurried-clients"])
    #expect(peak.classes[1].thinkNanoseconds == 200_000_000...1_000_000_000)
    #expect(peak.alerts.map(\.severity) == [.critical, .critical, .warning])
  }

  /// A suite of `budgets/`.
  private static func suite(
    _ name: String,
    _ change: (inout SuiteRequest) -> Void
  ) throws -> Budgets.Suite {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(root)/budgets/\(name).yaml"
    let file = try #require(fopen(path, "r"), "\(path)")
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    var request = SuiteRequest()
    change(&request)
    do {
      return try SuiteReader.read(
        bytes: Array(bytes[..<count]),
        file: "budgets/\(name).yaml",
        request: request
      )
    } catch {
      Issue.record("\(error.text)")
      throw error
    }
  }
}
