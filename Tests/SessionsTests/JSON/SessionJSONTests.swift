import Budgets
import Measurements
import Sessions
import Testing

@Suite("Sessions as JSON")
struct SessionJSONTests {
  /// A summary in which everything has a value, as it is written.
  private let summaryText = """
    {"headroom":1,"suite":"notes-api","profile":"stress","environment":"staging","model":"closed",\
    "steered":true,"started":"2026-11-21T03:21:10.123Z","seconds":120.0,"measured_from":0,"commit":"abc1234",\
    "branch":"main","recording":"recordings/2026-11-21T032110Z-notes-api-stress.hlog",\
    "verdict":"violation","status":2,"trust":{"verdict":"doubtful","reasons":["97% of a core"]},\
    "benchmarks":[{"name":"list-notes","verdict":"pass","skipped":null,"count":72114,"failed":3,\
    "warmup":1201,"cut_off":2,"dropped":0,"clamped":0,"rate":600.95,"throughput":600.925,\
    "error_rate":4.16e-05,"errors":{"timeout":2,"status 503":1},\
    "latency":{"min":1000,"mean":2000,"stddev":300,"p50":1,"p75":2,"p90":3,"p95":4,"p99":5,\
    "p99.9":6,"max":7},"objectives":[{"metric":"p95","comparison":"<=","budget":200000000,\
    "unit":"ns","observed":41811967,"low":41123839,"high":42598399,"consumption":0.209,\
    "verdict":"pass","sure":true,"in_every":60000000000},{"metric":"error_rate",\
    "comparison":"<=","budget":0.0,"unit":"share","observed":0.01,"low":null,"high":null,\
    "consumption":null,"verdict":"violation","sure":false,"default":true}]},\
    {"name":"export","verdict":"pending","skipped":"no tool","count":0,"failed":0,"warmup":0,\
    "cut_off":0,"dropped":0,"clamped":0,"rate":0.0,"throughput":0.0,"error_rate":0.0,"errors":{},\
    "latency":null,"user":5000,"system":700,"rss":8192,"objectives":[{"metric":"p99.9","comparison":"<=","budget":2000000000,\
    "unit":"ns","observed":null,"low":null,"high":null,"consumption":null,"verdict":"pending",\
    "sure":false,"missing":88,"not_enough_answers":true}]}],\
    "processes":[{"name":"server","verdict":"pass","seconds":120.0,"cpu":0.75,"rss":1048576,\
    "threads":12,"open_files":40,"context_switches":25.0,"objectives":[{"metric":"rss",\
    "comparison":"<=","budget":2097152,"unit":"B","observed":1048576,"low":null,"high":null,\
    "consumption":0.5,"verdict":"pass","sure":false}]},{"name":"db","verdict":"pending",\
    "seconds":0.0,"cpu":null,"rss":null,"threads":null,"open_files":null,\
    "context_switches":null,"objectives":[]}],\
    "suite_objectives":[{"metric":"throughput","comparison":">=","budget":20.0,"unit":"/s",\
    "observed":843.5,"low":800.0,"high":900.0,"consumption":0.02,"verdict":"pass","sure":true}],\
    "error_budgets":[{"subject":"suite","metric":"availability","allowed":0.001,"bad":3,\
    "total":72114,"left":0.95,"burn":0.04}],\
    "steps":[{"from":10.0,"to":50.0,"start":0,"end":60000000000,"verdict":"pass","rate":604.5,\
    "error_rate":0.0,"benchmarks":[{"name":"list-notes","rate":600.5,"error_rate":0.01}],\
    "judgements":[{"observed":318000000,"low":0.5,"high":null,\
    "consumption":0.3,"verdict":"pass","sure":true}]}],\
    "first_over":{"at":61000000000,"subject":"list-notes","metric":"p95"},"comparison":null}
    """

  @Test("a summary is read and written back byte for byte, its fields in their order")
  func summary() throws {
    let summary = try Summary(JSON(parsing: summaryText))
    #expect(summary.json.text == summaryText)
    #expect(summary.measuredNanoseconds == 120_000_000_000)
    #expect(summary.benchmarks[0].latency?.count == 72111)
    #expect(summary.benchmarks[0].objectives[0].objective.subject == .benchmark("list-notes"))
    #expect(summary.benchmarks[0].objectives[0].objective.inEverySeconds == 60)
    #expect(summary.suiteObjectives[0].objective.subject == .suite)
    #expect(summary.trust.verdict == .doubtful)
  }

