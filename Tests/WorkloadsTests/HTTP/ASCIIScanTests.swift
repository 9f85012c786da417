import Testing

@testable import Workloads

@Suite("Word-wise searches")
struct ASCIIScanTests {
  private static let tokens = Set(
    "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8
  )

  @Test("end a token at every byte that is none, wherever it stands", arguments: 0...20)
  func tokens(position: Int) {
    for byte in UInt8.min...UInt8.max {
      var bytes = Array("Abcdefgh-Ijklmno-Zyxw".utf8)
      bytes[position] = byte
      let length = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { ASCIIScan.tokenLength($0, count: buffer.count) }
      }
      #expect(length == (Self.tokens.contains(byte) ? bytes.count : position), "byte \(byte)")
    }
  }

  @Test("find a control character of every kind, wherever it stands", arguments: 0...20)
  func controls(position: Int) {
    for byte in UInt8.min...UInt8.max {
      var bytes = Array(" ~\u{7E}\u{21}abcdefghijklmnopq".utf8.prefix(21))
      bytes[position] = byte
      let found = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { ASCIIScan.firstControl(in: $0, from: 0, count: buffer.count) }
      }
      #expect(found == (byte < 0x20 || byte == 0x7F ? position : bytes.count), "byte \(byte)")
    }
  }
}
