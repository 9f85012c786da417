import Sessions
import Testing

@Suite("Times in UTC")
struct UTCTimeTests {
  @Test(
    "are written in each form, and read back",
    arguments: [
      (1_795_231_270_123_456_789, "2026-11-21T03:21:10.123Z", "Sat Nov 21 03:21:10 UTC 2026"),
      (0, "1970-01-01T00:00:00.000Z", "Thu Jan 01 00:00:00 UTC 1970"),
      (-1_000_000, "1969-12-31T23:59:59.999Z", "Wed Dec 31 23:59:59 UTC 1969"),
      (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z", "Tue Feb 29 00:00:00 UTC 2000"),
      (4_107_542_399_999_000_000, "2100-02-28T23:59:59.999Z", "Sun Feb 28 23:59:59 UTC 2100"),
      (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000Z", "Mon Mar 01 00:00:00 UTC 2100"),
    ] as [(Int64, String, String)]
  )
  func forms(nanoseconds: Int64, iso: String, java: String) {
    let time = UTCTime(nanoseconds: nanoseconds)
    #expect(time.iso8601 == iso)
    #expect(time.javaDate == java)
    let milliseconds = UTCTime(iso8601: iso)?.nanoseconds
    #expect(milliseconds.map { UTCTime(nanoseconds: $0).iso8601 } == iso)
  }

  @Test("name a recording without colons")
  func compact() {
    #expect(UTCTime(nanoseconds: 1_795_231_270_123_456_789).compact == "2026-11-21T032110Z")
  }

  @Test("a fraction may be missing or have nine digits")
  func fractions() {
    #expect(UTCTime(iso8601: "1970-01-01T00:00:01Z")?.nanoseconds == 1_000_000_000)
    #expect(UTCTime(iso8601: "1970-01-01T00:00:00.123456789Z")?.nanoseconds == 123_456_789)
  }

  @Test(
    "what is no time in UTC is refused",
    arguments: [
      "", "2026-11-21", "2026-11-21T03:21:10", "2026-13-21T03:21:10Z", "2026-00-21T03:21:10Z",
      "2026-11-00T03:21:10Z", "2026-11-21T24:21:10Z", "2026-11-21T03:60:10Z",
      "2026-11-21T03:21:10.Z", "2026-11-21T03:21:10.1234567890Z", "2026-11-21T03:21:10+01:00",
      "9999-11-21T03:21:10Z", "0000-11-21T03:21:10Z",
    ]
  )
  func refused(text: String) {
    #expect(UTCTime(iso8601: text) == nil)
  }
}
