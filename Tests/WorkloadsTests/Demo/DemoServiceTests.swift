import Testing

@testable import Workloads

@Suite("The five systems of the demo")
struct DemoServiceTests {
  private let service = DemoService(seed: 1)
  private let now: Int64 = 1_000_000_000_000

  /// Asks until the seeded share of errors lets an answer through.
  private func ask(_ method: String, _ uri: String, _ body: String = "") -> DemoReply {
    let request = DemoRequest(method: method, uri: uri, body: Array(body.utf8))
    for _ in 0..<3 {
      let (reply, endpoint) = service.answer(request, nanoseconds: now)
      if let endpoint { service.ended(endpoint, nanoseconds: now) }
      if reply.status != 503 { return reply }
    }
    return .problem(503, "three times in a row")
  }

  @Test("keep notes: create, read, change, delete")
  func notes() throws {
    let created = ask("POST", "/api/notes", #"{"title": "caf\u00e9 \"x\"", "text": "y"}"#)
    #expect(created.status == 201)
    let path = try #require(created.headers.first { $0.name == "Location" }?.value)
    #expect(path == "/api/notes/21")
    #expect(ask("GET", path).body?["title"] == .string("caf\u{E9} \"x\""))
    #expect(ask("PUT", path, #"{"title": "other"}"#).body?["version"] == 2)
    #expect(ask("GET", "/api/notes").body?["notes"]?.array?.first?["title"] == "other")
    let deleted = ask("DELETE", path)
    #expect(deleted.status == 204 && deleted.body == nil)
    #expect(ask("GET", path).status == 404)
    #expect(ask("GET", "/api/notes/7").body?["title"] == "note 7")
    #expect(ask("GET", "/api/notes/x").status == 404)
    for bad in ["", "{", #"{"title": ""}"#, #"{"title": 3}"#, "[]", "{\"title\": \"\u{1}\"}"] {
      #expect(ask("POST", "/api/notes", bad).status == 400, "\(bad)")
    }
  }

  @Test("take as much longer as they are told to")
  func slowness() {
    let slow = DemoService(seed: 1, slowness: 1.5)
    let request = DemoRequest(method: "GET", uri: "/api/sync/status", body: [])
    for _ in 0..<20 {
      let (usual, _) = service.answer(request, nanoseconds: now)
      let (slowed, _) = slow.answer(request, nanoseconds: now)
      service.ended(.syncStatus, nanoseconds: now)
      slow.ended(.syncStatus, nanoseconds: now)
      let ratio = Double(slowed.delayNanoseconds) / Double(usual.delayNanoseconds)
      #expect(abs(ratio - 1.5) < 0.001)
    }
  }

  @Test("report on the synchronisation")
  func sync() {
    #expect(ask("GET", "/api/sync/status").body?["state"] == "synced")
    #expect(ask("GET", "/api/sync/metrics").body?["notes"] == 20)
    #expect(ask("GET", "/api/sync/latest").body?["hash"]?.string?.isEmpty == false)
    #expect(ask("POST", "/api/sync/trigger").status == 202)
    #expect(ask("GET", "/api/sync/trigger?full=1").status == 202)
  }

  @Test("resolve names over GraphQL, from the cache after the first time")
  func graphQL() {
    let query =
      #"{"query":"query Q($n: String!) { a: resolve(name: $n) { id name cached attempts } }","#
      + #""variables":{"n":"atlas"}}"#
    let first = ask("POST", "/graphql", query)
    #expect(first.body?["data"]?["a"]?["name"] == "atlas")
    #expect(first.body?["data"]?["a"]?["cached"] == false)
    let second = ask("POST", "/graphql", query)
    #expect(second.body?["data"]?["a"]?["cached"] == true)
    #expect(second.delayNanoseconds < first.delayNanoseconds)
    #expect(second.body?["errors"] == nil)
  }

  @Test(
    "answer what they can't resolve with an errors array",
    arguments: [
      (
        #"{ resolve(name: "x") { colour } }"#, 200,
        "Cannot query field \"colour\" on type \"Name\"."
      ),
      ("{ nonsense }", 200, "Cannot query field \"nonsense\" on type \"Query\"."),
      ("{ resolve { id } }", 200, "Field \"resolve\" needs an argument"),
      (#"{ resolve(name: "x") }"#, 200, "must have a selection of subfields"),
      ("mutation { x }", 400, "Only queries are supported"),
      ("{ resolve(", 400, "Syntax Error: Unexpected end."),
      (#"{ resolve(name: "x"#, 400, "Syntax Error: Unterminated string."),
      ("{ a } }", 400, "Syntax Error: Unexpected \"}\"."),
      ("", 400, "Syntax Error: Unexpected end."),
    ]
  )
  func mistakes(query: String, status: Int, message: String) {
    let body = DemoJSON.object([.init(name: "query", value: .string(query))]).text
    let reply = ask("POST", "/graphql", body)
    #expect(reply.status == status)
    #expect(reply.body?["errors"]?.array?.first?["message"]?.string?.contains(message) == true)
    #expect(reply.body?["data"] == nil)
  }

  @Test("create models and read them by their id, and find documents")
  func models() throws {
    let created = ask("POST", "/v1/models", #"{"name": "mine"}"#)
    #expect(created.status == 201)
    let id = try #require(created.body?["id"]?.string)
    #expect(ask("GET", "/v1/models/\(id)").body?["name"] == "mine")
    #expect(ask("GET", "/v1/models/router-small").body?["state"] == "ready")
    #expect(ask("GET", "/v1/models/model-99").status == 404)
    #expect(ask("GET", "/v1/models").body?["models"]?.array?.count == 3)
    let found = ask("POST", "/v1/search", #"{"query": "document 9 about models", "limit": 3}"#)
    #expect(found.body?["results"]?.array?.count == 3)
    #expect(found.body?["results"]?.array?.first?["title"] == "document 9 about models")
    #expect(ask("POST", "/v1/search", "{}").status == 400)
  }

  @Test("run workflows, queue jobs, keep workspaces")
  func agents() {
    #expect(ask("POST", "/v1/workflows", #"{"name": "w"}"#).body?["id"] == 1)
    #expect(ask("GET", "/v1/workflows/1").body?["state"] == "completed")
    #expect(ask("POST", "/v1/workspaces", #"{"name": "s"}"#).status == 201)
    #expect(ask("GET", "/v1/workspaces/1").body?["name"] == "s")
    #expect(ask("GET", "/v1/workspaces/2").status == 404)
    let job = ask("POST", "/v1/agents/jobs", #"{"name": "j"}"#)
    #expect(job.status == 202 && job.body?["state"] == "running")
    #expect(ask("GET", "/v1/agents/jobs/1").body?["state"] == "running")
    let later = service.answer(
      DemoRequest(method: "GET", uri: "/v1/agents/jobs/1"),
      nanoseconds: now + 100_000_000_000
    )
    #expect(later.0.body?["state"] == "completed")
  }

  @Test("verify proofs, one or many")
  func proofs() {
    #expect(ask("POST", "/api/verify-proof", #"{"proof": "p"}"#).body?["valid"] == true)
    #expect(
      ask("POST", "/api/verify-biometric-proof", #"{"proof": "invalid"}"#).body?["valid"] == false
    )
    #expect(
      ask("POST", "/api/batch-verify-proofs", #"{"proofs": ["p", "invalid", 3]}"#).body?["results"]
        == [true, false, false]
    )
    #expect(ask("POST", "/api/verify-proof", "{}").status == 400)
  }

  @Test("say what a path takes, and where all paths are listed")
  func routes() {
    let wrong = ask("DELETE", "/api/notes")
    #expect(wrong.status == 405)
    #expect(wrong.headers.contains { $0 == (name: "Allow", value: "GET, POST") })
    #expect(ask("GET", "/nowhere").body?["error"] == "no such path; / lists all there are")
    #expect(ask("GET", "/").body?["endpoints"]?.array?.count == DemoEndpoint.allCases.count)
    #expect(ask("HEAD", "/health").status == 200)
  }

  @Test("have an outage and a slowdown only where asked for, at their time")
  func incidents() {
    func statuses(_ uri: String, atSeconds seconds: Int64) -> [DemoReply] {
      let service = DemoService(seed: 1)
      let request = DemoRequest(method: "GET", uri: uri)
      _ = service.answer(DemoRequest(method: "GET", uri: "/api/sync/latest"), nanoseconds: now)
      return (0..<200).map { _ in
        service.answer(request, nanoseconds: now + seconds * 1_000_000_000).0
      }
    }
    let model = "/v1/models/router-small"
    #expect(statuses(model, atSeconds: 38).count { $0.status == 503 } == 0)
    #expect(statuses(model + "?incident=outage", atSeconds: 30).count { $0.status == 503 } == 0)
    #expect(
      (35...45).contains(
        statuses(model + "?incident=outage", atSeconds: 38).count { $0.status == 503 }
      )
    )
    #expect(
      (35...45).contains(
        statuses(model + "?incident=outage", atSeconds: 98).count { $0.status == 503 }
      )
    )
    let steady = statuses("/api/sync/status", atSeconds: 46).map(\.delayNanoseconds)
    let slow = statuses("/api/sync/status?incident=slowdown", atSeconds: 46).map(\.delayNanoseconds)
    for (steady, slow) in zip(steady, slow) {
      #expect(abs(Double(slow) / Double(steady) - 2.4) < 1e-3)
    }
  }

  @Test("begin anew after four idle seconds, but not while a request is on its way")
  func idle() throws {
    let request = DemoRequest(method: "GET", uri: "/api/notes/3")
    let (first, endpoint) = service.answer(request, nanoseconds: now)
    let second = service.answer(request, nanoseconds: now + 10_000_000_000).0
    #expect(first.delayNanoseconds != second.delayNanoseconds)
    let ended = try #require(endpoint)
    service.ended(ended, nanoseconds: now + 11_000_000_000)
    service.ended(ended, nanoseconds: now + 11_000_000_000)
    let third = service.answer(request, nanoseconds: now + 15_000_000_001).0
    #expect(first.delayNanoseconds == third.delayNanoseconds)
  }
}

@Suite("A bounded store")
struct BoundedStoreTests {
  @Test("lets the oldest give way, but none of the fixed ones")
  func eviction() {
    var store = BoundedStore<Int>(capacity: 3, fixed: [-1, -2])
    for value in 1...5 { #expect(store.add(value) == value + 2) }
    #expect(store.count == 5)
    #expect(store[1] == -1 && store[2] == -2)
    #expect(store[4] == nil && store[5] == 3 && store[7] == 5)
    #expect(store.newest(2).map(\.record) == [5, 4])
  }

  @Test("does not grow however much is added and deleted")
  func churn() {
    var store = BoundedStore<Int>(capacity: 10)
    for value in 1...1_000 {
      let number = store.add(value)
      if value % 3 != 0 { store[number] = nil }
    }
    // The last one gave way to nothing, and was deleted.
    #expect(store.count == 9)
    #expect(store.newest(3).map(\.record) == [999, 996, 993])
  }
}
