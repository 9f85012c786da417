import Budgets
import NIOCore
import NIOPosix
import NIOSSL

/// Connections that wait to be begun until answers have been read.
struct DialQueue {
  /// How many connections are begun before answers are read again: each costs as much as several
  /// requests.
  static let atOnce = 16

  /// How many were begun since answers were read.
  var begun = 0
  /// What begins the others, in order.
  var waiting = CircularBuffer<() -> Void>()
}

// How connections are made.
extension Worker {
  /// Connects to an address of an endpoint, offering `version` where TLS is spoken.
  ///
  /// `prepare` adds the handlers behind the socket or TLS. Only a few connections are begun before
  /// answers are read again; the others wait for that, and are not begun unless they are still wanted.
  func dial(
    _ endpoint: Int,
    address: Int,
    _ version: HTTPVersion,
    timeoutNanoseconds: Int64,
    prepare: @escaping @Sendable (any Channel) throws -> Void,
    isWanted: @escaping @Sendable () -> Bool,
    onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    let target = plan.endpoints[endpoint]
    let sslContext = target.isTLS ? tls[version] : nil
    guard addresses[endpoint].indices.contains(address) else {
      // The name was looked up again meanwhile, and has fewer addresses.
      return loop.execute { onFailure(ChannelError.eof) }
    }
    let socketAddress = addresses[endpoint][address]
    enqueue { [loop] in
      guard isWanted() else { return }
      ClientBootstrap(group: loop)
        .channelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
        .connectTimeout(.nanoseconds(timeoutNanoseconds))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            if let sslContext {
              try channel.pipeline.syncOperations.addHandler(
                NIOSSLClientHandler(
                  context: sslContext,
                  serverHostname: target.isAddress ? nil : target.host
                )
              )
            }
            try prepare(channel)
          }
        }
        .connect(to: socketAddress)
        .whenFailure(onFailure)
    }
  }

  private func enqueue(_ begin: @escaping () -> Void) {
    guard dials.begun < DialQueue.atOnce, dials.waiting.isEmpty else {
      return dials.waiting.append(begin)
    }
    dials.begun += 1
    if dials.begun == 1 { continueDialing() }
    begin()
  }

  /// Begins those that wait after answers were read.
  private func continueDialing() {
    // A little later than now, or the event loop would run it before it reads.
    loop.scheduleTask(in: .microseconds(20)) { [self] in
      dials.begun = 0
      guard phase != .finished else { return dials.waiting.removeAll() }
      while dials.begun < DialQueue.atOnce, let begin = dials.waiting.popFirst() {
        dials.begun += 1
        begin()
      }
      if dials.begun > 0 { continueDialing() }
    }
  }
}
