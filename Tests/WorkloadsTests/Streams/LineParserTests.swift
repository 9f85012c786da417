import Budgets
import Testing

@testable import Workloads

struct LineParserTests {
  let lines = Lines()

  @Test(arguments: [
    (#"{"measure":"a","ms":0.84}"#, 840_000), (#"{"measure":"a","us":12.5}"#, 12_500),
    (#"{"measure":"a","ns":7}"#, 7), (#"{"measure":"a","s":1.5}"#, 1_500_000_000),
    (#"{"measure":"a","s":1e-05}"#, 10_000), (#"{"measure":"a","ms":1.5E+2}"#, 150_000_000),
    (#"{"measure":"a","value":3,"unit":"us"}"#, 3_000),
    (#"{"measure":"a","value":3,"unit":"µs"}"#, 3_000),
    (#"{"measure":"a","ns":0.4}"#, 0), (#"{"measure":"a","ns":0.5}"#, 1),
    (#"{"measure":"a","ms":0.123456789012345678901234567890}"#, 123_457),
    (#"{"measure":"a","s":1e300}"#, Int64.max), (#"{"measure":"a","s":1e-300}"#, 0),
    (#" {"ms" : 2 , "measure" : "a" } "#, 2_000_000),
    (#"{"measure":"a","extra":{"ms":[9,"}"]},"ms":2}"#, 2_000_000),
    ("\u{0}\u{0}{\"measure\":\"a\",\"ms\":2}\r", 2_000_000),
    ("\u{FEFF}{\"measure\":\"a\",\"ms\":2}", 2_000_000),
  ])
  func `a measurement has a duration in one of four units`(line: String, expected: Int64) throws {
    let read = try lines.measurement(line)
    #expect(read.name == "a")
    #expect(read.nanoseconds == expected)
    #expect(read.failure == nil)
  }

  @Test func `a measurement can have failed, with or without a reason and a duration`() throws {
    #expect(try lines.measurement(#"{"measure":"a","ms":2,"ok":false}"#).failure == "failed")
    #expect(try lines.measurement(#"{"measure":"a","ms":2,"ok":true}"#).failure == nil)
    let refused = try lines.measurement(#"{"measure":"a","ok":false,"error":"bad \u001b[2J"}"#)
    #expect(refused.failure == "bad ^[[2J")
    #expect(refused.nanoseconds == 0)
    #expect(try lines.measurement(#"{"measure":"a","ms":1,"error":"no"}"#).failure == "no")
  }

  @Test func `names are JSON, and tags and times are kept as they are`() throws {
    let read = try lines.measurement(
      #"{"measure":"é\"\u00e9","ms":1,"at":1795231918.3,"tags":{"size":"10k","n":3,"deep":{}}}"#
    )
    #expect(read.name == #"é"é"#)
    #expect(read.time == "1795231918.3")
    #expect(read.detail == "size=10k n=3")
  }

  @Test(arguments: [
    ("hello", LineProblem.unknown), ("{", .brokenObject),
    (#"{"measure":"a","ms":1"#, .brokenObject),
    (#"{"measure":"a","ms":1}}"#, .brokenObject), (#"{"measure":"a","ms":}"#, .brokenObject),
    (#"{"measure":"a","ms":NaN}"#, .brokenObject), (#"{"a":[}]}"#, .brokenObject),
    (#"{"name":"a","ms":1}"#, .noMeasure), (#"{"measure":"","ms":1}"#, .noName),
    (#"{"measure":5,"ms":1}"#, .noName), (#"{"measure":"a"}"#, .noDuration),
    (#"{"measure":"a","value":1}"#, .noDuration), (#"{"measure":"a","ms":"1"}"#, .noDuration),
    (#"{"measure":"a","value":1,"unit":"MB"}"#, .badUnit("MB")),
    (#"{"measure":"a","ms":-1}"#, .negative), ("12 parsecs", .badUnit("parsecs")),
    ("-3", .negative),
    ("1.2.3", .badUnit(".3")), ("{\"measure\":\"a\u{0}\",\"ms\":1}", .brokenObject),
  ])
  func `what is no measurement says why`(line: String, expected: LineProblem) {
    #expect(lines.problem(line) == expected)
  }

  @Test(arguments: [("0.84", 840_000), ("12us", 12_000), ("3 s", 3_000_000_000), ("+7 ns", 7)])
  func `plain numbers are milliseconds unless they say otherwise`(
    line: String,
    expected: Int64
  ) throws {
    let read = try lines.measurement(line)
    #expect(read == Lines.Read(name: "own", nanoseconds: expected, detail: ""))
  }

  @Test func `lines of go test -bench are a sample each, named without the number of CPUs`() throws
  {
    let plain = try lines.measurement("BenchmarkEncode-8   \t 1204\t   987654.6 ns/op\t 12 B/op")
    #expect(plain == Lines.Read(name: "Encode", nanoseconds: 987_655, detail: ""))
    let nested = try lines.measurement("BenchmarkEncode/size=1-2-8 1 5 MB/s 42 ns/op")
    #expect(nested == Lines.Read(name: "Encode/size=1-2", nanoseconds: 42, detail: ""))
    for line in ["goos: linux", "pkg: a/b", "PASS", "ok  \ta/b\t1.2s", "BenchmarkEncode-8"] {
      #expect(lines.isAside(line))
    }
    #expect(lines.problem("--- FAIL: BenchmarkEncode") == .unknown)
  }

  @Test func `a format that is asked for is the only one`() throws {
    let own = Lines(LineParser(name: "own", format: .headroom))
    #expect(own.problem("12") == .otherFormat("headroom"))
    #expect(try own.measurement(#"{"measure":"a","ms":1}"#).name == "a")
    #expect(Lines(LineParser(name: "own", format: .numbers)).problem("{}") == .noMeasure)
  }

  @Test func `blank lines are nothing`() {
    for line in ["", "  ", "\r", "\u{0}\u{0}"] {
      #expect(lines.read(line) { if case nil = $0 { true } else { false } })
    }
  }
}
