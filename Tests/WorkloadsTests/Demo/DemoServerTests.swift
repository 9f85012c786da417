import Testing

@testable import Workloads

@Suite("The demo server over loopback")
struct DemoServerTests {
  @Test("answers one request after the other on a kept connection")
  func keptConnection() async throws {
    let server = try await DemoServer.start()
    let client = try LoopbackClient(port: server.port)
    let health = try client.ask("GET", "/health")
    #expect(health.status == 200 && health.keepAlive && health.body == #"{"status":"ok"}"#)
    let created = try client.ask("POST", "/api/notes", #"{"title": "over the wire"}"#)
    #expect(created.status == 201)
    let path = try #require(created.capture?.header("Location"))
    #expect(try client.ask("GET", path).json?["title"] == "over the wire")
    let deleted = try client.ask("DELETE", path)
    #expect(deleted.status == 204 && deleted.body.isEmpty && deleted.keepAlive)
    #expect(try client.ask("GET", path).status == 404)
    #expect(try client.ask("PATCH", path).status == 405)
    let head = try client.ask("HEAD", "/")
    #expect(head.status == 200 && head.body.isEmpty)
    #expect(head.capture?.header("content-type") == "application/json")
    let index = try client.ask("GET", "/").json?["endpoints"]?.array
    #expect(index?.count == DemoEndpoint.allCases.count)
    await server.stop()
  }

  @Test("answers pipelined requests in their order, however long each takes")
  func pipelining() async throws {
    let server = try await DemoServer.start()
    let client = try LoopbackClient(port: server.port)
    try client.send(
      "GET /api/notes/5 HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    )
    #expect(try client.receive().json?["id"] == 5)
    #expect(try client.receive().json?["status"] == "ok")
    await server.stop()
  }

  @Test("closes when it is asked to, and after HTTP/1.0")
  func closing() async throws {
    let server = try await DemoServer.start()
    let first = try LoopbackClient(port: server.port)
    let answer = try first.ask("GET", "/health", headers: "Connection: close\r\n")
    #expect(answer.status == 200 && !answer.keepAlive)
    #expect(first.isAtEnd())
    let second = try LoopbackClient(port: server.port)
    try second.send("GET /health HTTP/1.0\r\n\r\n")
    #expect(try !second.receive().keepAlive)
    #expect(second.isAtEnd())
    await server.stop()
  }

  @Test("refuses a body over its limit and keeps the connection")
  func longBody() async throws {
    let server = try await DemoServer.start()
    let client = try LoopbackClient(port: server.port)
    let long = String(repeating: "x", count: DemoConnection.bodyLimitBytes + 1)
    #expect(try client.ask("POST", "/api/notes", long).status == 413)
    #expect(try client.ask("GET", "/health").status == 200)
    await server.stop()
  }

  @Test("survives clients that go before their answer comes")
  func impatience() async throws {
    let server = try await DemoServer.start()
    for _ in 0..<20 {
      let client = try LoopbackClient(port: server.port)
      try client.send("GET /api/notes HTTP/1.1\r\nHost: x\r\n\r\n")
    }
    let client = try LoopbackClient(port: server.port)
    #expect(try client.ask("GET", "/api/notes").status < 600)
    await server.stop()
  }

  @Test("takes the port that it is given, and names it when it is taken")
  func ports() async throws {
    let first = try await DemoServer.start()
    #expect(first.port > 0 && first.url == "http://127.0.0.1:\(first.port)")
    let fault = await #expect(throws: DemoServerFault.self) {
      _ = try await DemoServer.start(port: first.port)
    }
    #expect(fault?.description.contains("port \(first.port) of 127.0.0.1") == true)
    await first.stop()
    // Somebody else may take a port as soon as it is free: then another one is tried.
    var second: DemoServer?
    var port = first.port
    for _ in 0..<20 where second == nil {
      second = try? await DemoServer.start(port: port)
      guard second == nil else { break }
      let other = try await DemoServer.start()
      port = other.port
      await other.stop()
    }
    let server = try #require(second)
    #expect(server.port == port)
    await server.stop()
    await server.stop()
  }

  @Test("starts and stops for callers that are not asynchronous")
  func synchronous() throws {
    let server = try DemoServer.startAndWait()
    let client = try LoopbackClient(port: server.port)
    #expect(try client.ask("GET", "/health").status == 200)
    server.stopAndWait()
  }
}
