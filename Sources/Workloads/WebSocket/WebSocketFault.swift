import NIOCore

/// What a server did that RFC 6455 forbids, or that makes an exchange impossible.
enum WebSocketFault: Error, Sendable, Hashable {
  /// The answer to the handshake does not have the fields of an upgrade (4.1).
  case noUpgrade
  /// `Sec-WebSocket-Accept` is missing, or does not follow from the key (4.1).
  case wrongAccept
  /// It chose an extension, and none was offered (4.1).
  case unofferedExtension
  /// It chose a subprotocol that was not offered (4.1).
  case unofferedSubprotocol
  /// A frame is masked (5.1).
  case maskedFrame
  /// A frame is not masked: what a server says of its client (5.1).
  case unmaskedFrame
  /// A frame has reserved bits, although no extension was agreed upon (5.2).
  case reservedBits
  /// A frame has an opcode that means nothing (5.2).
  case reservedOpcode
  /// A control frame is fragmented or longer than 125 bytes (5.5).
  case badControlFrame
  /// A frame that closes has half a status, or one that is never sent (5.5.1, 7.4).
  case badCloseFrame
  /// A fragment goes on with a message that was not begun, or a message begins in another (5.4).
  case strayFragment
  /// A message or frame is longer than what is taken.
  case tooLong
  /// A text is not UTF-8 (8.1).
  case notUTF8
  /// The message that was to be sent has nothing at the place by which its answer would be found.
  case nothingToMatch

  /// What is wrong, without anything of what came.
  var complaint: String {
    switch self {
    case .noUpgrade: "the answer to the handshake does not upgrade to a WebSocket"
    case .wrongAccept: "the answer to the handshake lacks the right Sec-WebSocket-Accept"
    case .unofferedExtension: "the server chose an extension that was not offered"
    case .unofferedSubprotocol: "the server chose a subprotocol that was not offered"
    case .maskedFrame: "the server masks its frames"
    case .unmaskedFrame: "the client does not mask its frames"
    case .reservedBits: "a frame has reserved bits set"
    case .reservedOpcode: "a frame has an opcode that is reserved"
    case .badControlFrame: "a control frame is fragmented or longer than 125 bytes"
    case .badCloseFrame: "a close frame has no valid status"
    case .strayFragment: "a fragment does not belong to the message before it"
    case .tooLong: "a message is over \(MessageAssembler.limitBytes >> 20) MiB"
    case .notUTF8: "a text message is not UTF-8"
    case .nothingToMatch: "a message had nothing there that its answer could be matched by"
    }
  }

  /// The status to close the connection with.
  var closeStatus: CloseStatus {
    switch self {
    case .tooLong: .tooLong
    case .notUTF8: .notUTF8
    default: .protocolError
    }
  }
}

/// Why a WebSocket is closed (RFC 6455, 7.4.1).
struct CloseStatus: RawRepresentable, Equatable {
  let rawValue: UInt16

  static let goingAway = CloseStatus(rawValue: 1001)
  static let protocolError = CloseStatus(rawValue: 1002)
  /// None was given; it stands for that, and is never sent.
  static let none = CloseStatus(rawValue: 1005)
  static let notUTF8 = CloseStatus(rawValue: 1007)
  static let tooLong = CloseStatus(rawValue: 1009)

  /// Whether an endpoint may send it (7.4.1, 7.4.2, and the registry of IANA).
  var isSendable: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }

  /// What a frame has that closes with it.
  var payload: ByteBuffer { self == .none ? ByteBuffer() : ByteBuffer(integer: rawValue) }
}
