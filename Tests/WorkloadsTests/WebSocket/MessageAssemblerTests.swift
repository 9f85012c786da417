import NIOCore
import NIOWebSocket
import Testing

@testable import Workloads

struct MessageAssemblerTests {
  private static func frame(
    _ opcode: WebSocketOpcode,
    _ text: String,
    isLast: Bool = true
  ) -> WebSocketFrame {
    WebSocketFrame(fin: isLast, opcode: opcode, data: ByteBuffer(string: text))
  }

  private static func message(_ text: String, isText: Bool = true) -> MessageAssembler.Outcome {
    .message(.init(bytes: ByteBuffer(string: text), isText: isText))
  }

  @Test func `a frame that is whole is a message`() throws {
    var assembler = MessageAssembler(isFromClient: false)
    #expect(try assembler.take(Self.frame(.text, "ä")) == Self.message("ä"))
    #expect(try assembler.take(Self.frame(.binary, "")) == Self.message("", isText: false))
  }

  @Test func `fragments are put together, with control frames between them`() throws {
    var assembler = MessageAssembler(isFromClient: false)
    #expect(try assembler.take(Self.frame(.binary, "a", isLast: false)) == .partial)
    #expect(try assembler.take(Self.frame(.ping, "x")) == .ping(ByteBuffer(string: "x")))
    #expect(try assembler.take(Self.frame(.continuation, "b", isLast: false)) == .partial)
    #expect(try assembler.take(Self.frame(.pong, "")) == .pong)
    #expect(
      try assembler.take(Self.frame(.continuation, "c")) == Self.message("abc", isText: false)
    )
    #expect(try assembler.take(Self.frame(.text, "d")) == Self.message("d"))
  }

  @Test func `a character may lie across two fragments`() throws {
    var assembler = MessageAssembler(isFromClient: false)
    let bytes = Array("ä".utf8)
    var first = Self.frame(.text, "", isLast: false)
    first.data = ByteBuffer(bytes: bytes[..<1])
    var second = Self.frame(.continuation, "")
    second.data = ByteBuffer(bytes: bytes[1...])
    #expect(try assembler.take(first) == .partial)
    #expect(try assembler.take(second) == Self.message("ä"))
  }

  @Test func `a close has a status or none`() throws {
    var assembler = MessageAssembler(isFromClient: false)
    var frame = Self.frame(.connectionClose, "")
    #expect(try assembler.take(frame) == .close(.none, ""))
    frame.data = ByteBuffer(bytes: [0x03, 0xF1] + Array("why".utf8))
    #expect(try assembler.take(frame) == .close(.tooLong, "why"))
    for bytes: [UInt8] in [[0x03], [0x03, 0xEC], [0x03, 0xED], [0, 0], [0x13, 0x88]] {
      frame.data = ByteBuffer(bytes: bytes)
      #expect(throws: WebSocketFault.badCloseFrame) { try assembler.take(frame) }
    }
    frame.data = ByteBuffer(bytes: [0x03, 0xE8, 0xFF])
    #expect(throws: WebSocketFault.notUTF8) { try assembler.take(frame) }
  }

  @Test func `what a client sends is unmasked`() throws {
    var assembler = MessageAssembler(isFromClient: true)
    var frame = Self.frame(.text, "")
    let key = WebSocketMaskingKey.random()
    frame.maskKey = key
    var data = ByteBuffer(string: "hello")
    data.webSocketMask(key)
    frame.data = data
    #expect(try assembler.take(frame) == Self.message("hello"))
    #expect(throws: WebSocketFault.unmaskedFrame) { try assembler.take(Self.frame(.text, "x")) }
  }

  @Test func `what RFC 6455 forbids is refused`() throws {
    var masked = Self.frame(.text, "x")
    masked.maskKey = .random()
    var reserved = Self.frame(.text, "x")
    reserved.rsv1 = true
    let opcode = try #require(WebSocketOpcode(encodedWebSocketOpcode: 3))
    var invalid = Self.frame(.text, "")
    invalid.data = ByteBuffer(bytes: [0xC3, 0x28])
    let cases: [(WebSocketFrame, WebSocketFault)] = [
      (masked, .maskedFrame), (reserved, .reservedBits), (Self.frame(opcode, ""), .reservedOpcode),
      (Self.frame(.continuation, "x"), .strayFragment), (invalid, .notUTF8),
    ]
    for (frame, fault) in cases {
      var assembler = MessageAssembler(isFromClient: false)
      #expect(throws: fault) { try assembler.take(frame) }
    }
    var assembler = MessageAssembler(isFromClient: false)
    _ = try assembler.take(Self.frame(.text, "x", isLast: false))
    #expect(throws: WebSocketFault.strayFragment) { try assembler.take(Self.frame(.text, "y")) }
  }

  @Test func `a message that grows beyond the limit is refused`() throws {
    var assembler = MessageAssembler(isFromClient: false)
    var half = Self.frame(.binary, "", isLast: false)
    half.data = ByteBuffer(repeating: 0, count: MessageAssembler.limitBytes / 2)
    _ = try assembler.take(half)
    half.opcode = .continuation
    _ = try assembler.take(half)
    #expect(throws: WebSocketFault.tooLong) { try assembler.take(Self.frame(.continuation, "x")) }
  }

  @Test func `an error of the decoder is told from one of the network`() {
    #expect(WebSocketFault(NIOWebSocketError.invalidFrameLength) == .tooLong)
    #expect(WebSocketFault(NIOWebSocketError.fragmentedControlFrame) == .badControlFrame)
    #expect(WebSocketFault(NIOWebSocketError.multiByteControlFrameLength) == .badControlFrame)
    #expect(WebSocketFault(ChannelError.eof) == nil)
    #expect(WebSocketFault.tooLong.closeStatus == .tooLong)
    #expect(WebSocketFault.notUTF8.closeStatus == .notUTF8)
    #expect(WebSocketFault.strayFragment.closeStatus == .protocolError)
  }
}
