import Testing

@testable import Budgets

/// Where requests go, written as on the command line.
@Suite struct AddressTests {
  private func url(_ http: String, target: String? = nil) throws -> String? {
    let head = target.map { "target: \($0)\n" } ?? ""
    let suite = try read(head + "benchmarks: { a: { http: \(http) } }")
    guard case .http(let request) = suite.benchmarks.first?.workload else { return nil }
    return suite.target + (request.url.contains("://") ? " " : "") + request.url
  }

  @Test(
    "a host needs no scheme",
    arguments: [
      ("localhost:8090/items", "http://localhost:8090/items"),
      ("GET localhost:8090/items?a=b", "http://localhost:8090/items?a=b"),
      ("POST notes:8090", "http://notes:8090/"), ("localhost", "http://localhost/"),
      ("127.0.0.1/x", "http://127.0.0.1/x"), ("notes.example/x", "http://notes.example/x"),
      ("'[::1]:8090/x'", "http://[::1]:8090/x"),
      ("{ url: localhost:8090/x }", "http://localhost:8090/x"),
    ]
  )
  func hosts(text: String, expected: String) throws {
    #expect(try url(text) == " " + expected)
  }

  @Test("so does a target not, and paths stay paths below it")
  func targets() throws {
    #expect(try url("/items", target: "localhost:8090") == "http://localhost:8090/items")
    #expect(try url("GET /a.b/c", target: "notes.example") == "http://notes.example/a.b/c")
    #expect(
      try url("localhost:1/x", target: "notes.example")
        == "http://notes.example http://localhost:1/x"
    )
  }

  @Test("what could be a path below the target is not taken for a host")
  func doubtful() {
    let text = "target: demo\nbenchmarks: { a: { http: GET notes.json } }\n"
    #expect(
      errors(text).contains(
        "'notes.json' is no path. Write it as /notes.json, or http://notes.json for another host."
      )
    )
    // Without a scheme credentials would be found by nothing, and would be kept in recordings.
    #expect(errors("benchmarks: { a: { http: 'me:pw@localhost:80/' } }") != "")
  }

  @Test("a query of a host without a scheme is kept out of recordings like any other")
  func recordable() throws {
    let text = "benchmarks: { a: { http: 'localhost:8090/x?token=sesame' } }"
    #expect(try !read(text).recordableText.contains("sesame"))
  }
}
