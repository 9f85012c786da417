import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import Synchronization

/// A WebSocket server on 127.0.0.1 that does what a test wants it to, and knows what it has seen.
final class ScriptedSocketServer: Sendable {
  /// What it does, one after the other.
  enum Action: Sendable {
    case text(String)
    /// One text in several frames.
    case fragments([String])
    case frame(WebSocketFrame)
    case close(UInt16?)
    /// A reset of the connection.
    case reset
    /// These, some milliseconds later.
    case later(milliseconds: Int64, [Action])
  }

  /// A message, as far as tests ask for it.
  struct Message: Sendable {
    var text: String
    /// 0 for the first of the server.
    var number: Int
    /// 0 for the first of its connection.
    var numberOnConnection: Int
  }

  /// What it has seen.
  struct Log: Sendable {
    /// The fields of each handshake.
    var handshakes: [HTTPHeaders] = []
    var paths: [String] = []
    var messages: [String] = []
    /// How many messages it sent.
    var sent = 0
    var pings = 0
    var pongs: [String] = []
    /// The statuses with which clients closed; 0 for none.
    var closes: [UInt16] = []
    var openConnections = 0
  }

  let port: Int
  private let group: MultiThreadedEventLoopGroup
  private let shared: Shared

  /// State of a server, shared with its connections.
  fileprivate final class Shared: Sendable {
    let log = Mutex(Log())
    let greeting: [Action]
    let script: @Sendable (Message) -> [Action]

    init(greeting: [Action], script: @escaping @Sendable (Message) -> [Action]) {
      self.greeting = greeting
      self.script = script
    }
  }

  /// `answering` are fields of the answers to handshakes, `greeting` is what it does after each.
  init(
    tls: NIOSSLContext? = nil,
    answering fields: HTTPHeaders = [:],
    greeting: [Action] = [],
    script: @escaping @Sendable (Message) -> [Action] = { [.text($0.text)] }
  ) throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let shared = Shared(greeting: greeting, script: script)
    self.shared = shared
    let listener = try ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.configureHTTPServerPipeline(
            withServerUpgrade: (
              upgraders: [Self.upgrader(fields, shared)], completionHandler: { _ in }
            )
          )
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .wait()
    port = listener.localAddress?.port ?? 0
  }

  private static func upgrader(
    _ fields: HTTPHeaders,
    _ shared: Shared
  ) -> NIOWebSocketServerUpgrader {
    NIOWebSocketServerUpgrader(
      maxFrameSize: 1 << 24,
      shouldUpgrade: { channel, head in
        shared.log.withLock {
          $0.handshakes.append(head.headers)
          $0.paths.append(head.uri)
        }
        return channel.eventLoop.makeSucceededFuture(fields)
      },
      upgradePipelineHandler: { channel, _ in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            NIOWebSocketFrameAggregator(
              minNonFinalFragmentSize: 1,
              maxAccumulatedFrameCount: 1_000,
              maxAccumulatedFrameSize: 1 << 24
            ), ScriptedSocket(shared),
          ])
        }
      }
    )
  }

  var url: String { "http://127.0.0.1:\(port)" }
  var log: Log { shared.log.withLock { $0 } }

  /// Closes the listener and every connection, and waits for that.
  func stop() { try? group.syncShutdownGracefully() }

  /// What it has seen after it has read everything from clients that are gone.
  func finalLog() -> Log {
    let limit = NIODeadline.now() + .seconds(60)
    while log.openConnections > 0, NIODeadline.now() < limit { _ = poll(nil, 0, 1) }
    return log
  }
}

private final class ScriptedSocket: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let shared: ScriptedSocketServer.Shared
  private var served = 0

  init(_ shared: ScriptedSocketServer.Shared) { self.shared = shared }

  func handlerAdded(context: ChannelHandlerContext) {
    shared.log.withLock { $0.openConnections += 1 }
    run(shared.greeting, context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    shared.log.withLock { $0.openConnections -= 1 }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    var bytes = frame.unmaskedData
    switch frame.opcode {
    case .text:
      let text = String(buffer: bytes)
      let number = shared.log.withLock {
        $0.messages.append(text)
        return $0.messages.count - 1
      }
      served += 1
      run(
        shared.script(.init(text: text, number: number, numberOnConnection: served - 1)),
        context
      )
    case .ping:
      shared.log.withLock { $0.pings += 1 }
      send(WebSocketFrame(fin: true, opcode: .pong, data: bytes), context)
    case .pong: shared.log.withLock { $0.pongs.append(String(buffer: bytes)) }
    case .connectionClose:
      let status = bytes.readInteger(as: UInt16.self) ?? 0
      shared.log.withLock { $0.closes.append(status) }
      context.close(promise: nil)
    default: break
    }
  }

  private func run(_ actions: [ScriptedSocketServer.Action], _ context: ChannelHandlerContext) {
    for action in actions {
      switch action {
      case .text(let text):
        count()
        send(WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: text)), context)
      case .fragments(let parts):
        count()
        for (index, part) in parts.enumerated() {
          let frame = WebSocketFrame(
            fin: index == parts.count - 1,
            opcode: index == 0 ? .text : .continuation,
            data: ByteBuffer(string: part)
          )
          send(frame, context)
        }
      case .frame(let frame): send(frame, context)
      case .close(let status):
        let data = status.map { ByteBuffer(integer: $0) } ?? ByteBuffer()
        send(WebSocketFrame(fin: true, opcode: .connectionClose, data: data), context)
      case .reset:
        // Closing without lingering sends RST (socket(7), SO_LINGER).
        let reset = linger(l_onoff: 1, l_linger: 0)
        _ = (context.channel as? any SocketOptionProvider)?.setSoLinger(reset)
        context.close(promise: nil)
      case .later(let milliseconds, let actions):
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) {
          if context.channel.isActive { self.run(actions, context) }
        }
      }
    }
  }

  private func count() { shared.log.withLock { $0.sent += 1 } }

  private func send(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
  }
}
