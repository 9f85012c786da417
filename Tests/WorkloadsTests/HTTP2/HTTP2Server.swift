import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import NIOSSL
import Synchronization

/// A server on 127.0.0.1 that speaks HTTP/2 as a test wants it to, and knows what it has seen.
final class HTTP2Server: Sendable {
  /// What it does about a request, one thing after the other.
  enum Step: Sendable {
    /// A head, informational or not.
    case head(Int, [(String, String)] = [], ends: Bool = false)
    /// A part of the body.
    case body(String, ends: Bool = true)
    case trailers([(String, String)])
    case reset(HTTP2ErrorCode)
    /// Asks so often whether the other side is there.
    case pings(Int)
    /// Says that it goes away: this stream is the last that it processes, or is not processed.
    case goAway(processed: Bool)
    /// Closes the connection.
    case close
    /// Goes on after some milliseconds.
    case wait(milliseconds: Int64)
  }

  /// A request, as far as tests ask for it.
  struct Request: Sendable {
    /// The header list, in order.
    var fields: [(name: String, value: String)]
    var body = ""
    /// 0 for the first of the server.
    var number = 0
    /// 0 for the first of its connection.
    var numberOnConnection = 0

    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
    var path: String { field(":path") ?? "" }
  }

  /// What it has seen.
  struct Log: Sendable {
    var requests: [Request] = []
    var connections = 0
    /// The most streams that one connection had at once.
    var mostStreams = 0
    /// Streams that the client has reset.
    var resets = 0
  }

  /// How it speaks.
  struct Manner: Sendable {
    var settings: [HTTP2Setting] = []
    var tls: NIOSSLContext?
    /// Whether it answers when it has seen the head, and lets no more of the body come.
    var answersEarly = false
    var script: @Sendable (Request) -> [Step] = { _ in HTTP2Server.ok }
  }

  static let ok: [Step] = [.head(200, [("content-length", "2")]), .body("ok")]

  let port: Int
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let shared: Shared

  /// State of a server, shared with its connections.
  final class Shared: Sendable {
    let log = Mutex(Log())
    let manner: Manner

    init(_ manner: Manner) { self.manner = manner }
  }

  init(_ manner: Manner) throws {
    let shared = Shared(manner)
    self.shared = shared
    let listener = try ServerBootstrap(group: group)
      .serverChannelOption(ChannelOptions.backlog, value: 1_024)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls = manner.tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandler(HTTP2ServerConnection.makeCodec(manner.settings))
          try pipeline.addHandler(HTTP2ServerConnection(shared))
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .wait()
    port = listener.localAddress?.port ?? 0
  }

  /// One that answers as `script` says.
  convenience init(script: @escaping @Sendable (Request) -> [Step] = { _ in HTTP2Server.ok }) throws
  {
    try self.init(Manner(script: script))
  }

  var url: String { "http://127.0.0.1:\(port)" }
  var secureURL: String { "https://127.0.0.1:\(port)" }
  var log: Log { shared.log.withLock { $0 } }

  /// Closes the listener and every connection, and waits for that.
  func stop() { try? group.syncShutdownGracefully() }
}

