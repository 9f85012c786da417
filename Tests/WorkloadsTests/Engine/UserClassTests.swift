import Budgets
import Sessions
import Testing

@testable import Workloads

extension EngineTests {
  struct UserClassTests {
    /// Readers, who only list, and writers, who create as often as they list.
    private static func scenario(_ base: EngineScenario) -> EngineScenario {
      var scenario = base
      scenario.requests = [
        HTTPRequest(method: "GET", url: "/list"), HTTPRequest(method: "POST", url: "/create"),
        HTTPRequest(method: "GET", url: "/nobody"),
      ]
      var readers = UserClass(name: "readers")
      readers.weight = 3
      readers.benchmarks = [.init(benchmark: 0, weight: 1)]
      var writers = UserClass(name: "writers")
      writers.benchmarks = [.init(benchmark: 0, weight: 1), .init(benchmark: 1, weight: 1)]
      scenario.classes = [readers, writers]
      return scenario
    }

    @Test(arguments: [1, 3])
    func `users belong to classes, and do what their class does`(threads: Int) async throws {
      let server = try ScriptedServer { _ in .late(ScriptedServer.ok, milliseconds: 1) }
      defer { server.stop() }
      var scenario = Self.scenario(.closed(users: 8, milliseconds: 0))
      for index in scenario.requests.indices { scenario.requests[index].url += "/{{ user }}" }
      scenario.threads = threads
      scenario.iterations = 400
      let run = try await scenario.run(against: server.url)
      let log = server.finalLog()
      #expect(run.accounted == 400)
      #expect(log.paths.values.reduce(0, +) == 400)
      func users(_ path: String) -> Set<Int> {
        Set(
          log.paths.keys.filter { $0.hasPrefix(path) }.compactMap { Int($0.dropFirst(path.count)) }
        )
      }
      // Two of eight users are writers, whatever the number of threads.
      #expect(users("/list/") == Set(1...8))
      #expect(users("/create/") == Self.writers(of: 8))
      #expect(users("/create/").count == 2)
      #expect(users("/nobody/").isEmpty)
    }

    private static func writers(of users: Int) -> Set<Int> {
      var seats = ClassSeats(weights: [3, 1], seed: 1)
      return Set((1...users).filter { _ in seats.next() == 1 })
    }

    @Test func `arrivals are spread over the classes by their weights`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = Self.scenario(.open(rate: 2_000, milliseconds: 0))
      scenario.iterations = 1_000
      let run = try await scenario.run(against: server.url)
      let paths = server.finalLog().paths
      #expect(run.accounted == 1_000)
      #expect(paths["/nobody"] == nil)
      // One of four arrivals is a writer's, and every other one of those creates.
      #expect(abs((paths["/create"] ?? 0) - 125) < 50)
    }

    @Test func `users think as their class says`() async throws {
      let server = try ScriptedServer()
      defer { server.stop() }
      var scenario = Self.scenario(.closed(users: 4, milliseconds: 300))
      scenario.thinkMilliseconds = 10_000...10_000
      scenario.classes[0].thinkNanoseconds = 0...0
      let run = try await scenario.run(against: server.url)
      // A reader does not pause at all; the writer pauses for longer than the run lasts.
      #expect(run.accounted > 50)
      #expect(run.count("b1") <= 1)
    }

    @Test func `classes without load here are left out`() throws {
      var scenario = Self.scenario(.closed(users: 4, milliseconds: 100))
      scenario.classes[0].benchmarks = [.init(benchmark: 7, weight: 1)]
      let plan = try EnginePlan(suite: scenario.suite, base: "http://127.0.0.1:1", seed: 1)
      #expect(plan.classes.count == 1)
      scenario.classes[1].benchmarks = []
      let alike = try EnginePlan(suite: scenario.suite, base: "http://127.0.0.1:1", seed: 1)
      #expect(alike.classes.isEmpty)
      #expect(Set((0..<100).map { alike.mix.choice(seed: 1, 0, $0) }) == [0, 1, 2])
    }
  }
}