  @Test("a consumption without bound is null, and read back as without bound")
  func unboundedConsumption() throws {
    let benchmarks = try Summary(JSON(parsing: summaryText)).benchmarks
    #expect(benchmarks[0].objectives[1].judgement.consumption == .infinity)
    #expect(benchmarks[1].objectives[0].judgement.consumption == nil)
  }

  @Test("fields of a later version are ignored, and what is missing is named")
  func laterSummary() throws {
    let more = summaryText.replacing(#""suite":"#, with: #""weather":{"a":[1]},"suite":"#)
    #expect(try Summary(JSON(parsing: more)) == Summary(JSON(parsing: summaryText)))
    let less = summaryText.replacing(#""model":"closed","#, with: "")
    #expect(throws: JSONShapeError.missing(key: "model")) { try Summary(JSON(parsing: less)) }
    let other = summaryText.replacing(#""headroom":1"#, with: #""headroom":2"#)
    #expect(throws: JSONShapeError.self) { try Summary(JSON(parsing: other)) }
    #expect(
      JSONShapeError.wrong(key: "status", expected: "a number").description
        == "'status' is not a number"
    )
  }

  @Test("a head comes back whole")
  func head() throws {
    var head = SessionHead(suite: "a", profile: "b", startedNanoseconds: 1_795_231_270_123_456_789)
    #expect(try SessionHead(head.json) == head)
    head.program = "headroom 0.1.0"
    head.suiteText = "benchmarks:\n\t\u{1b}"
    head.variables = ["Z": "1", "A": "2"]
    head.environment = "ci"
    head.target = "http://x/"
    head.seed = .max
    head.utcOffsetSeconds = -3600
    head.timeZone = "Atlantic/Azores"
    head.intervalNanoseconds = 250_000_000
    head.host.name = "h"
    head.host.cpus = 2
    head.host.kernel = "Linux 6"
    head.commit = "abc"
    head.branch = "main"
    head.isDirty = true
    head.label = "rc4"
    head.choice.benchmarks = ["x"]
    head.choice.users = 5
    head.choice.rate = 0.5
    head.choice.durationNanoseconds = 1
    head.choice.iterations = 7
    head.choice.warmupNanoseconds = 2
    head.choice.budgets = ["p95<1s"]
    #expect(try SessionHead(JSON(parsing: head.json.text)) == head)
    #expect(head.json.text.contains(#""variables":{"A":"2","Z":"1"}"#))
  }

  @Test(
    "a head whose interval has no length, or an impossible one, is refused",
    arguments: ["0", "-1", "86400000000001", "9223372036854775807"]
  )
  func badHead(interval: String) throws {
    let text = SessionHead(suite: "a", profile: "b", startedNanoseconds: 0).json.text
    let wrong = text.replacing(#""interval":1000000000"#, with: "\"interval\":\(interval)")
    let error = JSONShapeError.wrong(
      key: "interval",
      expected: "a length above 0, at most a day"
    )
    #expect(throws: error) { try SessionHead(JSON(parsing: wrong)) }
  }

  @Test(
    "a head whose times are beyond all measure is refused",
    arguments: [
      #""started":-1"#, #""started":9223372036854775807"#, #""utc_offset":604801"#,
      #""utc_offset":-9223372036854775808"#,
    ]
  )
  func impossibleTimes(member: String) throws {
    let text = SessionHead(suite: "a", profile: "b", startedNanoseconds: 0).json.text
    // Of members with the same name the last one counts.
    let wrong = text.dropLast() + "," + member + "}"
    #expect(throws: JSONShapeError.self) { try SessionHead(JSON(parsing: String(wrong))) }
  }

  @Test(
    "an event comes back whole",
    arguments: [
      .load(LoadChange(from: 1, to: 2.5, stage: 3)), .load(LoadChange(from: 0, to: 1, stage: nil)),
      .mark("deploy \"4711\"\n"), .paused, .resumed, .steered("only a"), .notice("refused"),
      .slowest([
        SlowRequest(
          atNanoseconds: 5,
          benchmark: "a",
          latencyNanoseconds: 9,
          outcome: "503",
          isGood: false,
          request: "GET /"
        )
      ]), .slowest([]),
      .verdict(
        VerdictChange(subject: "a", metric: "p95", from: .pass, to: .violation, consumption: 1.3)
      ),
      .verdict(
        VerdictChange(
          subject: "suite",
          metric: "min",
          from: .pending,
          to: .drift,
          consumption: nil
        )
      ),
      .overBudget(WindowCrossing(subject: "a", metric: "p95", consumption: 1.04)),
      .backUnder(WindowCrossing(subject: "a", metric: "p95", consumption: nil)),
      .alert(Alert(severity: .critical, subject: "a", metric: "p95", rule: "fast", text: "burns")),
      .skipped(SkippedBenchmark(name: "a", reason: "there is no program 'a' in PATH")),
      .alertOver(
        Alert(severity: .warning, subject: "a", metric: "p99", rule: "p99 > 300ms", text: "over")
      ),
      .trust(TrustChange(isGood: false, text: "generator at 97%")),
    ] as [SessionEvent.Kind]
  )
  func event(kind: SessionEvent.Kind) throws {
    let event = SessionEvent(atNanoseconds: 1_500_000_000, kind: kind)
    #expect(try SessionEvent(JSON(parsing: event.json.text)) == event)
  }

  @Test("an event of an unknown kind is nothing, one without its parts is a mistake")
  func unknownEvent() throws {
    #expect(try SessionEvent(JSON(parsing: #"{"at":1,"kind":"eclipse"}"#)) == nil)
    #expect(throws: JSONShapeError.missing(key: "text")) {
      try SessionEvent(JSON(parsing: #"{"at":1,"kind":"mark"}"#))
    }
    #expect(throws: JSONShapeError.self) {
      try SessionEvent(JSON(parsing: #"{"at":-1,"kind":"paused"}"#))
    }
  }

  @Test("an interval comes back whole but for its samples")
  func interval() throws {
    var record = IntervalRecord(
      number: 7,
      startNanoseconds: 7_000_000_000,
      endNanoseconds: 8_000_000_000,
      phase: .warmup
    )
    record.pausedNanoseconds = 5
    var counters = BenchmarkCounters(benchmark: "a")
    counters.dropped = 1
    counters.droppedPaused = 2
    counters.cutOff = 3
    counters.interrupted = 8
    counters.clamped = 4
    counters.retried = 5
    counters.unresolvedMemory = 7
    counters.bytesReceived = 6
    counters.errors = [.timeout: 1, .status(503): 2, .badResponse: 3]
    record.counters = [counters, BenchmarkCounters(benchmark: "b")]
    record.load.level = 50.5
    record.load.inFlight = 3
    record.load.connections = 4
    record.load.progress = SampleProgress(
      runs: 12,
      plannedRuns: 40,
      nanoseconds: 3,
      plannedNanoseconds: 10
    )
    record.generator.busiestLoop = 0.5
    record.generator.processCPU = 1.5
    record.generator.lagNanoseconds = 7
    record.generator.lateSends = 8
    record.generator.sends = 9
    record.generator.steal = 0.25
    let text = record.markJSON.text
    #expect(try IntervalRecord(mark: JSON(parsing: text)) == record)
    #expect(text.contains(#""errors":{"bad response":3,"status 503":2,"timeout":1}"#))
    #expect(text.contains(#"{"benchmark":"b"}"#))
  }

  @Test(
    "figures that no interval can have are refused",
    arguments: [
      (#""end":8"#, #""end":6"#), (#""end":8"#, #""end":9223372036854775807"#),
      (#""number":7"#, #""number":-1"#), (#""phase":"measured""#, #""phase":"cooldown""#),
      (#""counters":[]"#, #""counters":[{"benchmark":"a","dropped":18446744073709551615}]"#),
      (#""counters":[]"#, #""counters":[{"benchmark":"a","errors":{"timeout":-1}}]"#),
      (#""paused":0"#, #""paused":-5"#),
    ]
  )
  func badInterval(part: String, replacement: String) throws {
    let text = IntervalRecord(
      number: 7,
      startNanoseconds: 7,
      endNanoseconds: 8,
      phase: .measured
    ).markJSON.text
    #expect(text.contains(part))
    let wrong = text.replacing(part, with: replacement)
    #expect(throws: JSONShapeError.self) { try IntervalRecord(mark: JSON(parsing: wrong)) }
  }

  @Test("failures of a kind that is not known here keep their words")
  func unknownError() throws {
    let text =
      #"{"number":0,"start":0,"end":1,"phase":"measured","counters":[{"benchmark":"a","#
      + #""errors":{"meltdown":2,"network":1}}]}"#
    let record = try IntervalRecord(mark: JSON(parsing: text))
    #expect(record.counters[0].errors == [.reported("meltdown"): 2, .network: 1])
  }
}
