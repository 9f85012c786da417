import NIOCore
import NIOHTTP2

extension HTTP2Connection {
  /// The window of a connection before anybody changes it (RFC 9113, 6.9.2).
  static let defaultWindowBytes = 65_535
  /// The largest window (RFC 9113, 6.9.1): who measures reads all that comes, at once.
  static let windowBytes = Int(Int32.max)

  /// The codec of a connection.
  ///
  /// A server under load may break off and ask what it likes: none of that is an attack here.
  static func makeCodec() -> NIOHTTP2Handler {
    var connection = NIOHTTP2Handler.ConnectionConfiguration()
    connection.initialSettings = [
      HTTP2Setting(parameter: .enablePush, value: 0),
      HTTP2Setting(parameter: .initialWindowSize, value: windowBytes),
      HTTP2Setting(parameter: .maxHeaderListSize, value: ResponseScanner.headLimitBytes),
    ]
    // More than a quarter of the cost of a request. The status is looked at by the connection, and the
    // suite's reader has looked at what is sent.
    connection.headerBlockValidation = .disabled
    connection.maximumSequentialEmptyDataFrames = .max
    connection.maximumRecentlyResetStreams = 1_000
    connection.maximumConnectionGlitches = .max
    // Room is made for as many as are permitted, so that none of them may be without limit; what came
    // before this very nanosecond is forgotten instead.
    connection.controlFrameRateLimit.windowLength = .zero
    var stream = NIOHTTP2Handler.StreamConfiguration()
    stream.streamResetFrameRateLimit.windowLength = .zero
    stream.streamErrorRateLimit.windowLength = .zero
    return NIOHTTP2Handler(
      mode: .client,
      connectionConfiguration: connection,
      streamConfiguration: stream
    )
  }
}
