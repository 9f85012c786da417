import Foundation
import Testing

/// An nginx on loopback with an access log, of the test's own.
final class Nginx {
  /// How it is spoken to.
  struct Manner {
    /// Whether over TLS, with a certificate that nobody has signed.
    var isTLS = false
    /// Whether in HTTP/2: without TLS in nothing else, over TLS if it is chosen by ALPN.
    var isHTTP2 = false
    /// Requests after which a connection is closed.
    var keepaliveRequests = 1_000
    /// Streams at once on a connection over HTTP/2.
    var streams = 128

    fileprivate var listening: String { (isTLS ? " ssl" : "") + (isHTTP2 ? " http2" : "") }
    fileprivate var certificate: String {
      isTLS ? "ssl_certificate certificate.pem; ssl_certificate_key key.pem;" : ""
    }
  }

  let port: Int
  private let manner: Manner
  private let process: Child
  private let folder: TemporaryFolder

  init(_ manner: Manner = Manner()) throws {
    self.manner = manner
    folder = try TemporaryFolder()
    if manner.isTLS { try folder.writeCertificate() }
    port = try Self.freePort()
    try folder.write("hello, world 123", to: "www/index.html")
    try folder.write(
      """
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log error.log;
      events { worker_connections 4096; }
      http {
        log_format protocols '$remote_addr - $remote_user [$time_local] "$request" $status '
          '$body_bytes_sent "$http_referer" "$http_user_agent" $server_protocol $connection';
        access_log access.log protocols;
        keepalive_requests \(manner.keepaliveRequests);
        http2_max_concurrent_streams \(manner.streams);
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        \(manner.certificate)
        server { listen 127.0.0.1:\(port)\(manner.listening); root www; }
      }
      """,
      to: "nginx.conf"
    )
    let prefix = folder.url.path + "/"
    process = try Child(
      Peer.nginx.required(),
      ["-p", prefix, "-e", "error.log", "-c", "nginx.conf"],
      in: folder,
      as: "nginx"
    )
    let (port, child) = (port, process)
    try wait("nginx to listen") { !child.isRunning || Self.answers(port) }
    try #require(child.isRunning, "nginx did not start: \(child.errors)")
  }

  /// Its access log, in the format "combined" with protocol and connection behind it.
  func log() throws -> String { try folder.text(of: "access.log") }

  /// The number of requests that it has seen.
  func requests() throws -> Int { try log().split(separator: "\n").count }

  /// The protocols in which it has answered.
  func protocols() throws -> Set<Substring> { try lastWords(1) }

  /// The number of connections on which it has answered.
  func connections() throws -> Int { try lastWords(0).count }

  /// What stands in the lines of its access log, so many words before their ends.
  private func lastWords(_ place: Int) throws -> Set<Substring> {
    Set(
      try log().split(separator: "\n").compactMap { $0.split(separator: " ").dropLast(place).last }
    )
  }

  var url: String { "\(manner.isTLS ? "https" : "http")://127.0.0.1:\(port)/" }

  /// A port of loopback on which nobody listens at the moment.
  static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    try #require(status)
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func answers(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: port)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, length) == 0
      }
    }
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }
}
