import Testing

@testable import Budgets

@Suite struct SuiteDescriptionTests {
  @Test func aSuiteIsShownAsItIsUnderstood() throws {
    var request = SuiteRequest()
    request.profile = "stress"
    let text = SuiteDescription.text(try read(SuiteReaderTests.whole, request))
    #expect(
      text == """
        notes-api: CRUD of the notes service
          target     the embedded demo server
          verdicts   drift above 100% of a budget, violation above 120%
          tolerance  normal, +-5%
          trust      required: an untrusted measurement cannot be judged

        benchmarks
          list-notes
            GET /api/notes, headers Accept, 98.4% of the load, think 500ms..2.5s, timeout 30s
            p95         <= 300ms  drift above 300ms, violation above 360ms, band 285ms to 315ms
            p99         <= 400ms  drift above 400ms, violation above 480ms, in every 60s, error \
        budget 1%, band 380ms to 420ms
            error_rate  <= 0.1%   drift above 0.1%, violation above 0.12%
          create
            POST /api/notes, body of 46B, headers Accept Content-Type, expects 201 or 200..299 \
        or 200..299, expects a text in the body, expects headers X-Id, 1.6% of the load, \
        timeout 30s
            p95         <= 500ms  drift above 500ms, violation above 600ms, band 475ms to 525ms
            error_rate  <= 1%     drift above 1%, violation above 1.2%, default

        the suite as a whole
          availability  >= 99.9%  drift below 99.9%, violation below 99.88%
          throughput    >= 20/s   hard: violation below 20/s

        profiles
            smoke   1 user for 30s                      takes 30s
          * stress  50 users over 10s, 50 users for 2m  takes 130s
            spike   20/s for 30s, 200/s for 30s         takes 60s, after 5s of warm-up

        environments
          ci, production

        alerts
          critical  p99 > 500ms  every benchmark
          warning   p99 > 300ms  list-notes

        """,
      "\(text)"
    )
  }

  @Test func secretsAndControlCharactersAreNotShown() throws {
    let suite = try read(
      """
      target: http://me:hunter1@localhost
      about: "a\\x1b[31m"
      headers: { Authorization: "Bearer hunter2" }
      benchmarks: { a: { http: /x?token=hunter3, body: hunter4, expect: { body: hunter5 } } }
      """
    )
    let text = SuiteDescription.text(suite)
    #expect(!text.contains("hunter"))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) })
    #expect(text.contains("GET /x?***, body of 7B, headers Authorization"))
  }
}
