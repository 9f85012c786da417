import NIOCore
import NIOHTTP2
import Sessions

/// One connection over HTTP/2 and the streams that are on it.
///
/// The last handler of its pipeline, behind the codec of frames. Confined to the event loop of its
/// worker, and `Sendable` only so that NIO's pipeline can hold it.
final class HTTP2Connection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = HTTP2Frame
  typealias OutboundOut = HTTP2Frame

  /// The most streams at once, whatever the server allows: what RFC 9113 (6.5.2) recommends servers
  /// to allow at least.
  static let ownStreamLimit = 100

  let worker: Worker
  let pool: HTTP2Pool
  /// When it was begun, ns of session time.
  let began: Int64
  private let opening: HTTP2Opening
  private var channel: (any Channel)?
  var context: ChannelHandlerContext?
  private var phase = Phase.greeting
  /// Streams whose answers are awaited.
  var streams: [HTTP2StreamID: HTTP2Stream] = [:]
  private var nextStream: Int32 = 1
  /// How many streams it may have at once; 0 before the server has greeted.
  private(set) var streamLimit = 0
  /// Answers that were complete.
  var served: UInt64 = 0
  /// Frames that came.
  private var heard: UInt64 = 0
  /// Whether the server has taken our settings over, from which streams have their windows.
  private var isAcknowledged = false
  /// Whether frames are being read, after which the codec flushes what was written.
  private var isReading = false
  private var failure: (any Error)?
  /// Why the server ends the connection, if it has said that something is wrong.
  private var farewell: HTTP2ErrorCode?
  /// Whether the next error that is told is that of a stream which has failed.
  private var awaitsStreamError = false

  private enum Phase {
    /// The settings of the server have not come.
    case greeting
    case ready
    /// No request is begun on it any more.
    case leaving
    case closed
  }

  init(pool: HTTP2Pool, opening: HTTP2Opening, channel: any Channel) {
    worker = pool.worker
    self.pool = pool
    self.opening = opening
    self.channel = channel
    began = opening.began
  }

  var isGreeting: Bool { phase == .greeting }

  /// Whether it can take another request.
  var hasRoom: Bool {
    phase == .ready && streams.count < streamLimit
      && (begun < pool.allowance || streams.isEmpty)
  }

  /// How many streams were begun on it.
  var begun: Int { Int(nextStream) / 2 }

  // MARK: Requests

  /// Begins the request of a lane; it must have room.
  func send(_ lane: Lane, at now: Int64) {
    let request = lane.request
    guard let context, let message = request.http2 else { return }
    lane.state = .inFlight
    lane.sent = now
    if !request.plan.template.isConstant, let turn = lane.turn {
      turn.begin(step: lane.step ?? 0)
      message.render(turn)
      lane.sent = worker.now
    }
    let stream = lane.stream ?? HTTP2Stream(lane: lane)
    lane.stream = stream
    let id = HTTP2StreamID(nextStream)
    nextStream += 2
    stream.begin(on: self, id, heard: heard, keeps: !request.plan.checks.isEmpty)
    streams[id] = stream
    let hasBody = message.body.readableBytes > 0
    write(id, .headers(.init(headers: message.headers, endStream: !hasBody)), on: context)
    if hasBody { write(message.body, of: stream, on: context) }
    // The last number that a stream can have.
    if nextStream == .max { leave() }
    if !isReading { context.flush() }
  }

  func write(
    _ id: HTTP2StreamID,
    _ payload: HTTP2Frame.FramePayload,
    on context: ChannelHandlerContext,
    promise: EventLoopPromise<Void>? = nil
  ) {
    let frame = HTTP2Frame(streamID: id, payload: payload)
    context.write(Self.wrapOutboundOut(frame), promise: promise)
  }

  /// Writes a body, of which the codec keeps what the windows of the server have no room for.
  private func write(
    _ body: ByteBuffer,
    of stream: HTTP2Stream,
    on context: ChannelHandlerContext
  ) {
    stream.isWritten = false
    let id = stream.id
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenSuccess {
      if stream.connection === self, stream.id == id { stream.isWritten = true }
    }
    write(id, .data(.init(data: .byteBuffer(body), endStream: true)), on: context, promise: promise)
  }

  /// Gives up a stream whose time is over; the others go on.
  func cancel(_ stream: HTTP2Stream) {
    remove(stream)
    // The server is silent: new requests would wait for nothing.
    if heard == stream.heardBefore { leave() }
    guard let context else { return }
    write(stream.id, .rstStream(.cancel), on: context)
    if !isReading { context.flush() }
    streamEnded()
  }

  func remove(_ stream: HTTP2Stream) {
    streams[stream.id] = nil
    stream.isOpen = false
  }

  func streamEnded() {
    if phase == .ready {
      pool.serve(self)
    } else if phase == .leaving, streams.isEmpty {
      close()
    }
  }

  // MARK: The connection

  private func take(_ settings: HTTP2Settings) {
    let limit = settings.last { $0.parameter == .maxConcurrentStreams }?.value
    if limit != nil || phase == .greeting {
      streamLimit = min(limit ?? Self.ownStreamLimit, Self.ownStreamLimit)
    }
    if phase == .greeting {
      phase = .ready
      pool.isReady(self, opening)
    } else {
      pool.serve(self)
    }
  }

  /// Takes no request any more (RFC 9113, 6.8): what the server did not process is sent again.
  private func goAway(_ last: HTTP2StreamID, _ code: HTTP2ErrorCode) {
    leave()
    if code != .noError { farewell = code }
    let refused = streams.values.filter { $0.id > last }.sorted { $0.id < $1.id }
    for stream in refused { remove(stream) }
    if !refused.isEmpty { pool.allowance = max(1, (Int(last) + 1) / 2) }
    // Each connection brings something to an end, or a request is sent again once.
    let hasServed = served > 0 || last > .rootStream
    let now = worker.now
    for stream in refused {
      let lane = stream.lane
      if !hasServed, lane.isRetry {
        worker.fail(lane, .reset, because: broken(nil, nil), at: now)
      } else {
        lane.isRetry = lane.isRetry || !hasServed
        worker.resend(lane, at: now)
      }
    }
    streamEnded()
  }

  private func leave() {
    guard phase == .ready else { return }
    phase = .leaving
    pool.leaves(self)
  }

  /// Closes it; what happens on it after that is nobody's business.
  func close() {
    guard phase != .closed else { return }
    phase = .closed
    for stream in streams.values { stream.isOpen = false }
    streams = [:]
    pool.isClosed(self)
    channel?.close(mode: .all, promise: nil)
    channel = nil
  }

  private func lost(_ error: (any Error)?) {
    let wasGreeting = isGreeting
    let left = streams.values.sorted { $0.id < $1.id }
    close()
    let kind = error.map(ErrorKind.init) ?? .reset
    if wasGreeting {
      // What was no HTTP/2, or nothing at all from one that has never spoken it.
      let isOther = kind == .badResponse || kind == .reset && !pool.hasSpoken
      return isOther
        ? pool.failed(.wrongProtocol, because: .notUnderstood) : pool.failed(kind, error)
    }
    let now = worker.now
    for stream in left {
      // The server may have closed a kept connection before it saw the request.
      if served > 0, stream.status == nil, worker.retry(stream.lane, at: now) { continue }
      let series = stream.lane.recorder.index
      let fault = AnswerFault(error, series: series, endpoint: pool.endpoint)
      worker.fail(
        stream.lane,
        kind,
        because: fault ?? (kind == .reset ? broken(stream, error) : nil),
        at: now
      )
    }
  }

  /// Where in the answer on a stream the connection ended, or why the server said that it would.
  private func broken(_ stream: HTTP2Stream?, _ error: (any Error)?) -> AnswerFault {
    var reason = error == nil ? "closed" : "reset"
    if let stream, stream.status != nil {
      reason += stream.bodyBytes > 0 ? " in the body" : " after the head"
    } else {
      reason += " before the response"
    }
    if let farewell { reason += ": \(farewell.name)" }
    return .connection(endpoint: pool.endpoint, .reset, reason)
  }
}

