import HeadroomBench
import Testing

@Suite struct ReadingTests {
  @Test func requestsOfWrkAreRead() throws {
    let text = """
      Running 4s test @ http://127.0.0.1:8080/
        1 threads and 64 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency   634.21us  210.45us   8.31ms   93.11%
          Req/Sec   100.41k     4.83k  106.53k    87.50%
        416541 requests in 4.00s, 109.62MB read
      Requests/sec: 104071.21
      Transfer/sec:     27.39MB
      """
    let output = try #require(WrkOutput(reading: text))
    #expect(output.requests == 416_541)
    #expect(output.failures == 0)
  }

  @Test func theMeanOfHyperfineIsRead() {
    let text = #"{"results": [{"command": "true", "mean": 0.000812, "times": [0.0008]}]}"#
    #expect(HyperfineOutput(reading: text)?.meanSeconds == 0.000812)
    #expect(HyperfineOutput(reading: "{}") == nil)
  }

  @Test func errorsOfWrkAreCounted() throws {
    let text = """
        120 requests in 4.00s, 109.62KB read
        Socket errors: connect 1, read 20, write 0, timeout 300
        Non-2xx or 3xx responses: 4000
      """
    #expect(try #require(WrkOutput(reading: text)).failures == 4321)
  }

  @Test(arguments: [
    "", "unable to connect to 127.0.0.1:1 Connection refused", "  0 requests in 4s",
  ])
  func aRunOfWrkWithoutRequestsIsNone(_ text: String) {
    #expect(WrkOutput(reading: text) == nil)
  }

  @Test func timesOfBashAreRead() throws {
    let times = try #require(BashTimes(reading: "4.012 1.250 2.500\n"))
    #expect(times.wallSeconds == 4.012)
    #expect(times.cpuSeconds == 3.75)
  }

  @Test(arguments: ["", "4.012 1.250", "taskset: failed to execute x\n", "1 2 3 4"])
  func whatIsNoTimeOfBashIsRefused(_ text: String) {
    #expect(BashTimes(reading: text) == nil)
  }

  @Test func totalsOfCallgrindComeBeforeItsSummary() {
    let text = "version: 1\nevents: Ir\nsummary: 20\nfn=(1)\n1 2\ntotals: 1234567\n"
    #expect(CallgrindTotals.instructions(in: text) == 1_234_567)
    #expect(CallgrindTotals.instructions(in: "events: Ir\nsummary: 20\n") == 20)
    #expect(CallgrindTotals.instructions(in: "events: Ir\n") == nil)
  }

  @Test func theSummaryOfARunIsAddedUpOverItsBenchmarks() throws {
    let text = """
      {"trust":{"verdict":"doubtful","reasons":["late"]},"benchmarks":[
      {"name":"a","count":10,"failed":1,"dropped":2,"rate":2.5,"latency":{"p50":7,"p99":9}},
      {"name":"b","count":30,"failed":0,"dropped":0,"rate":7.5,"latency":null}]}
      """
    let summary = try #require(RunSummary(reading: text))
    #expect(summary.count == 40)
    #expect(summary.failed == 1)
    #expect(summary.dropped == 2)
    #expect(summary.rate == 10)
    #expect(summary.p50 == 7)
    #expect(summary.p99 == 9)
    #expect(summary.trust == "doubtful")
    #expect(summary.trustReasons == ["late"])
  }

  @Test(arguments: ["", "{}", "[]", #"{"benchmarks":[]}"#])
  func whatIsNoSummaryIsRefused(_ text: String) {
    #expect(RunSummary(reading: text) == nil)
  }
}
