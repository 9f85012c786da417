import Testing

@testable import Workloads

struct EndpointTests {
  @Test(arguments: [
    ("http://localhost:8080/notes?page=2", "http", "localhost", 8_080, "/notes?page=2"),
    ("HTTP://localhost", "http", "localhost", 80, "/"),
    ("https://notes.example", "https", "notes.example", 443, "/"),
    ("https://notes.example:8443?q=a/b", "https", "notes.example", 8_443, "/?q=a/b"),
    ("http://[::1]:9000/a", "http", "::1", 9_000, "/a"),
    ("http://[2001:db8::1]/", "http", "2001:db8::1", 80, "/"),
    ("http://host/path#part", "http", "host", 80, "/path"),
    ("http://127.0.0.1/at@sign", "http", "127.0.0.1", 80, "/at@sign"),
  ])
  func `a URL is taken apart`(
    url: String,
    scheme: String,
    host: String,
    port: Int,
    path: String
  ) throws {
    let (endpoint, read) = try #require(Endpoint.parse(url))
    #expect(endpoint.scheme == scheme)
    #expect(endpoint.host == host)
    #expect(endpoint.port == port)
    #expect(read == path)
  }

  @Test(arguments: [
    "", "/notes", "localhost:8080", "ftp://host/", "http://", "http:///path", "http://:80/",
    "http://host:/", "http://host:0/", "http://host:65536/", "http://host:port/", "http://::1/",
    "http://[::1]x/", "http://[::1]:/", "http://user@/",
  ])
  func `what is no URL of HTTP is refused`(url: String) {
    #expect(Endpoint.parse(url) == nil)
  }

  @Test func `the port stands in the Host header unless it is the usual one`() throws {
    func header(_ url: String) throws -> String {
      try #require(Endpoint.parse(url)).endpoint.hostHeader
    }
    #expect(try header("http://a/") == "a")
    #expect(try header("http://a:443/") == "a:443")
    #expect(try header("https://a:443/") == "a")
    #expect(try header("https://a:80/") == "a:80")
    #expect(try header("http://[::1]:81/") == "[::1]:81")
  }
}
