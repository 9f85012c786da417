import Glibc

/// nginx with one worker on one CPU, serving a file of 16 bytes on loopback.
struct LoopbackServer {
  let port: Int
  private let child: pid_t
  private let children: Children

  var url: String { "http://127.0.0.1:\(port)/" }

  /// Starts it and waits until it answers.
  init(in folder: String, on cpu: Int, children: Children) throws(ChildFailure) {
    let nginx = try Peer.nginx.path()
    let taskset = try Peer.taskset.path()
    port = try Self.freePort()
    self.children = children
    for part in ["nginx", "nginx/www", "nginx/tmp"] { mkdir("\(folder)/\(part)", 0o755) }
    try TextFile.write("0123456789abcde\n", to: "\(folder)/nginx/www/index.html")
    try TextFile.write(Self.configuration(port), to: "\(folder)/nginx/nginx.conf")
    child = try children.start(
      ChildCommand(
        words: [
          taskset, "-c", String(cpu), nginx, "-p", "\(folder)/nginx", "-e", "error.log", "-c",
          "\(folder)/nginx/nginx.conf",
        ],
        output: "/dev/null",
        errors: "\(folder)/nginx/output",
        seconds: 3600
      )
    )
    for _ in 0..<100 {
      if Self.connects(to: port) { return }
      usleep(50_000)
    }
    children.end(child)
    let reason =
      TextFile.read("\(folder)/nginx/output") + TextFile.read("\(folder)/nginx/error.log")
    throw ChildFailure(description: "nginx does not answer: \(reason.suffix(300))")
  }

  /// Ends it.
  func stop() { children.end(child) }

  /// Debian's settings for sending files, and nothing that costs without need.
  private static func configuration(_ port: Int) -> String {
    """
    daemon off;
    worker_processes 1;
    worker_rlimit_nofile 12288;
    pid nginx.pid;
    error_log error.log;
    events { worker_connections 12000; }
    http {
      access_log off;
      default_type text/plain;
      sendfile on;
      tcp_nopush on;
      keepalive_timeout 600s;
      keepalive_requests 1000000;
      client_body_temp_path tmp/body;
      proxy_temp_path tmp/proxy;
      fastcgi_temp_path tmp/fastcgi;
      uwsgi_temp_path tmp/uwsgi;
      scgi_temp_path tmp/scgi;
      server {
        listen 127.0.0.1:\(port) backlog=4096;
        root www;
      }
    }

    """
  }

  private static func freePort() throws(ChildFailure) -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard result else { throw ChildFailure(description: "no free port on loopback") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func connects(to port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }
}
