import Foundation
import Testing

/// A server on loopback by the `websockets` package of Python, of the test's own; its path says what it
/// does with messages.
final class WebSocketServer {
  /// What it has seen and done on one path.
  struct Counts: Decodable {
    var connections = 0
    var messages = 0
    var sent = 0
    /// The statuses with which connections were closed, and how often.
    var closes: [String: Int] = [:]
  }

  let port: Int
  let folder: TemporaryFolder
  private let process: Child
  private let isTLS: Bool

  /// With `isTLS` the certificate is `certificate.pem` of its folder.
  init(isTLS: Bool = false) throws {
    self.isTLS = isTLS
    folder = try TemporaryFolder()
    if isTLS { try folder.writeCertificate() }
    try folder.write(Self.program, to: "server.py")
    process = try Child(
      Peer.python.required(),
      ["server.py"] + (isTLS ? ["tls"] : []),
      in: folder,
      as: "server"
    )
    let (folder, child) = (folder, process)
    try wait("the server to listen") { !child.isRunning || folder.number(in: "port") != nil }
    port = try #require(folder.number(in: "port"), "it did not start: \(child.errors)")
  }

  var url: String { "\(isTLS ? "wss" : "ws")://127.0.0.1:\(port)" }

  /// Ends it, and returns what it has seen on a path.
  func counts(of path: String) throws -> Counts {
    process.signal(SIGTERM)
    let status = try process.status()
    try #require(status == 0, "\(process.errors)")
    let all = try JSONDecoder().decode([String: Counts].self, from: Data(process.output.utf8))
    return all[path] ?? Counts()
  }

  private static let program = """
    import asyncio, collections, json, pathlib, signal, ssl, sys
    from websockets.asyncio.server import serve
    from websockets.exceptions import ConnectionClosed

    counts = collections.defaultdict(
        lambda: {"connections": 0, "messages": 0, "sent": 0, "closes": {}})

    async def handle(socket):
        path = socket.request.path
        count = counts[path]
        count["connections"] += 1
        served, before = 0, None
        async def send(message):
            await socket.send(message)
            count["sent"] += 1
        async def notify():
            while True:
                await send("news")
                await asyncio.sleep(0.01)
        news = asyncio.create_task(notify()) if path == "/news" else None
        try:
            async for message in socket:
                served += 1
                count["messages"] += 1
                if path == "/silent":
                    continue
                if path == "/closing" and served == 3:
                    await socket.close(1011, "enough")
                elif path == "/disorder":
                    await send("news")
                    if before is not None:
                        await send(before)
                    await send(message)
                    await send(message)
                    before = message
                elif path == "/fragments":
                    await send([message[:5], message[5:9], "", message[9:]])
                else:
                    await send(message)
        except ConnectionClosed:
            pass
        finally:
            if news:
                news.cancel()
            status = str(socket.close_code)
            count["closes"][status] = count["closes"].get(status, 0) + 1

    async def main():
        context = None
        if sys.argv[1:] == ["tls"]:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain("certificate.pem", "key.pem")
        ended = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set_result, None)
        async with serve(handle, "127.0.0.1", 0, ssl=context, max_size=1 << 24) as server:
            pathlib.Path("port.new").write_text(str(server.sockets[0].getsockname()[1]))
            pathlib.Path("port.new").rename("port")
            await ended
        print(json.dumps(counts))

    asyncio.run(main())
    """
}

extension TemporaryFolder {
  fileprivate func number(in file: String) -> Int? { (try? text(of: file)).flatMap { Int($0) } }
}
