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
    #expect(endpoint.authorization == nil)
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

  @Test func `a user part becomes Basic authorization, decoded from percent signs`() throws {
    func authorization(_ url: String) throws -> String? {
      try #require(Endpoint.parse(url)).endpoint.authorization
    }
    // RFC 7617, section 2.
    #expect(
      try authorization("http://Aladdin:open%20sesame@host/")
        == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    )
    #expect(try authorization("http://a@b:c@host/") == "Basic YUBiOmM=")
    #expect(try authorization("http://a:%+1%zz%4@host/") == "Basic YTolKzElenolNA==")
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `base64 is that of RFC 4648, section 10`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
  }
}
