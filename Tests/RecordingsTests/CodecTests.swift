import Measurements
import Sessions
import Testing

@testable import Recordings

@Suite("The pieces of the encoding")
struct CodecTests {
  @Test(
    "base64 as in RFC 4648, section 10",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ]
  )
  func base64(plain: String, text: String) {
    var output: [UInt8] = []
    Base64.encode(Array(plain.utf8), into: &output)
    #expect(output == Array(text.utf8))
    if !text.isEmpty { #expect(decoded(text) == Array(plain.utf8)) }
  }

  @Test(
    "what is not base64 with padding is refused",
    arguments: ["", "Zg", "Zg=", "Zg=a", "Z===", "====", "Zm9v\n", "Zm 9", "Zh==", "Zm9="]
  )
  func badBase64(text: String) {
    #expect(decoded(text) == nil)
  }

  @Test("base64 of any bytes comes back, and none with a byte that does not belong there")
  func anyBase64() throws {
    var numbers = SeededNumbers(3)
    for length in 1...100 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &numbers) }
      var text: [UInt8] = []
      Base64.encode(bytes, into: &text)
      #expect(Base64.decoded(text) == bytes)
      text[Int.random(in: 0..<(text.count - 3), using: &numbers)] =
        [0x3d, 0x0a, 0x80, 0xff, 0x2d][
          length % 5
        ]
      #expect(Base64.decoded(text) == nil)
    }
  }

  private func decoded(_ text: String) -> [UInt8]? { Base64.decoded(Array(text.utf8)) }

  @Test(
    "zigzag numbers in the 9-byte variant",
    arguments: [
      (0, [0x00]), (-1, [0x01]), (1, [0x02]), (63, [0x7e]), (-64, [0x7f]), (64, [0x80, 0x01]),
      (-128, [0xff, 0x01]), (1 << 20, [0x80, 0x80, 0x80, 0x01]),
      (Int64.max, [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      (Int64.min, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    ] as [(Int64, [UInt8])]
  )
  func zigzag(value: Int64, encoded: [UInt8]) {
    var output: [UInt8] = []
    ZigZag.encode(value, into: &output)
    #expect(output == encoded)
    var place = 0
    let decoded = (output + [0x55]).withUnsafeBytes { ZigZag.decode($0, at: &place) }
    #expect(decoded == value)
    #expect(place == output.count)
    place = 0
    #expect(output.dropLast().withUnsafeBytes { ZigZag.decode($0, at: &place) } == nil)
  }

  @Test("a checksum is that of zlib, in one piece or in several")
  func checksum() {
    #expect(Checksum.of(Array("123456789".utf8)) == 0xcbf4_3926)
    var sum = Checksum()
    sum.add("1234".utf8)
    sum.add(Array("56789".utf8)[...])
    #expect(sum.value == 0xcbf4_3926)
  }

  @Test(
    "seconds are read exactly",
    arguments: [
      ("0.000", 0), ("1.007", 1_007_000_000), ("12", 12_000_000_000), ("3.", 3_000_000_000),
      ("1700000000.123", 1_700_000_000_123_000_000), ("0.0000000019", 1),
    ] as [(String, Int64)]
  )
  func seconds(text: String, nanoseconds: Int64) {
    #expect(DecimalTime.nanoseconds(Array(text.utf8)[...]) == nanoseconds)
  }

  @Test(
    "what is no number of seconds is refused",
    arguments: ["", ".5", "-1", "1,5", "1e3", " 1", "1.2.3", "9000000001", "99999999999", "0.12x"]
  )
  func badSeconds(text: String) {
    #expect(DecimalTime.nanoseconds(Array(text.utf8)[...]) == nil)
  }

  @Test(
    "names become tags without separators, blanks and control characters",
    arguments: [
      ("list-notes", "list-notes"), ("a:b,c d%", "a%3Ab%2Cc%20d%25"), ("tab\t\u{1b}", "tab%09%1B"),
      ("naïve", "naïve"), ("\u{a0}\u{2028}", "%C2%A0%E2%80%A8"), ("%41", "%2541"),
    ]
  )
  func tags(name: String, tag: String) {
    #expect(SeriesTag.text(of: SeriesID(name)) == tag)
    for kind in SeriesID.Kind.allCases {
      let id = SeriesID(name, kind)
      #expect(SeriesTag.series(of: SeriesTag.text(of: id)) == id)
    }
  }

  @Test("a tag of an unknown kind is no series")
  func unknownTag() {
    #expect(SeriesTag.series(of: "a:phase") == nil)
    #expect(SeriesTag.series(of: "a:") == nil)
    #expect(SeriesTag.series(of: "a:warmup:failed") == SeriesID("a", .warmupFailed))
    #expect(SeriesTag.series(of: "100%") == SeriesID("100%"))
  }

  @Test(
    "a line that is not one of samples is refused",
    arguments: [
      "", "1.000", "1.000,1.000,1.000", "1.000,1.000,1.000,", "x,1.000,1.000,HISTFA", "Tag=x",
      "Tag=,1.000,1.000,1.000,HISTFA", "1.000,-1,1.000,HISTFA", "Tag=x,1.0,1.0,NaN,HISTFA",
    ]
  )
  func badLines(text: String) {
    #expect(LogLine(Array(text.utf8)[...]) == nil)
  }
}
