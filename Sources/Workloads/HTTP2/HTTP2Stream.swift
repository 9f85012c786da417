import NIOHPACK
import NIOHTTP2

/// The exchange of a lane over HTTP/2: the stream of its request, and what has come of the answer.
///
/// One per lane, reused from request to request. Confined to the event loop of its worker.
final class HTTP2Stream {
  /// Not counted: the worker owns its lanes as long as it lives, and connections keep the worker.
  unowned(unsafe) let lane: Lane
  /// The connection that it is on, or was last.
  private(set) var connection: HTTP2Connection?
  private(set) var id = HTTP2StreamID.rootStream
  /// Whether its answer is awaited.
  var isOpen = false
  /// Whether all of the request was handed to the socket.
  var isWritten = true
  /// How many frames its connection had heard when it began.
  private(set) var heardBefore: UInt64 = 0
  /// The status of the answer; nil before its head has come.
  var status: Int?
  var bodyBytes = 0
  /// What is kept of the answer for checks and captures; nil if nothing is.
  var answer: CapturedResponse?

  init(lane: Lane) { self.lane = lane }

  /// Begins a request on a connection.
  func begin(on connection: HTTP2Connection, _ id: HTTP2StreamID, heard: UInt64, keeps: Bool) {
    self.connection = connection
    self.id = id
    isOpen = true
    isWritten = true
    heardBefore = heard
    status = nil
    bodyBytes = 0
    if !keeps {
      answer = nil
    } else if answer == nil {
      answer = CapturedResponse(bodyLimitBytes: CapturedResponse.keptBytes)
    } else {
      answer?.reset()
    }
  }

  /// Keeps the header fields of an answer, if its checks may ask for them.
  func keep(_ headers: HPACKHeaders) {
    guard answer != nil else { return }
    for (name, value, _) in headers where !name.hasPrefix(":") {
      answer?.appendHeader(name: name, value: value)
    }
  }
}
