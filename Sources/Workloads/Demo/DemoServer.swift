import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The embedded HTTP server that stands in for the five systems, on loopback only.
///
/// It has an event loop of its own, and no state outside of it. Latencies follow from the seed and
/// the order of the requests; see `DemoEndpoint` for their shapes and `Incident` for its troubles.
package final class DemoServer: Sendable {
  /// The port of 127.0.0.1 that it listens on.
  package let port: Int

  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let isStopped = Atomic(false)

  /// Where it is reached: `http://127.0.0.1:PORT`.
  package var url: String { "http://127.0.0.1:\(port)" }

  private init(channel: any Channel, group: MultiThreadedEventLoopGroup, port: Int) {
    self.channel = channel
    self.group = group
    self.port = port
  }

  /// Starts a server on the given port, or on a free one for 0.
  package static func start(
    port: Int = 0,
    seed: UInt64 = 1
  ) async throws(DemoServerFault)
    -> DemoServer
  {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let channel = try await bootstrap(group, seed).bind(host: "127.0.0.1", port: port).get()
      return DemoServer(
        channel: channel,
        group: group,
        port: channel.localAddress?.port ?? port
      )
    } catch {
      try? await group.shutdownGracefully()
      throw DemoServerFault(port: port, cause: error)
    }
  }

  /// The same for callers that are not asynchronous; waits for it, so never on an event loop.
  ///
  /// Each answer takes `slowness` times as long as it should.
  @available(*, noasync)
  package static func startAndWait(
    port: Int = 0,
    seed: UInt64 = 1,
    slowness: Double = 1
  ) throws(DemoServerFault)
    -> DemoServer
  {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let channel = try bootstrap(group, seed, slowness)
        .bind(host: "127.0.0.1", port: port).wait()
      return DemoServer(
        channel: channel,
        group: group,
        port: channel.localAddress?.port ?? port
      )
    } catch {
      try? group.syncShutdownGracefully()
      throw DemoServerFault(port: port, cause: error)
    }
  }

  /// Closes all connections and ends its thread; nothing happens the second time.
  package func stop() async {
    guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
    try? await channel.close().get()
    try? await group.shutdownGracefully()
  }

  /// The same for callers that are not asynchronous; waits for it, so never on an event loop.
  @available(*, noasync)
  package func stopAndWait() {
    guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
    try? channel.close().wait()
    try? group.syncShutdownGracefully()
  }

  private static func bootstrap(
    _ group: MultiThreadedEventLoopGroup,
    _ seed: UInt64,
    _ slowness: Double = 1
  ) -> ServerBootstrap {
    let loop = group.next()
    // The group has one loop, so every connection is on the loop that these are confined to.
    let service = NIOLoopBoundBox.makeBoxSendingValue(
      DemoService(seed: seed, slowness: slowness),
      eventLoop: loop
    )
    let wheel = NIOLoopBoundBox.makeBoxSendingValue(DelayWheel(loop: loop), eventLoop: loop)
    return ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: 4_096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline(
            withServerUpgrade: (
              upgraders: [DemoWebSocket.upgrader(service, wheel)],
              completionHandler: { context in
                context.pipeline.removeHandler(name: "requests", promise: nil)
              }
            )
          )
          try pipeline.addHandler(
            DemoConnection(service: service.value, wheel: wheel.value),
            name: "requests"
          )
        }
      }
  }
}

/// Why the demo server did not start.
package struct DemoServerFault: Error, CustomStringConvertible {
  /// The port that was asked for; 0 for any.
  package var port: Int
  /// What the system said.
  package var cause: any Error

  /// What was wrong, and the way out.
  package var description: String {
    let wanted = port == 0 ? "a free port" : "port \(port)"
    return "the demo server can't listen on \(wanted) of 127.0.0.1: \(cause); port 0 takes any"
  }
}
