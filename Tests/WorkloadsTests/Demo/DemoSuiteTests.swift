import Budgets
import Testing

@testable import Workloads

/// What the demo shows, computed from the sequences alone.
@Suite("The demo suite")
struct DemoSuiteTests {
  /// The benchmarks whose latency is that of an endpoint, with the budget of their p95, ms.
  private static let benchmarks: [(name: String, endpoint: DemoEndpoint, budget: Double)] = [
    ("list-notes", .listNotes, 75), ("get-note", .readNote, 50), ("create-note", .createNote, 250),
    ("sync-status", .syncStatus, 150), ("vector-search", .vectorSearch, 200),
    ("read-model", .readModel, 120), ("verify-proof", .verifyProof, 75),
  ]

  /// What client, loops and the rounding of delays may add, ms: 0.1 to 1 on a quiet machine.
  private static let overheads = [0, 0.1, 1, 6]

  /// The consumption of a p95 budget after each of the first `counts` requests.
  private func consumptions(
    _ latencies: [Double],
    budget: Double,
    counts: ClosedRange<Int>
  ) -> [Double] {
    var sorted: [Double] = []
    var result: [Double] = []
    for (index, latency) in latencies.enumerated() {
      sorted.insert(latency, at: sorted.firstIndex { $0 > latency } ?? sorted.endIndex)
      let count = index + 1
      guard counts.contains(count) else { continue }
      let rank = (count * 95 + 99) / 100
      for overhead in Self.overheads { result.append((sorted[rank - 1] + overhead) / budget) }
    }
    return result
  }

  private func latencies(
    of endpoint: DemoEndpoint,
    seed: Int,
    count: Int = 600
  ) throws -> [Double] {
    let shape = try #require(endpoint.shape)
    var sequence = LowDiscrepancy(seed: UInt64(seed), stream: endpoint.rawValue)
    return (0..<count).map { _ in shape.milliseconds(at: sequence.next().first) }
  }

  @Test func `in another time the same story is told`() throws {
    #expect(DemoSuite.text(lasting: DemoSuite.usualNanoseconds) == DemoSuite.text)
    let text = DemoSuite.text(lasting: 20_000_000_000)
    let suite = try SuiteReader.read(text: text, file: "demo.yaml", request: SuiteRequest())
    let usual = try SuiteReader.read(
      text: DemoSuite.text,
      file: "demo.yaml",
      request: SuiteRequest()
    )
    #expect(suite.profile.plannedNanoseconds == 20_000_000_000)
    #expect(suite.profile.stages.map(\.to) == usual.profile.stages.map(\.to))
    #expect(text.contains("?incident=slowdown&period=20\n"))
    let end = Incident.usual(14, period: "20")
    #expect(Incident.outage.errorShare(atSeconds: end - 1) > 0)
    #expect(Incident.usual(14, period: "0") == 14)
  }

  @Test("holds create-note between 100 and 110 % of its budget, with a point to spare")
  func drift() throws {
    for seed in 1...20 {
      let values = consumptions(
        try latencies(of: .createNote, seed: seed),
        budget: 250,
        counts: 150...600
      )
      #expect(values.allSatisfy { $0 > 1.01 && $0 < 1.09 }, "seed \(seed): \(values.span)")
    }
  }

  @Test("holds verify-proof above 115 % of its budget")
  func violation() throws {
    for seed in 1...20 {
      let values = consumptions(
        try latencies(of: .verifyProof, seed: seed),
        budget: 75,
        counts: 100...600
      )
      #expect(values.allSatisfy { $0 > 1.15 }, "seed \(seed): \(values.span)")
    }
  }

  @Test("holds all others below 80 % of theirs while nothing happens")
  func passes() throws {
    for benchmark in Self.benchmarks
    where benchmark.endpoint != .createNote && benchmark.endpoint != .verifyProof {
      for seed in 1...20 {
        let values = consumptions(
          try latencies(of: benchmark.endpoint, seed: seed),
          budget: benchmark.budget,
          counts: 100...600
        )
        #expect(values.allSatisfy { $0 < 0.8 }, "\(benchmark.name), seed \(seed): \(values.span)")
      }
    }
    for seed in 1...20 {
      var resolver = NameResolver(
        seed: UInt64(seed),
        registryShape: try #require(DemoEndpoint.graphQL.shape)
      )
      let latencies = (0..<600).map { _ in
        Double(resolver.resolve("atlas").delayNanoseconds) / 1e6
      }
      let values = consumptions(latencies, budget: 100, counts: 100...600)
      #expect(values.allSatisfy { $0 < 0.8 }, "resolve-name, seed \(seed): \(values.span)")
    }
  }

