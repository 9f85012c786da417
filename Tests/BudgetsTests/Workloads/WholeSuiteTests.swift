import Testing

@testable import Budgets

/// One suite of everything: what `check` says of it, what a recording keeps of it.
@Suite struct WholeSuiteTests {
  static let text = """
    suite: whole
    target: demo
    swift: { package: perf, product: Performance }
    interleave: true
    seed: 7
    processes: [ { name: server }, host ]
    classes: { web: { weight: 3, think: 1s..2s, benchmarks: [live, flow] }, rest: {} }
    budget: { server.rss: 512MB, availability: 99% }
    headers: { X-Run: "{{ uuid }}" }
    benchmarks:
      encode: { samples: 30, warmup: 5, budget: { p95: 100ms } }
      list:
        command: [./list, --token, "${TOKEN}", --mb, "${MB:-1}", --api-key=hunter1, "{{ n }}"]
        with: { n: [1, 10] }
        prepare: sync
        env: { SECRET: hunter2 }
        stdin: hunter3
        exit: [0, 3]
        timeout: 5s
        budget: { p95: 1s, rss: 64MB }
      piped: { shell: "ls --password hunter4 | wc", duration: 2s }
      flow:
        data: users.csv
        flow:
          - { name: log in, http: POST /login, json: { user: "{{ row.name }}", pass: hunter5 }, capture: { token: $.token } }
          - { http: GET /notes?token=hunter6, headers: { Authorization: "{{ token }}" }, think: 1s }
        budget: { p95: 1s, log in.p95: 300ms }
      query: { graphql: "{ secret(hunter7) }", variables: { a: hunter8 }, retries: 2, http2: auto }
      live: { websocket: /ws, subscribe: hunter9, send: "{{ counter }} hunter10", match: "{{ counter }}", budget: { connect.p95: 1s } }
      transpile: { stream: { program: [node, x.js, --secret, hunter11], env: { A: hunter12 } }, budget: { simple.p95: 1ms } }
      k: { k6: { script: load.js, args: [--vus, 3] } }
      crowd: { locust: { file: locustfile.py, host: "https://me:hunter13@h.example/?q=hunter14", workers: 2 }, budget: { "GET /x.p95": 1s } }
    """

  static func suite(_ change: (inout SuiteRequest) -> Void = { _ in }) throws -> Budgets.Suite {
    var request = SuiteRequest()
    request.variables = { ["TOKEN": "hunter15", "MB": "4"][$0] }
    change(&request)
    return try read(text, request)
  }

