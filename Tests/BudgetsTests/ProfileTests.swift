import Testing

@testable import Budgets

@Suite struct ProfileTests {
  private static let text = """
    target: demo
    profiles:
      open: { rate: 600/min, users: 40, duration: 1m30s, warmup: 2s, arrivals: poisson }
      ramps: { stages: [ { users: 10, over: 5s }, { users: 0, over: 5s }, { users: 3, for: 1m } ] }
      count: { users: 2, iterations: 500 }
      both: { users: 2, iterations: 500, duration: 10s }
      rates: { stages: [ { rate: 20/s, for: 30s }, { rate: 200/s, over: 30s } ], in_flight: 99 }
    benchmarks: { a: { http: / } }
    """

  @Test(arguments: [
    ("open", "10/s for 90s, at most 40 in flight, poisson arrivals"),
    ("ramps", "10 users over 5s, 0 users over 5s, 3 users for 60s"),
    ("count", "2 users, 500 requests at most"), ("both", "2 users for 10s, 500 requests at most"),
    ("rates", "20/s for 30s, 200/s over 30s, at most 99 in flight"),
  ])
  func profilesAreUnderstood(name: String, load: String) throws {
    var request = SuiteRequest()
    request.profile = name
    #expect(SuiteDescription.load(try read(Self.text, request).profile) == load)
  }

  @Test func aRampBeginsWhereTheStageBeforeEnded() throws {
    var request = SuiteRequest()
    request.profile = "ramps"
    #expect(try read(Self.text, request).profile.stages.map(\.from) == [0, 10, 3])
    request.profile = "open"
    #expect(try read(Self.text, request).profile.warmupNanoseconds == 2_000_000_000)
  }

  @Test func withoutProfilesTenUsersRunForHalfAMinute() throws {
    let profile = try read("benchmarks: { a: { http: http://localhost/ } }").profile
    #expect(profile.name == "default")
    #expect(SuiteDescription.load(profile) == "10 users for 30s")
    #expect(!profile.isOverridden)
  }

  @Test func theCommandLineReplacesStagesByAFlatLoad() throws {
    func load(_ name: String, _ change: (inout SuiteRequest) -> Void) throws -> String {
      var request = SuiteRequest()
      request.profile = name
      change(&request)
      let profile = try read(Self.text, request).profile
      #expect(profile.isOverridden)
      return SuiteDescription.load(profile)
    }
    let end = ", as the command line says"
    #expect(try load("ramps") { $0.users = 7 } == "7 users for 70s" + end)
    #expect(try load("ramps") { $0.durationNanoseconds = 1_000_000_000 } == "10 users for 1s" + end)
    #expect(try load("ramps") { $0.rate = 50 } == "50/s for 70s" + end)
    #expect(try load("open") { $0.users = 3 } == "3 users for 90s" + end)
    #expect(try load("count") { $0.users = 3 } == "3 users, 500 requests at most" + end)
    #expect(try load("both") { $0.iterations = 9 } == "2 users, 9 requests at most" + end)
    #expect(
      try load("rates") {
        $0.rate = 5
        $0.users = 8
      } == "5/s for 60s, at most 8 in flight" + end
    )
  }

  @Test func whatAProfileCannotJudgeIsWarnedOf() throws {
    let suite = try read(
      """
      target: demo
      profiles:
        few: { rate: 10/s, iterations: 100, duration: 20s }
      budget: { throughput: 20/s, p95: 100ms }
      benchmarks:
        a: { http: /, budget: { p99: 1s } }
        b:
          http: /
          weight: 4
          budget: { p95: 1s, p99: { at_most: 1s, in_every: 60s } }
      """
    )
    #expect(
      suite.warnings == [
        "budgets/api.yaml:4:11: 'throughput' of suite cannot be met: profile 'few' sends at most 10/s.",
        "budgets/api.yaml:6:27: 'p99' of a needs 100 samples to be judged; profile 'few' makes about 20.",
        "budgets/api.yaml:10:24: 'p99' of b is judged in windows of 60s, and profile 'few' takes only "
          + "20s.",
        "budgets/api.yaml:10:24: 'p99' of b needs 100 samples to be judged; profile 'few' makes about "
          + "80.",
      ]
    )
  }
}
