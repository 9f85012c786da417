import Glibc
import Synchronization
import Testing

/// A server of plain sockets on loopback that counts the requests that it was sent.
///
/// Its requests have no bodies, or bodies in one segment.
final class CountingServer: Sendable {
  /// Where it listens.
  let port: Int
  private let listener: Int32
  private let answer: String
  private let requests = Mutex(0)
  private let milestone: Int
  private let reached: (read: Int32, write: Int32)

  /// `http://127.0.0.1:PORT`.
  var url: String { "http://127.0.0.1:\(port)" }
  /// Requests that came so far.
  var count: Int { requests.withLock { $0 } }

  /// Listens and answers every request with `status`; `wait` returns after so many requests.
  init(status: String = "200 OK", milestone: Int = 1) throws {
    signal(SIGPIPE, SIG_IGN)
    answer = "HTTP/1.1 \(status)\r\nContent-Length: 2\r\n\r\nok"
    self.milestone = milestone
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 128) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    try #require(isListening)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    reached = (ends[0], ends[1])
    Self.thread { [self] in accept() }
  }

  /// Takes no more connections.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  /// Waits for the request that was named at the start.
  func wait() throws {
    var entry = pollfd(fd: reached.read, events: Int16(POLLIN), revents: 0)
    let deadline = Deadline()
    while true {
      let ready = poll(&entry, 1, deadline.leftMilliseconds)
      if ready < 0 && errno == EINTR { continue }
      try #require(ready == 1, "no \(milestone) requests came: \(count)")
      return
    }
  }

  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else { return }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      Self.thread { [self] in serve(connection) }
    }
  }

  private func serve(_ connection: Int32) {
    var pending: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let size = read(connection, &chunk, chunk.count)
      guard size > 0 else { break }
      pending += chunk[..<size]
      while let end = pending.firstRange(of: Array("\r\n\r\n".utf8)) {
        pending = Array(pending[end.upperBound...])
        note()
        _ = answer.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
      }
      // A body that came with its head is not a request of its own.
      if !pending.starts(with: Array("GET".utf8)), !pending.starts(with: Array("POST".utf8)) {
        pending = []
      }
    }
    close(connection)
  }

  private func note() {
    let count = requests.withLock { count in
      count += 1
      return count
    }
    if count == milestone { _ = write(reached.write, "x", 1) }
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Body(run: body))
    var thread = pthread_t()
    pthread_create(&thread, nil, runBody, box.toOpaque())
    pthread_detach(thread)
  }
}

private final class Body: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runBody(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
  return nil
}