  @Test func everythingIsShownAsItIsUnderstood() throws {
    let text = SuiteDescription.text(try Self.suite())
    #expect(
      text == """
        whole
          target      the embedded demo server
          verdicts    drift above 100% of a budget, violation above 110%
          swift       Performance of perf
          interleave  commands and functions take turns, run by run
          seed        7

        benchmarks
          encode
            a Swift function, 5 to warm up, 30 measured
            p95         <= 100ms  drift above 100ms, violation above 110ms
            error_rate  <= 1%     drift above 1%, violation above 1.1%, default
          list[n=1]
            ./list --token *** --mb 4 --api-key=*** 1, 3 to warm up, at least 10 measured and \
        3s, before each sync, env SECRET, reads 7B, expects exit 0 or 3, timeout 5s
            p95         <= 1s    drift above 1s, violation above 1.1s
            rss         <= 64MB  drift above 64MB, violation above 70.4MB
            error_rate  <= 1%    drift above 1%, violation above 1.1%, default
          list[n=10]
            ./list --token *** --mb 4 --api-key=*** 10, 3 to warm up, at least 10 measured and \
        3s, before each sync, env SECRET, reads 7B, expects exit 0 or 3, timeout 5s
            p95         <= 1s    drift above 1s, violation above 1.1s
            rss         <= 64MB  drift above 64MB, violation above 70.4MB
            error_rate  <= 1%    drift above 1%, violation above 1.1%, default
          piped
            shell: ls --password *** | wc, 3 to warm up, at least 10 measured and 2s
            error_rate  <= 1%  drift above 1%, violation above 1.1%, default
          flow
            a flow of 2 steps, rows of users.csv
              log in: POST /login, body of 49B, headers X-Run Content-Type, captures token, \
        timeout 30s
              GET /notes: GET /notes?***, headers X-Run Authorization, think 1s, timeout 30s
            p95         <= 1s  drift above 1s, violation above 1.1s
            error_rate  <= 1%  drift above 1%, violation above 1.1%, default
            log in
              p95  <= 300ms  drift above 300ms, violation above 330ms
          query
            POST /graphql, body of 59B, headers X-Run Content-Type, expects no GraphQL errors, 2 \
        retries, HTTP/2 if offered, timeout 30s
            error_rate  <= 1%  drift above 1%, violation above 1.1%, default
          live
            WebSocket /ws, headers X-Run, subscribes, sends, a text in the message answers, \
        timeout 30s
            error_rate  <= 1%  drift above 1%, violation above 1.1%, default
            connect
              p95  <= 1s  drift above 1s, violation above 1.1s
          simple
            from transpile
            p95         <= 1ms  drift above 1ms, violation above 1.1ms
            error_rate  <= 1%   drift above 1%, violation above 1.1%, default
          GET /x
            from crowd
            p95         <= 1s  drift above 1s, violation above 1.1s
            error_rate  <= 1%  drift above 1%, violation above 1.1%, default

        engines
          transpile  stream of node x.js --secret ***, env A
          k          k6 script load.js, by name, with --vus 3
          crowd      Locust file locustfile.py, users of the profile, 2 workers, at \
        https://***@h.example/?***

        processes
          server
            all processes called server
            rss  <= 512MB  drift above 512MB, violation above 563.2MB
          host
            the whole machine

        the suite as a whole
          availability  >= 99%  drift below 99%, violation below 98.9%

        classes of users
          web   75% of the users  flow 50%, live 50%, think 1s..2s
          rest  25% of the users  flow 33.3%, query 33.3%, live 33.3%

        profiles
          * default  10 users for 30s  takes 30s

        warnings
          budgets/api.yaml:11:47: 'p95' of encode can only be sure from 72 samples on; it takes 30.

        """,
      "\(text)"
    )
  }

  @Test func noSecretIsShown() throws {
    #expect(!SuiteDescription.text(try Self.suite()).contains("hunter"))
  }

  @Test func noSecretIsRecorded() throws {
    let suite = try Self.suite()
    #expect(!suite.recordableText.isEmpty)
    #expect(!suite.recordableText.contains("hunter"), "\(suite.recordableText)")
    #expect(suite.recordableVariables == ["MB": "4"])
  }

  @Test func aRecordingHasTheSameBenchmarksAndObjectives() throws {
    let suite = try Self.suite()
    var request = SuiteRequest()
    request.purpose = .recorded
    let values = suite.recordableVariables
    request.variables = { values[$0] }
    let again = try read(suite.recordableText, request)
    #expect(again.benchmarks.map(\.name) == suite.benchmarks.map(\.name))
    #expect(again.benchmarks.map(\.workload.kind) == suite.benchmarks.map(\.workload.kind))
    #expect(again.objectives == suite.objectives)
    #expect(again.engines.map(\.name) == suite.engines.map(\.name))
    #expect(again.processes == suite.processes)
    #expect(again.classes == suite.classes)
    #expect(again.seed == suite.seed)
    #expect(again.interleaves)
    #expect(again.recordableText == suite.recordableText)
  }

  @Test func withoutLoadNothingIsSaidAboutIt() throws {
    let suite = try read(
      "profiles: { fast: { users: 3 }, slow: { users: 1 } }\nbenchmarks: { a: { command: ls } }"
    )
    #expect(
      SuiteDescription.text(suite) == """
        api
          verdicts  drift above 100% of a budget, violation above 110%

        benchmarks
          a
            ls, 3 to warm up, at least 10 measured and 3s
            error_rate  <= 1%  drift above 1%, violation above 1.1%, default

        profiles
          * fast
            slow

        """
    )
    let bare = SuiteDescription.text(try read("benchmarks: { a: { command: ls } }"))
    #expect(!bare.contains("profiles"))
  }
}
