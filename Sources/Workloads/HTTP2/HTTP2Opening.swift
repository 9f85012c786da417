import Budgets
import NIOCore
import NIOHTTP2
import NIOTLS
import Sessions

/// A connection to one address of an endpoint that is being made: until TCP is connected and TLS has
/// agreed upon a protocol.
///
/// It puts the handlers of that protocol in its own place. Confined to the event loop of its worker,
/// and `Sendable` only so that NIO's bootstrap can hold it.
final class HTTP2Opening: ChannelInboundHandler, RemovableChannelHandler, @unchecked Sendable {
  typealias InboundIn = ByteBuffer

  private let worker: Worker
  private let pool: HTTP2Pool
  /// The address that it goes to, by its place among those of the endpoint.
  let address: Int
  /// The addresses that are left to be tried.
  let addressesLeft: Int
  /// When the first address was tried, ns of session time.
  let began: Int64
  /// When it was connected and had agreed upon TLS, ns of session time; -1 before.
  private(set) var connected: Int64 = -1
  private(set) var secured: Int64 = -1
  private var channel: (any Channel)?
  /// Whether it is nobody's business any longer.
  private var isOver = false
  private var failure: (any Error)?

  init(pool: HTTP2Pool, address: Int, addressesLeft: Int, began: Int64) {
    worker = pool.worker
    self.pool = pool
    self.address = address
    self.addressesLeft = addressesLeft
    self.began = began
  }

  /// Begins to connect; each address is waited for a part of `timeoutNanoseconds`.
  func dial(timeoutNanoseconds: Int64) {
    worker.dial(
      pool.endpoint,
      address: address,
      pool.version,
      timeoutNanoseconds: Worker.patience(timeoutNanoseconds, addressesLeft: addressesLeft)
    ) { [self] channel in
      self.channel = channel
      try channel.pipeline.syncOperations.addHandler(self)
    } isWanted: { [self] in
      !isOver
    } onFailure: { [self] in
      fail(failure ?? $0)
    }
  }

  /// Closes it; what happens on it after that is nobody's business.
  func close() {
    isOver = true
    channel?.close(mode: .all, promise: nil)
    channel = nil
  }

  // MARK: Events

  func channelActive(context: ChannelHandlerContext) {
    guard !isOver else { return context.close(promise: nil) }
    connected = worker.now
    if !pool.isTLS { speakHTTP2(context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard !isOver, case .handshakeCompleted(let chosen)? = event as? TLSUserEvent else { return }
    secured = worker.now
    if chosen == "h2" {
      speakHTTP2(context)
    } else if pool.version == .negotiated {
      hand(context) { try pool.fallBack(self, $0) }
    } else {
      close()
      pool.failed(self, .wrongProtocol, because: .notChosen)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if failure == nil {
      let host = worker.plan.endpoints[pool.endpoint].host
      failure = TLSFault.explained(error, context, host: host)
    }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { fail(failure ?? ChannelError.eof) }

  private func fail(_ error: any Error) {
    guard !isOver else { return }
    close()
    // Servers that share no protocol with the client may end the handshake (RFC 7301, 3.2).
    if pool.version == .two, (error as? TLSFault)?.isAboutALPN == true {
      pool.failed(self, .wrongProtocol, because: .notChosen)
    } else {
      pool.failed(self, ErrorKind(error), error)
    }
  }

  // MARK: Protocols

  private func speakHTTP2(_ context: ChannelHandlerContext) {
    hand(context) { channel in
      let connection = HTTP2Connection(pool: pool, opening: self, channel: channel)
      let pipeline = channel.pipeline.syncOperations
      // One after the other: the connection writes through the codec as soon as it is added.
      try pipeline.addHandler(HTTP2Connection.makeCodec())
      try pipeline.addHandler(connection)
    }
  }

  /// Lets others have the channel, and leaves its pipeline.
  private func hand(_ context: ChannelHandlerContext, to next: (any Channel) throws -> Void) {
    isOver = true
    channel = nil
    do {
      try next(context.channel)
      context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    } catch {
      // The pipeline is gone, and the channel with it.
      isOver = false
      fail(error)
    }
  }
}