  @Test("drives sync-status over 115 % of its budget by the end of its slowdown")
  func slowdown() throws {
    // Of 12 % of what 10, 25 and 40 users send at 4 requests a second each.
    var arrivals: [Double] = []
    for (from, to, rate) in [(0.0, 10.0, 4.8), (10, 30, 12), (30, 50, 19.2)] {
      arrivals += stride(from: from, to: to, by: 1 / rate)
    }
    for seed in 1...20 {
      let steady = try latencies(of: .syncStatus, seed: seed, count: arrivals.count)
      let latencies = zip(arrivals, steady).map {
        $1 * Incident.slowdown.factor(atSeconds: $0)
      }
      let before = arrivals.prefix { $0 < 28 }.count
      let early = consumptions(latencies, budget: 150, counts: 100...before)
      #expect(early.allSatisfy { $0 < 0.85 }, "seed \(seed): \(early.span)")
      let late = consumptions(latencies, budget: 150, counts: arrivals.count...arrivals.count)
      #expect(late.allSatisfy { $0 > 1.15 }, "seed \(seed): \(late.span)")
    }
  }

  @Test("burns the error budget of the suite in the outage, and more than all of it")
  func outage() {
    let times = [Double](stride(from: 36.0, to: 42, by: 0.1))
    let shares = times.map { Incident.outage.errorShare(atSeconds: $0) }
    let failing: Double = shares.reduce(0, +) / Double(shares.count)
    // In user seconds: a fifth of what 40 users send in 6 s, out of what all send in 60 s.
    let bad: Double = 48 * failing
    let total: Double = 100 + 500 + 800 + 150
    #expect(bad / total / 0.005 > 1.15 && bad / total / 0.005 < 2)
  }

  @Test("is read without a warning, with the budgets and endpoints that were computed with")
  func text() throws {
    let suite = try SuiteReader.read(
      text: DemoSuite.text,
      file: "demo.yaml",
      request: SuiteRequest()
    )
    #expect(suite.name == DemoSuite.name && suite.target == "demo" && suite.warnings.isEmpty)
    #expect(suite.profile.plannedNanoseconds == 60_000_000_000)
    #expect(suite.benchmarks.reduce(0) { $0 + $1.weight } == 100)
    let weights = suite.benchmarks.map { "\($0.name) \(Int($0.weight))" }
    #expect(weights.contains("sync-status 12") && weights.contains("read-model 20"))
    #expect(
      suite.objectives.contains {
        $0.subject == .suite && $0.metric == .availability && abs($0.budget - 0.995) < 1e-9
      }
    )
    for benchmark in Self.benchmarks {
      let p95 = suite.objectives.first {
        $0.subject == .benchmark(benchmark.name) && $0.metric.name == "p95"
      }
      #expect(p95?.budget == benchmark.budget * 1e6, "\(benchmark.name)")
    }
  }

  @Test("asks for what the server has, and expects what it answers")
  func requests() throws {
    let suite = try SuiteReader.read(
      text: DemoSuite.text,
      file: "demo.yaml",
      request: SuiteRequest()
    )
    let service = DemoService(seed: 1)
    for benchmark in suite.benchmarks {
      guard case .http(let request) = benchmark.workload else { continue }
      let (reply, endpoint) = service.answer(
        DemoRequest(method: request.method, uri: request.url, body: Array(request.body.utf8)),
        nanoseconds: 0
      )
      let statuses = request.expect.statuses
      #expect(reply.status < 400 && statuses.allSatisfy { $0.contains(reply.status) })
      #expect(reply.body?["errors"] == nil, "\(benchmark.name)")
      let wanted = Self.benchmarks.first { $0.name == benchmark.name }?.endpoint ?? .graphQL
      #expect(endpoint == wanted)
    }
  }
}

extension [Double] {
  /// The least and the greatest, for a message.
  fileprivate var span: String { "\(self.min() ?? 0)...\(self.max() ?? 0)" }
}
