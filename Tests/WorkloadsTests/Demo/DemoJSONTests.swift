import Testing

@testable import Workloads

@Suite("JSON of the demo")
struct DemoJSONTests {
  @Test(
    "is written as it was read",
    arguments: [
      "null", "true", "-12", "0.5", #""a\"b\\c\n""#, "[]", "[1,[2],{}]",
      #"{"a":1,"b":{"c":[null,false]},"é":"ü"}"#, #""\u0001""#,
    ]
  )
  func roundTrip(text: String) {
    #expect(DemoJSON(reading: Array(text.utf8))?.text == text)
  }

  @Test("takes blanks and escapes")
  func escapes() {
    let text = " { \"a\" : [ \"\\u00e9\\ud83d\\ude00\\/\" , 1e3 ] }\n"
    #expect(DemoJSON(reading: Array(text.utf8)) == ["a": ["\u{E9}\u{1F600}/", 1000]])
  }

  @Test(
    "is refused if malformed",
    arguments: [
      "", "{", "[1,]", "{\"a\"}", "{a:1}", "tru", "1 2", "\"\\x\"", "\"a", "\"\\ud83d\"", "+1",
      "--1",
      "\"\\u00g0\"", String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
    ]
  )
  func malformed(text: String) {
    #expect(DemoJSON(reading: Array(text.utf8)) == nil)
  }
}