// What the codec tells.
extension HTTP2Connection {
  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    pool.isConnected(self, opening)
    // The preface was written; nothing that comes is to wait for us.
    let increment = Self.windowBytes - Self.defaultWindowBytes
    write(.rootStream, .windowUpdate(windowSizeIncrement: increment), on: context)
    context.flush()
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard phase != .closed else { return }
    isReading = true
    heard &+= 1
    let frame = Self.unwrapInboundIn(data)
    switch frame.payload {
    case .headers(let head):
      if let stream = streams[frame.streamID] { take(head, of: stream) }
    case .data(let data):
      if let stream = streams[frame.streamID] { take(data, of: stream) }
    case .rstStream(let code):
      if let stream = streams[frame.streamID] { reset(stream, code) }
    case .settings(.settings(let settings)):
      take(settings)
    case .goAway(let last, let code, _):
      goAway(last, code)
    case .settings(.ack):
      isAcknowledged = true
    case .ping, .priority, .windowUpdate, .pushPromise, .alternativeService, .origin:
      break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { isReading = false }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard phase != .closed else { return }
    if let window = event as? NIOHTTP2WindowUpdatedEvent {
      guard let left = window.inboundWindowSize, left < Self.windowBytes / 2,
        isAcknowledged || window.streamID == .rootStream
      else { return }
      let increment = Self.windowBytes - left
      write(window.streamID, .windowUpdate(windowSizeIncrement: increment), on: context)
    } else if let closed = event as? StreamClosedEvent, let stream = streams[closed.streamID] {
      // The codec has found fault with the answer and reset the stream.
      awaitsStreamError = true
      remove(stream)
      let code = closed.reason.map { ": \($0.name)" } ?? ""
      let reason = "the answer breaks the rules of HTTP/2\(code)"
      let fault = AnswerFault.malformed(series: stream.lane.recorder.index, reason)
      worker.fail(stream.lane, .badResponse, because: fault, at: worker.now)
      streamEnded()
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if awaitsStreamError, error is any NIOHTTP2Error {
      awaitsStreamError = false
      return
    }
    if let error = error as? NIOHTTP2Errors.StreamError {
      if let stream = streams[error.streamID] {
        refuse(stream, because: FailureText.text(error) ?? "", isOver: true)
      }
      return
    }
    if failure == nil {
      let host = worker.plan.endpoints[pool.endpoint].host
      failure = TLSFault.explained(error, context, host: host)
    }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    guard phase != .closed else { return }
    lost(failure)
  }
}
