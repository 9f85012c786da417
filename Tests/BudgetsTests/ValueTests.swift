import Testing

@testable import Budgets

@Suite struct ValueTests {
  @Test(
    arguments: [
      ("200ms", 200_000_000), ("0.85ms", 850_000), ("1.5s", 1_500_000_000), ("90s", 90_000_000_000),
      ("2m", 120_000_000_000), ("1h", 3_600_000_000_000), ("7ns", 7), ("1.5us", 1500),
      ("1234.567us", 1_234_567), ("0s", 0), ("36h", 129_600_000_000_000),
    ] as [(String, Int64)]
  )
  func durationsAreWrittenAsTheyAreRead(text: String, nanoseconds: Int64) throws {
    #expect(ValueText.duration(nanoseconds) == text)
    #expect(try Quantity.parse(text) == .duration(nanoseconds))
  }

  @Test func everyValueReadsBackAsItself() throws {
    var random = SplitMix(state: 3)
    for _ in 0..<2000 {
      let nanoseconds = Int64(random.next() >> (random.next() % 40 + 20))
      #expect(try Quantity.parse(ValueText.duration(nanoseconds)) == .duration(nanoseconds))
      let share = Double(random.next() % 1_000_001) / 1_000_000
      #expect(try Quantity.parse(ValueText.share(share)) == .share(share))
      let rate = Double(random.next() % 1_000_000) / [1, 10, 60, 1000][Int(random.next() % 4)]
      #expect(try Quantity.parse(ValueText.rate(rate)) == .rate(rate))
    }
  }

  @Test func sharesRatesAndSizesAreRound() {
    #expect(ValueText.share(0.999) == "99.9%")
    #expect(ValueText.share(0.00001) == "0.001%")
    #expect(ValueText.share(1) == "100%")
    #expect(ValueText.share(0) == "0%")
    #expect(ValueText.rate(20) == "20/s")
    #expect(ValueText.rate(0.5) == "0.5/s")
    #expect(ValueText.rate(100.0 / 60) == "100/min")
    #expect(ValueText.bytes(64 << 20) == "64MiB")
    #expect(ValueText.bytes(100_000) == "100KB")
    #expect(ValueText.bytes(1_048_577) == "1048577B")
    #expect(ValueText.number(2.50) == "2.5")
    #expect(ValueText.number(1e20) == "100000000000000000000")
  }

  @Test(arguments: [
    ("1m30s", Quantity.duration(90_000_000_000)), ("5µs", .duration(5000)),
    ("200 ms", .duration(200_000_000)), ("99.9%", .share(0.999)), ("1200/min", .rate(20)),
    ("64MiB", .bytes(67_108_864)), ("1.5KB", .bytes(1500)),
  ])
  func unitsAreRead(text: String, quantity: Quantity) throws {
    #expect(try Quantity.parse(text) == quantity)
  }

  @Test(arguments: [
    ("", Quantity.Failure.malformed), ("ms", .malformed), ("1e3ms", .unknownUnit("e")),
    ("0.3ns", .tooFine), ("999999999999999h", .tooLarge), ("12345678901234567s", .malformed),
    ("5 parsecs", .unknownUnit("parsecs")), ("1s2", .malformed), ("--5s", .malformed),
  ])
  func whatIsNoQuantityIsRefused(text: String, failure: Quantity.Failure) {
    #expect(throws: failure) { try Quantity.parse(text) }
  }

  @Test(arguments: [
    ("maen", "mean", 1), ("p59", "p95", 1), ("", "abc", 3), ("abc", "", 3), ("users", "users", 0),
    ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func aSwapOfNeighboursIsOneEdit(left: String, right: String, distance: Int) {
    #expect(Spelling.distance(left, right) == distance)
  }

  @Test func whatIsFarIsNotOffered() {
    #expect(Spelling.nearest(to: "zzz", among: ["users", "rate"]) == nil)
    #expect(Spelling.nearest(to: "user", among: ["users", "rate"]) == "users")
    #expect(Spelling.nearest(to: "RATE", among: ["users", "rate"]) == "rate")
  }

  @Test(arguments: [
    ("1", "1"), ("-0.50", "-0.50"), ("+7", "7"), (".5", "0.5"), ("007", "7"), ("0x1F", "31"),
    ("1e5", "1e5"), ("~", "null"), ("True", "true"), ("no", "\"no\""), ("1.2.3", "\"1.2.3\""),
    ("2026-11-21", "\"2026-11-21\""), ("a\u{1B}\"", "\"a\\u001b\\\"\""), ("1e", "\"1e\""),
  ])
  func plainValuesBecomeJSON(text: String, json: String) {
    #expect(JSONText.plain(text) == json)
  }

  @Test func controlCharactersAreVisible() {
    #expect(VisibleText.of("a\u{1B}[31m\n\u{202E}b\u{9B}") == "a\\u{1B}[31m\\n\\u{202E}b\\u{9B}")
  }

  @Test(arguments: [
    ("http://u:p@h/x", "http://***@h/x"),
    ("see http://u@h and https://a:b@c:1/@d", "see http://***@h and https://***@c:1/@d"),
    ("http://${U:-a/b}:x@h/", "http://***@h/"), ("http://h/@x", "http://h/@x"),
    ("GET /hooks/ghp_0123456789abcdef/x", "GET /hooks/***/x"), ("Bearer abc", "Bearer ***"),
    ("/notes/550e8400-e29b-41d4-a716-446655440000", "/notes/550e8400-e29b-41d4-a716-446655440000"),
    ("/x/0123456789abcdef0123456789abcdef", "/x/***"),
  ])
  func credentialsAreHidden(text: String, hidden: String) {
    #expect(SecretText.hidden(text) == hidden)
  }
}
