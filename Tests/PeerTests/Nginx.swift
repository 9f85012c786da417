import Foundation
import Testing

/// An nginx on loopback with an access log, of the test's own.
final class Nginx {
  let port: Int
  private let process: Child
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
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
        access_log access.log;
        keepalive_requests 1000;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server { listen 127.0.0.1:\(port); root www; }
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

  /// Its access log.
  func log() throws -> String { try folder.text(of: "access.log") }

  /// The number of requests that it has seen.
  func requests() throws -> Int {
    try log().split(separator: "\n").count
  }

  var url: String { "http://127.0.0.1:\(port)/" }

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
