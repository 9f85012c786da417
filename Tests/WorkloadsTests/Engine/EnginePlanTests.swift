import Budgets
import NIOCore
import Testing

@testable import Workloads

struct EnginePlanTests {
  private static func plan(
    _ requests: [HTTPRequest],
    weights: [Double] = [],
    base: String? = "http://127.0.0.1:8080",
    seed: UInt64 = 1
  ) throws(EngineError) -> EnginePlan {
    var benchmarks = requests.enumerated().map {
      Benchmark(name: "b\($0)", workload: .http($1))
    }
    for (index, weight) in weights.enumerated() { benchmarks[index].weight = weight }
    let profile = LoadProfile(
      name: "p",
      model: .closed,
      stages: [.init(from: 1, to: 1, nanoseconds: 1_000_000_000)]
    )
    let suite = Suite(name: "s", profile: profile, benchmarks: benchmarks, objectives: [])
    return try EnginePlan(suite: suite, base: base, seed: seed)
  }

  private static func get(_ url: String) -> HTTPRequest { HTTPRequest(method: "GET", url: url) }

  @Test func `a request goes onto the wire with the headers that it needs`() throws {
    let plan = try Self.plan([Self.get("/notes")])
    #expect(
      String(buffer: plan.requests[0].bytes)
        == "GET /notes HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: headroom\r\n"
        + "Accept: */*\r\n\r\n"
    )
  }

  @Test func `headers of the suite replace those of the engine`() throws {
    var request = HTTPRequest(method: "POST", url: "http://user:pw@host/a")
    request.headers = [
      HeaderField(name: "HOST", value: "other"), HeaderField(name: "user-agent", value: "me"),
      HeaderField(name: "Accept", value: "text/plain"),
      HeaderField(name: "Authorization", value: "Bearer x"),
    ]
    request.body = "äb"
    let plan = try Self.plan([request])
    #expect(
      String(buffer: plan.requests[0].bytes)
        == "POST /a HTTP/1.1\r\nHOST: other\r\nuser-agent: me\r\nAccept: text/plain\r\n"
        + "Authorization: Bearer x\r\nContent-Length: 3\r\n\r\näb"
    )
  }

  @Test(arguments: [("POST", true), ("PUT", true), ("PATCH", true), ("GET", false)])
  func `a method that has a body says that it is empty`(method: String, says: Bool) throws {
    let plan = try Self.plan([HTTPRequest(method: method, url: "/")])
    #expect(String(buffer: plan.requests[0].bytes).contains("Content-Length: 0") == says)
  }

  @Test func `a relative URL with another URL in its query goes to the target`() throws {
    let plan = try Self.plan([Self.get("/go?to=http://other/")])
    #expect(plan.endpoints.map(\.host) == ["127.0.0.1"])
    #expect(plan.series[0].text == "GET /go")
  }

  @Test func `requests to the same origin share an endpoint`() throws {
    let plan = try Self.plan([
      Self.get("/a"), Self.get("http://127.0.0.1:8080/b"), Self.get("http://127.0.0.1:8081/c"),
      Self.get("/d"),
    ])
    #expect(plan.requests.map(\.endpoint) == [0, 0, 1, 0])
    #expect(plan.endpoints.map(\.port) == [8_080, 8_081])
  }

  @Test func `a URL that can't be requested is named without its secrets`() throws {
    #expect(throws: EngineError.invalidURL(benchmark: "b0", url: "/a")) {
      try Self.plan([Self.get("/a?token=s3cret")], base: nil)
    }
    #expect(throws: EngineError.nothingToRun) { try Self.plan([]) }
  }

  @Test func `choices follow the weights`() throws {
    let plan = try Self.plan(
      ["/a", "/b", "/c", "/d"].map(Self.get),
      weights: [60, 30, 0, 10]
    )
    var counts = [0, 0, 0, 0]
    for position in 0..<UInt64(100_000) { counts[plan.mix.choice(seed: 1, 3, position)] += 1 }
    #expect(abs(counts[0] - 60_000) < 1_000)
    #expect(abs(counts[1] - 30_000) < 1_000)
    #expect(counts[2] == 0)
    #expect(abs(counts[3] - 10_000) < 1_000)
  }

  @Test func `choices follow from the seed, the stream and the position alone`() throws {
    let requests = (0..<8).map { Self.get("/\($0)") }
    let one = try Self.plan(requests, seed: 5)
    let same = try Self.plan(requests, seed: 5)
    let other = try Self.plan(requests, seed: 6)
    func choices(_ plan: EnginePlan, _ stream: UInt64) -> [Int] {
      (0..<100).map { plan.mix.choice(seed: plan.seed, stream, $0) }
    }
    #expect(choices(one, 0) == choices(same, 0))
    #expect(choices(one, .max) == choices(same, .max))
    #expect(choices(one, 0) != choices(other, 0))
    #expect(choices(one, 0) != choices(one, 1))
  }

  @Test func `a status is accepted below 400 unless it is said otherwise`() throws {
    var picky = Self.get("/")
    picky.expect.statuses = [201...201, 400...499]
    let plan = try Self.plan([Self.get("/"), picky])
    #expect([200, 204, 304, 399].allSatisfy(plan.requests[0].accepts))
    #expect(![400, 404, 503].contains(where: plan.requests[0].accepts))
    #expect([201, 400, 499].allSatisfy(plan.requests[1].accepts))
    #expect(![200, 503].contains(where: plan.requests[1].accepts))
  }

  @Test func `a share of things adds up to all of them`() {
    for workers in 1...5 {
      for count in 0...23 {
        let shares = (0..<workers).map { Worker.share(of: count, $0, workers) }
        #expect(shares.reduce(0, +) == count)
        #expect((shares.max() ?? 0) - (shares.min() ?? 0) <= 1)
      }
    }
  }
}
