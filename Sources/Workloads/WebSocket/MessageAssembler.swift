import NIOCore
import NIOWebSocket

/// Puts the frames of one side of a WebSocket together to messages (RFC 6455, 5.4).
struct MessageAssembler {
  /// The longest message and frame that is taken, bytes.
  static let limitBytes = 16 << 20

  /// A whole message.
  struct Message: Equatable {
    var bytes: ByteBuffer
    var isText: Bool
  }

  /// What a frame leads to.
  enum Outcome: Equatable {
    /// The message goes on in the next frame.
    case partial
    /// A message is complete.
    case message(Message)
    /// The other side asks for a pong with these bytes.
    case ping(ByteBuffer)
    case pong
    /// The other side closes, for a reason in its words.
    case close(CloseStatus, String)
  }

  /// Whether the other side is a client, which must mask its frames; a server must not (5.1).
  let isFromClient: Bool
  /// The message whose end has not come yet.
  private var begun: Message?

  init(isFromClient: Bool) { self.isFromClient = isFromClient }

  /// Takes in the next frame.
  mutating func take(_ frame: WebSocketFrame) throws(WebSocketFault) -> Outcome {
    if (frame.maskKey != nil) != isFromClient {
      throw isFromClient ? .unmaskedFrame : .maskedFrame
    }
    if frame.rsv1 || frame.rsv2 || frame.rsv3 { throw .reservedBits }
    let bytes = frame.unmaskedData
    switch frame.opcode {
    case .text, .binary:
      guard begun == nil else { throw .strayFragment }
      return try go(on: Message(bytes: bytes, isText: frame.opcode == .text), isWhole: frame.fin)
    case .continuation:
      guard var message = begun else { throw .strayFragment }
      begun = nil
      guard message.bytes.readableBytes + bytes.readableBytes <= Self.limitBytes else {
        throw .tooLong
      }
      message.bytes.writeImmutableBuffer(bytes)
      return try go(on: message, isWhole: frame.fin)
    case .ping: return .ping(bytes)
    case .pong: return .pong
    case .connectionClose:
      return try close(bytes)
    default: throw .reservedOpcode
    }
  }

  /// Reads why the other side closes (5.5.1, 7.4).
  private func close(_ bytes: ByteBuffer) throws(WebSocketFault) -> Outcome {
    var bytes = bytes
    guard bytes.readableBytes > 0 else { return .close(.none, "") }
    guard let number = bytes.readInteger(as: UInt16.self),
      CloseStatus(rawValue: number).isSendable
    else { throw .badCloseFrame }
    guard bytes.isUTF8 else { throw .notUTF8 }
    return .close(CloseStatus(rawValue: number), String(buffer: bytes))
  }

  private mutating func go(on message: Message, isWhole: Bool) throws(WebSocketFault) -> Outcome {
    guard isWhole else {
      begun = message
      return .partial
    }
    if message.isText, !message.bytes.isUTF8 { throw .notUTF8 }
    return .message(message)
  }
}

extension ByteBuffer {
  fileprivate var isUTF8: Bool {
    withUnsafeReadableBytes { String(validating: $0, as: UTF8.self) != nil }
  }
}

extension WebSocketFault {
  /// What an error of the decoder of frames means; nil if it is of another origin.
  init?(_ error: any Error) {
    switch error as? NIOWebSocketError {
    case .invalidFrameLength?: self = .tooLong
    case .fragmentedControlFrame?, .multiByteControlFrameLength?: self = .badControlFrame
    case nil: return nil
    }
  }
}
