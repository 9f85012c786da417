import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on 127.0.0.1 that answers as a test wants it to, and knows what it has seen.
final class ScriptedServer: Sendable {
  /// What it does when a request has come.
  enum Reply: Sendable {
    /// These bytes.
    case bytes(String)
    /// These bytes, then it closes.
    case last(String)
    /// These bytes, each part some milliseconds after the one before.
    case trickle([String], milliseconds: Int64)
    /// These bytes after some milliseconds.
    case late(String, milliseconds: Int64)
    /// These bytes, then a reset.
    case reset(String)
    /// Nothing at all.
    case never
  }

  /// A request, as far as tests ask for it.
  struct Request: Sendable {
    var method: String
    var path: String
    /// The request line and header fields.
    var head: String
    var body: String
    /// 0 for the first of the server.
    var number: Int
    /// 0 for the first of its connection.
    var numberOnConnection: Int
  }

  /// What it has seen.
  struct Log: Sendable {
    /// When each request was complete, ns of CLOCK_MONOTONIC.
    var requests: [Int64] = []
    /// When it began to answer each request, in the same order; nil for those that it did not.
    var answers: [Int64?] = []
    var paths: [String: Int] = [:]
    /// The bodies that came, in order, but for empty and long ones.
    var bodies: [String] = []
    var connections = 0
    var openConnections = 0
    /// Since when it stalled, and until when, ns of CLOCK_MONOTONIC.
    var stall: (begin: Int64, end: Int64)?
  }

  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  let port: Int
  private let group: MultiThreadedEventLoopGroup
  private let listener: any Channel
  private let shared: Shared

  /// State of a server, shared with its connections.
  final class Shared: Sendable {
    let log = Mutex(Log())
    let script: @Sendable (Request) -> Reply
    /// The request with which a stall begins, and how long it lasts.
    let stall: (request: Int, nanoseconds: Int64)?
    /// Whether it answers when it has seen the head, and reads no more after it.
    let answersEarly: Bool

    init(
      stall: (request: Int, nanoseconds: Int64)?,
      answersEarly: Bool,
      script: @escaping @Sendable (Request) -> Reply
    ) {
      self.stall = stall
      self.answersEarly = answersEarly
      self.script = script
    }

    static var now: Int64 {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
  }

  init(
    stall: (request: Int, nanoseconds: Int64)? = nil,
    answersEarly: Bool = false,
    tls: NIOSSLContext? = nil,
    port: Int = 0,
    script: @escaping @Sendable (Request) -> Reply = { _ in .bytes(ScriptedServer.ok) }
  ) throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let shared = Shared(stall: stall, answersEarly: answersEarly, script: script)
    self.shared = shared
    listener = try ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.backlog, value: 1_024)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandler(ScriptedConnection(shared))
        }
      }
      .bind(host: "127.0.0.1", port: port)
      .wait()
    self.port = listener.localAddress?.port ?? 0
  }

  var url: String { "http://127.0.0.1:\(port)" }
  var log: Log { shared.log.withLock { $0 } }
  var count: Int { log.requests.count }

  /// Closes the listener and every connection, and waits for that.
  func stop() { try? group.syncShutdownGracefully() }

  /// What it has seen after it has read everything from clients that are gone.
  func finalLog() -> Log {
    let limit = Shared.now + 60_000_000_000
    while log.openConnections > 0, Shared.now < limit { usleep(500) }
    return log
  }
}

private final class ScriptedConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let shared: ScriptedServer.Shared
  private var bytes: [UInt8] = []
  private var served = 0

  init(_ shared: ScriptedServer.Shared) { self.shared = shared }

  func channelActive(context: ChannelHandlerContext) {
    shared.log.withLock {
      $0.connections += 1
      $0.openConnections += 1
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    shared.log.withLock { $0.openConnections -= 1 }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytes += Self.unwrapInboundIn(data).readableBytesView
    while let end = endOfHead {
      let head = String(decoding: bytes[..<end], as: UTF8.self)
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
      let bodyBytes = shared.answersEarly ? 0 : length.flatMap { Int($0.dropFirst(16)) } ?? 0
      guard bytes.count >= end + bodyBytes else { return }
      let body = String(decoding: bytes[end..<(end + bodyBytes)], as: UTF8.self)
      bytes.removeFirst(end + bodyBytes)
      receive(head, body, context)
      if shared.answersEarly {
        // What is left of the body is not read before the client is gone.
        bytes = []
        context.channel.setOption(ChannelOptions.autoRead, value: false).whenFailure { _ in }
        return
      }
    }
  }

  private var endOfHead: Int? {
    let end: [UInt8] = [13, 10, 13, 10]
    guard bytes.count >= end.count else { return nil }
    return (end.count...bytes.count).first { bytes[($0 - end.count)..<$0].elementsEqual(end) }
  }

  private func receive(_ head: String, _ body: String, _ context: ChannelHandlerContext) {
    let words = head.split(separator: " ", maxSplits: 2).map(String.init)
    let now = ScriptedServer.Shared.now
    let (number, wait) = shared.log.withLock { log -> (Int, Int64) in
      let number = log.requests.count
      log.requests.append(now)
      log.answers.append(nil)
      log.paths[words[1], default: 0] += 1
      if !body.isEmpty, body.utf8.count < 10_000 { log.bodies.append(body) }
      guard let stall = shared.stall else { return (number, 0) }
      if number == stall.request { log.stall = (now, now + stall.nanoseconds) }
      return (number, max(0, (log.stall?.end ?? 0) - now))
    }
    let request = ScriptedServer.Request(
      method: words[0],
      path: words[1],
      head: head,
      body: body,
      number: number,
      numberOnConnection: served
    )
    served += 1
    let reply = shared.script(request)
    if wait > 0 {
      let deadline = NIODeadline.uptimeNanoseconds(UInt64(now + wait))
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(deadline: deadline) {
        bound.value.0.send(reply, number, bound.value.1)
      }
    } else {
      send(reply, number, context)
    }
  }

  private func send(_ reply: ScriptedServer.Reply, _ number: Int, _ context: ChannelHandlerContext)
  {
    func write(_ text: String) {
      let now = ScriptedServer.Shared.now
      shared.log.withLock { if $0.answers[number] == nil { $0.answers[number] = now } }
      context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
    func after(_ milliseconds: Int64, _ next: ScriptedServer.Reply) {
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
        guard bound.value.1.channel.isActive else { return }
        bound.value.0.send(next, number, bound.value.1)
      }
    }
    switch reply {
    case .never:
      break
    case .bytes(let text):
      write(text)
    case .last(let text):
      write(text)
      context.close(promise: nil)
    case .late(let text, let milliseconds):
      after(milliseconds, .bytes(text))
    case .trickle(let parts, let milliseconds):
      guard let first = parts.first else { return }
      write(first)
      after(milliseconds, .trickle(Array(parts.dropFirst()), milliseconds: milliseconds))
    case .reset(let text):
      if !text.isEmpty { write(text) }
      // Closing without lingering sends RST (socket(7), SO_LINGER).
      let reset = linger(l_onoff: 1, l_linger: 0)
      _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(reset)
      context.close(promise: nil)
    }
  }
}
