import Sessions
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    "is read and written back as it was",
    arguments: [
      "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808",
      "9223372036854775808", "18446744073709551615", "0.1", "-0.0", "1.5e+300", "5e-324", "120.0",
      "1e-05", #""""#, #""a/b""#, #""\"\\\n\r\t""#, #""\u0000\u001b\u007f\u0085\u2028""#,
      #""naïve 🜲""#,
      "[]", "{}", "[1,[2,[3]],{}]", #"{"b":1,"a":{"c":[null,true]},"b2":"x"}"#,
    ]
  )
  func roundTrip(text: String) throws {
    #expect(try JSON(parsing: text).text == text)
  }

  @Test("numbers beyond 64 bits and with a fraction are doubles, others keep every digit")
  func numbers() throws {
    #expect(try JSON(parsing: "18446744073709551616") == .number(18_446_744_073_709_551_616))
    #expect(try JSON(parsing: "17330038448952222807") == .unsigned(17_330_038_448_952_222_807))
    #expect(try JSON(parsing: "1e2") == .number(100))
    #expect(try JSON(parsing: "-0") == .number(-0.0))
    #expect(JSON(UInt64.max) == .unsigned(.max))
    #expect(JSON(UInt64(5)) == .integer(5))
    #expect(JSON(Int.min) == .integer(.min))
  }

  @Test("escapes are read, in pairs where it takes two")
  func escapes() throws {
    let text = #""\u0041\ud83d\ude00\/\b\f\u00e9""#
    #expect(try JSON(parsing: text) == .string("A😀/\u{8}\u{c}é"))
  }

  @Test("what is not finite is written as null")
  func notFinite() {
    #expect(JSON.array([.number(.infinity), .number(.nan)]).text == "[null,null]")
    #expect(JSON(Double.infinity) == .null)
    #expect(JSON(nanoseconds: 2.5e-3 * 1e9) == .integer(2_500_000))
    #expect(JSON(nanoseconds: .infinity) == .null)
    #expect(JSON(nanoseconds: 1e300) == .null)
  }

  @Test("blanks between values are left out, and the last of equal names counts")
  func blanks() throws {
    let json = try JSON(parsing: " {\t\"a\" :\r\n[ 1 , 2 ] , \"a\":3 } ")
    #expect(json["a"] == .integer(3))
    #expect(json.text == #"{"a":[1,2],"a":3}"#)
    #expect(json["b"] == nil)
    #expect(JSON.null["a"] == nil)
  }

  @Test(
    "mistakes are told with their place",
    arguments: [
      ("", .unexpectedEnd, 0), ("[1,", .unexpectedEnd, 3), ("{\"a\"", .unexpectedEnd, 4),
      ("\"a", .unexpectedEnd, 2), ("tru", .unexpectedEnd, 3), ("{", .unexpectedEnd, 1),
      ("[1,]", .unexpected(expected: "a value"), 3),
      ("[1 2]", .unexpected(expected: "',' or ']'"), 3),
      ("{a:1}", .unexpected(expected: "a name in quotes"), 1),
      ("{\"a\" 1}", .unexpected(expected: "':'"), 5),
      ("{\"a\":1,}", .unexpected(expected: "a name in quotes"), 7),
      ("nul!", .unexpected(expected: "'null'"), 3), ("'a'", .unexpected(expected: "a value"), 0),
      ("01", .badNumber, 2), ("1.", .badNumber, 2), ("-", .badNumber, 1), ("1e", .badNumber, 2),
      ("1e999", .badNumber, 5), ("+1", .unexpected(expected: "a value"), 0),
      ("\"\n\"", .badString, 1), (#""\x""#, .badString, 3), (#""\ud83d""#, .badString, 7),
      (#""\ude00""#, .badString, 7), (#""\u12G4""#, .badString, 3), ("1 2", .trailing, 2),
    ] as [(String, JSONError.Kind, Int)]
  )
  func mistakes(text: String, kind: JSONError.Kind, offset: Int) {
    #expect(throws: JSONError(kind: kind, offset: offset)) { try JSON(parsing: text) }
  }

  @Test("bytes that are not UTF-8 are refused")
  func notUTF8() {
    #expect(throws: JSONError(kind: .notUTF8, offset: 2)) {
      try JSON(parsing: [0x22, 0xff, 0x22][...])
    }
  }

  @Test("nesting and length are bounded, so no text makes it run out of stack or memory")
  func bounds() throws {
    var limits = JSON.Limits()
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(try JSON(parsing: deep).text == deep)
    #expect(throws: JSONError(kind: .tooDeep(limit: 64), offset: 64)) {
      try JSON(parsing: "[" + deep + "]")
    }
    #expect(throws: JSONError.self) {
      try JSON(parsing: String(repeating: "[{\"a\":", count: 1_000_000))
    }
    limits.bytes = 10
    #expect(throws: JSONError(kind: .tooLong(limit: 10), offset: 10)) {
      try JSON(parsing: "[1,2,3,4,5]", limits: limits)
    }
  }

  @Test("the text of a mistake says where and what")
  func text() {
    #expect(
      JSONError(kind: .unexpected(expected: "a value"), offset: 3).description
        == "not JSON at byte 3: expected a value"
    )
  }
}
