import Sessions
import Testing

struct SessionMomentTests {
  private static let second: Int64 = 1_000_000_000
  // 13:41:10 in a zone one hour to the east of UTC, 10 s of warm-up, half an hour in all.
  private let span = SessionMoment.Span(
    startedNanoseconds: 1_795_264_870 * second,
    utcOffsetSeconds: 3600,
    originNanoseconds: 10 * second,
    endNanoseconds: 1800 * second
  )

  private func at(_ text: String) throws -> Int64? {
    try #require(SessionMoment(text)).nanoseconds(in: span).map { $0 / Self.second }
  }

  @Test func `a time of day is of the session's zone`() throws {
    #expect(try at("14:03:07") == 1317)
    #expect(try at("14:03") == 1310)
    // The session starts within this minute, so it means the start.
    #expect(try at("13:41") == 0)
    #expect(try at("13:41:09") == nil)
    #expect(try at("14:12") == nil)
    #expect(span.timeOfDay(at: 1317 * Self.second) == "14:03:07")
  }

  @Test func `elapsed time counts from the end of the warm-up`() throws {
    #expect(try at("+21:57") == 1327)
    #expect(try at("90s") == 100)
    #expect(try at("+1.5m") == 100)
    #expect(try at("90") == 100)
    #expect(try at("+0:20:00") == 1210)
    #expect(try at("+9:00:00") == 1800)
  }

  @Test func `a share is of the whole way`() throws {
    #expect(try at("50%") == 900)
    #expect(try at("100 %") == 1800)
  }

  @Test func `a session over midnight has the next day too`() throws {
    var night = span
    night.startedNanoseconds += 10 * 3600 * Self.second
    #expect(
      try #require(SessionMoment("00:03:07")).nanoseconds(in: night) == 1317 * Self.second
    )
  }

  @Test(arguments: [
    "", "soon", "25:00", "14:61", "14:03:07:01", "101%", "-1%", "+", "++1", "1e99", "nan",
  ])
  func `what is no time is refused`(text: String) {
    #expect(SessionMoment(text) == nil)
  }
}