private final class HTTP2ServerConnection: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame
  typealias OutboundOut = HTTP2Frame

  private let shared: HTTP2Server.Shared
  private var requests: [HTTP2StreamID: HTTP2Server.Request] = [:]
  private var streams: Set<HTTP2StreamID> = []
  private var served = 0
  /// The last stream that it processes.
  private var last = HTTP2StreamID.maxID

  init(_ shared: HTTP2Server.Shared) { self.shared = shared }

  static func makeCodec(_ settings: [HTTP2Setting]) -> NIOHTTP2Handler {
    var connection = NIOHTTP2Handler.ConnectionConfiguration()
    connection.initialSettings = settings
    connection.contentLengthValidation = .disabled
    connection.headerBlockValidation = .disabled
    connection.controlFrameRateLimit.windowLength = .zero
    var stream = NIOHTTP2Handler.StreamConfiguration()
    stream.streamResetFrameRateLimit.windowLength = .zero
    return NIOHTTP2Handler(
      mode: .server,
      connectionConfiguration: connection,
      streamConfiguration: stream
    )
  }

  func channelActive(context: ChannelHandlerContext) {
    shared.log.withLock { $0.connections += 1 }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A stream that it no longer takes is an error of its codec.
    if last == .maxID { context.close(promise: nil) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let closed = event as? StreamClosedEvent { streams.remove(closed.streamID) }
    guard !shared.manner.answersEarly, let window = event as? NIOHTTP2WindowUpdatedEvent,
      let left = window.inboundWindowSize, left < 20_000
    else { return }
    write(window.streamID, .windowUpdate(windowSizeIncrement: 40_000), context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    let id = frame.streamID
    switch frame.payload {
    case .headers(let head):
      guard id <= last else { return }
      requests[id] = HTTP2Server.Request(fields: head.headers.map { ($0.name, $0.value) })
      streams.insert(id)
      shared.log.withLock { $0.mostStreams = max($0.mostStreams, streams.count) }
      if head.endStream || shared.manner.answersEarly { receive(id, context) }
    case .data(let data):
      if case .byteBuffer(let bytes) = data.data { requests[id]?.body += String(buffer: bytes) }
      if data.endStream, !shared.manner.answersEarly { receive(id, context) }
    case .rstStream:
      shared.log.withLock { $0.resets += 1 }
    default:
      break
    }
  }

  private func receive(_ id: HTTP2StreamID, _ context: ChannelHandlerContext) {
    guard var request = requests.removeValue(forKey: id) else { return }
    request.numberOnConnection = served
    served += 1
    let numbered = shared.log.withLock { log in
      request.number = log.requests.count
      log.requests.append(request)
      return request
    }
    perform(shared.manner.script(numbered)[...], id, context)
  }

  private func perform(
    _ steps: ArraySlice<HTTP2Server.Step>,
    _ id: HTTP2StreamID,
    _ context: ChannelHandlerContext
  ) {
    for (place, step) in zip(steps.indices, steps) {
      switch step {
      case .head(let status, let fields, let ends):
        let headers = HPACKHeaders([(":status", "\(status)")] + fields)
        write(id, .headers(.init(headers: headers, endStream: ends)), context)
      case .body(let text, let ends):
        let bytes = IOData.byteBuffer(ByteBuffer(string: text))
        write(id, .data(.init(data: bytes, endStream: ends)), context)
      case .trailers(let fields):
        write(id, .headers(.init(headers: HPACKHeaders(fields), endStream: true)), context)
      case .reset(let code):
        write(id, .rstStream(code), context)
      case .pings(let count):
        for number in 0..<count {
          let data = HTTP2PingData(withInteger: UInt64(number))
          write(.rootStream, .ping(data, ack: false), context)
        }
      case .goAway(let processed):
        last = processed ? id : id == 1 ? .rootStream : HTTP2StreamID(Int(id) - 2)
        let payload = HTTP2Frame.FramePayload.goAway(
          lastStreamID: last,
          errorCode: .noError,
          opaqueData: nil
        )
        write(.rootStream, payload, context)
      case .close:
        context.close(promise: nil)
        return
      case .wait(let milliseconds):
        let rest = steps[(place + 1)...]
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
          let (connection, context) = bound.value
          guard context.channel.isActive, connection.streams.contains(id) else { return }
          connection.perform(rest, id, context)
        }
        return
      }
    }
  }

  private func write(
    _ id: HTTP2StreamID,
    _ payload: HTTP2Frame.FramePayload,
    _ context: ChannelHandlerContext
  ) {
    let frame = HTTP2Frame(streamID: id, payload: payload)
    context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
  }
}
