import Testing

@testable import Budgets

@Suite struct ProgramKindTests {
  struct NoSuchKind: Error {}

  private func commands(_ text: String) throws -> [(name: String, command: Command)] {
    try read("benchmarks:\n  a: \(text)\n").benchmarks.map { benchmark in
      guard case .command(let command) = benchmark.workload else { throw NoSuchKind() }
      return (benchmark.name, command)
    }
  }

  @Test(arguments: [
    ("[./encode, --mb, 1, 'a b', '']", ["./encode", "--mb", "1", "a b", ""]),
    ("./encode --mb 1", ["./encode", "--mb", "1"]),
    (#"sh -c 'echo "a b" | wc' x\ y"#, ["sh", "-c", #"echo "a b" | wc"#, "x y"]),
    (#"echo "a \"b\" \$c" '' d'e'f"#, ["echo", #"a "b" $c"#, "", "def"]),
    (#"docker inspect --format {{.State}}"#, ["docker", "inspect", "--format", "{{.State}}"]),
    ("echo ${NO_SUCH:-a b} c", ["echo", "a b", "c"]),
  ])
  func commandsAreSplitIntoWordsWithoutAShell(text: String, words: [String]) throws {
    #expect(try commands("\n    command: \(text)").map(\.command.arguments) == [words])
  }

  @Test func commandsHaveEverythingAroundThem() throws {
    let command = try commands(
      """
      { command: [./a], samples: 40, warmup: 3, duration: 2s, prepare: sync, cleanup: [rm, -f, x],
          cwd: work, env: { A: 1, B: "b c" }, stdin: "text\\n", exit: [0, 3..5], timeout: 10s }
      """
    )[0].command
    #expect(command.sampling.samples == 40)
    #expect(command.sampling.warmup == 3)
    #expect(command.sampling.durationNanoseconds == 2_000_000_000)
    #expect(command.prepare == ["sync"])
    #expect(command.cleanup == ["rm", "-f", "x"])
    #expect(command.workingDirectory == "work")
    #expect(command.environment.map { "\($0.name)=\($0.value)" } == ["A=1", "B=b c"])
    #expect(command.input == .text("text\n"))
    #expect(command.expectedStatuses == [0...0, 3...5])
    let other = try commands("{ command: ls, stdin: { file: in.txt }, expect: { exit: any } }")[0]
    #expect(other.command.input == .file("in.txt"))
    #expect(other.command.expectedStatuses == [0...255])
    let suite = try read("benchmarks: { a: { command: ls, timeout: 10s }, b: { command: ls } }")
    #expect(suite.benchmarks.map(\.timeoutNanoseconds) == [10_000_000_000, 3_600_000_000_000])
  }

  @Test func aShellRunsALine() throws {
    let command = try commands(#"{ shell: "ls | wc -l" }"#)[0].command
    #expect(command.usesShell)
    #expect(command.arguments == ["/bin/sh", "-c", "ls | wc -l"])
  }

  @Test func parametersMakeABenchmarkForEachCombination() throws {
    let found = try commands(
      """
      { command: "./a --n {{ n }} {{ m }}", with: { n: [1, 10], m: [x, "y z"] }, stdin: "{{ n }}",
          env: { N: "n{{ n }}" } }
      """
    )
    #expect(found.map(\.name) == ["a[n=1,m=x]", "a[n=1,m=y z]", "a[n=10,m=x]", "a[n=10,m=y z]"])
    #expect(found[1].command.arguments == ["./a", "--n", "1", "y z"])
    #expect(found[2].command.environment.map(\.value) == ["n10"])
    #expect(found[2].command.input == .text("10"))
  }

  private static let parameters = """
    budget: { "encode.p99": 3s, "encode[n=10].p99": 1s }
    profiles: { fast: { users: 1, budget: { "encode[n=1].rss": 64MB } } }
    benchmarks:
      encode: { command: "./encode {{ n }}", with: { n: [1, 10] }, budget: { p95: 100ms, user: 20ms } }
    environments:
      ci: { benchmarks: { encode: { samples: 5, budget: { p95: 200ms } } } }
    """

  @Test func budgetsOfThePatternApplyToEachAndMayNameOne() throws {
    var request = SuiteRequest()
    #expect(
      figures(try read(Self.parameters, request)) == [
        "encode[n=1] p99 <= 3s", "encode[n=1] p95 <= 100ms", "encode[n=1] user <= 20ms",
        "encode[n=1] rss <= 64MB", "encode[n=1] error_rate <= 1%",
        "encode[n=10] p99 <= 1s", "encode[n=10] p95 <= 100ms", "encode[n=10] user <= 20ms",
        "encode[n=10] error_rate <= 1%",
      ]
    )
    request.environment = "ci"
    request.benchmarks = ["encode[n=10]"]
    request.budgets = ["rss<1GB", "encode.system<1s"]
    let suite = try read(Self.parameters, request)
    #expect(suite.benchmarks.map(\.name) == ["encode[n=10]"])
    #expect(suite.benchmarks[0].workload.sampling?.samples == 5)
    #expect(
      figures(suite) == [
        "encode[n=10] p99 <= 1s", "encode[n=10] p95 <= 200ms", "encode[n=10] user <= 20ms",
        "encode[n=10] rss <= 1GB", "encode[n=10] system <= 1s", "encode[n=10] error_rate <= 1%",
      ]
    )
    request.benchmarks = ["encode"]
    #expect(try read(Self.parameters, request).benchmarks.count == 2)
  }

  @Test func aBenchmarkThatDoesNotSayWhatItDoesIsASwiftFunction() throws {
    let text = """
      swift: { product: Performance, args: --scratch-path ../.build }
      seed: 18446744073709551615
      interleave: true
      benchmarks:
        encode: { samples: 30, warmup: 5, budget: { p95: 100ms } }
        verify: {}
      """
    let suite = try read(text)
    #expect(
      suite.swiftProduct
        == SwiftProduct(
          package: ".",
          product: "Performance",
          arguments: ["--scratch-path", "../.build"]
        )
    )
    #expect(suite.seed == .max)
    #expect(suite.interleaves)
    #expect(suite.benchmarks.map(\.workload.kind) == [.samples, .samples])
    #expect(suite.benchmarks[0].workload.sampling?.samples == 30)
    var request = SuiteRequest()
    let bare = "benchmarks: { encode: { samples: 30 } }"
    #expect(errors(bare, request).contains("for a Swift function, write swift: "))
    request.declaresFunctions = true
    #expect(try read(bare, request).benchmarks.map(\.name) == ["encode"])
    request.purpose = .recorded
    request.declaresFunctions = false
    #expect(try read(bare, request).benchmarks.map(\.name) == ["encode"])
  }

  private static let engines = """
    target: demo
    budget: { emit-simple.p99: 2ms, "transpile.late.p95": 3ms }
    profiles:
      fast: { users: 5, budget: { "transpile.extra.p95": 1ms, ir-parse.p95: 9ms } }
      slow: { users: 5, budget: { "transpile.never.p95": 1ms } }
    benchmarks:
      transpile:
        stream: { program: [node, perf/collect.js], format: headroom, cwd: js, env: { A: b } }
        budget: { emit-simple.p95: 0.85ms, ir-parse: { p95: 1.2ms, p99: 2ms }, p50: 1ms }
      load: { k6: { script: load.js, args: --vus 10, by: group, env: { K: v } } }
      crowd:
        locust:
          { file: locustfile.py, host: "https://h.example", users: 500, spawn_rate: 50, workers: 4,
            args: [--tags, a], port: 5557 }
        budget: [ "list.p(95)<200" ]
      list2: { http: / }
    """

  @Test func enginesAreMeasuredUnderTheNamesThatBudgetsGive() throws {
    let suite = try read(Self.engines)
    #expect(suite.engines.map(\.name) == ["transpile", "load", "crowd"])
    #expect(
      suite.benchmarks.map(\.name) == [
        "emit-simple", "late", "ir-parse", "transpile", "extra", "list", "list2",
      ]
    )
    #expect(suite.benchmarks[3].workload == .external(engine: "transpile"))
    #expect(suite.benchmarks[5].workload == .external(engine: "crowd"))
    #expect(suite.parts.map(\.benchmarks) == [[6], [0, 1, 2, 3, 4], [], [5]])
    #expect(
      figures(suite).filter { $0.hasPrefix("ir-parse") || $0.hasPrefix("emit") } == [
        "emit-simple p99 <= 2ms", "emit-simple p95 <= 0.85ms", "emit-simple error_rate <= 1%",
        "ir-parse p95 <= 9ms", "ir-parse p99 <= 2ms", "ir-parse error_rate <= 1%",
      ]
    )
    guard case .stream(let stream) = suite.engines[0].kind,
      case .k6(let k6) = suite.engines[1].kind,
      case .locust(let locust) = suite.engines[2].kind
    else { throw NoSuchKind() }
    #expect(stream.source == .program(["node", "perf/collect.js"]))
    #expect(stream.format == .headroom)
    #expect(stream.workingDirectory == "js")
    #expect(k6.script == "load.js")
    #expect(k6.arguments == ["--vus", "10"])
    #expect(k6.grouping == .group)
    #expect(locust.host == "https://h.example")
    #expect(locust.users == 500)
    #expect(locust.spawnRate == 50)
    #expect(locust.workers == .local(4))
    #expect(locust.bindPort == 5557)
  }

  @Test func onlyWhatIsAskedForIsMeasured() throws {
    var request = SuiteRequest()
    request.benchmarks = ["emit-simple"]
    let suite = try read(Self.engines, request)
    #expect(suite.engines.map(\.name) == ["transpile"])
    #expect(suite.benchmarks.map(\.name) == ["emit-simple"])
    request.benchmarks = ["load"]
    let alone = try read(Self.engines, request)
    #expect(alone.benchmarks.isEmpty)
    #expect(alone.engines.map(\.name) == ["load"])
    request.benchmarks = []
    request.budgets = ["load.GET /x.p95<1s"]
    #expect(try read(Self.engines, request).benchmarks.contains { $0.name == "GET /x" })
  }

  @Test(arguments: [
    ("node a.js --x", StreamProgram.Source.program(["node", "a.js", "--x"])),
    ("\"-\"", .standardInput), ("{ file: out.jsonl }", .file("out.jsonl")),
  ])
  func streamsComeFromProgramsFilesAndTheStandardInput(
    text: String,
    source: StreamProgram.Source
  ) throws {
    let suite = try read("benchmarks: { s: { stream: \(text) } }")
    guard case .stream(let stream) = suite.engines[0].kind else { throw NoSuchKind() }
    #expect(stream.source == source)
  }

  @Test(arguments: [("external", 1), ("{ external: 4 }", 4)])
  func workersOfOtherMachinesJoinByThemselves(text: String, least: Int) throws {
    let suite = try read("benchmarks: { l: { locust: { file: a.py, workers: \(text) } } }")
    guard case .locust(let locust) = suite.engines[0].kind else { throw NoSuchKind() }
    #expect(locust.workers == .external(least: least))
    #expect(suite.warnings.count == 1)
    #expect(suite.warnings[0].hasSuffix("cannot reach 127.0.0.1. Write bind: 0.0.0.0 beside it."))
  }

  @Test func aLocustFileIsAClosedLoadOfItsOwnUsersOrThoseOfTheProfile() throws {
    func suite(_ locust: String, users: Int? = nil) throws -> Budgets.Suite {
      var request = SuiteRequest()
      request.users = users
      return try read(
        """
        profiles: { long: { stages: [ { users: 9, over: 1m }, { users: 9, for: 2m } ] } }
        benchmarks: { l: { locust: { file: a.py\(locust) } } }
        """,
        request
      )
    }
    let own = try suite(", users: 500")
    #expect(own.model == .closed)
    #expect(own.model.isSteerable)
    #expect(own.plannedNanoseconds == 180_000_000_000)
    #expect(own.profile.stages.map(\.to) == [500])
    #expect(try suite("").profile.stages.map(\.to) == [9, 9])
    #expect(try suite(", users: 500", users: 7).profile.stages.map(\.to) == [7])
    let stream = try read("benchmarks: { s: { stream: a } }")
    #expect(!stream.model.isSteerable)
    #expect(stream.plannedNanoseconds == nil)
    #expect(stream.loadURLs(from: "http://h").isEmpty)
    #expect(try suite(", host: \"http://h\"").loadURLs(from: "demo") == ["http://h"])
    #expect(try suite(", host: demo").asksForDemo)
  }

  @Test func processesAreWatchedAndHaveBudgets() throws {
    let suite = try read(
      """
      processes:
        - { name: notes-server }
        - { pid: 12, label: db }
        - { cgroup: /sys/fs/cgroup/system.slice/notes.service }
        - host
      budget: { notes-server.rss: 512MB, host.cpu: 80%, db.open_files: 200, db: { threads: 50 } }
      benchmarks: { a: { command: ls } }
      """
    )
    #expect(
      suite.processes == [
        WatchedProcess(label: "notes-server", target: .name("notes-server")),
        WatchedProcess(label: "db", target: .pid(12)),
        WatchedProcess(
          label: "notes.service",
          target: .controlGroup("system.slice/notes.service")
        ),
        WatchedProcess(label: "host", target: .host),
      ]
    )
    let own = suite.objectives.filter { if case .process = $0.subject { true } else { false } }
    #expect(
      own.map { "\($0.subject.name) \($0.metric.name) \(ValueText.budget($0))" } == [
        "notes-server rss <= 512MB", "db open_files <= 200", "db threads <= 50", "host cpu <= 80%",
      ]
    )
  }

  @Test func classesOfUsersHaveSharesOfTheLoad() throws {
    let text = """
      target: demo
      classes:
        web:   { weight: 3, think: 1s..2s, benchmarks: [list, read] }
        batch: { benchmarks: { list: 50, read: 30 } }
        all:   {}
      profiles:
        normal: { users: 10 }
        peak: { users: 10, classes: { batch: 5, web: 1 } }
        one: { users: 10, classes: [all] }
      benchmarks:
        encode: { command: ls }
        list: { http: /, weight: 7 }
        read: { http: / }
      """
    func classes(_ profile: String) throws -> [String] {
      var request = SuiteRequest()
      request.profile = profile
      return try read(text, request).classes.map { item in
        "\(item.name) \(item.weight): "
          + item.benchmarks.map { "\($0.benchmark)x\($0.weight)" }.joined(separator: " ")
      }
    }
    #expect(
      try classes("normal") == [
        "web 3.0: 1x7.0 2x1.0", "batch 1.0: 1x50.0 2x30.0", "all 1.0: 1x7.0 2x1.0",
      ]
    )
    #expect(try classes("peak") == ["web 1.0: 1x7.0 2x1.0", "batch 5.0: 1x50.0 2x30.0"])
    #expect(try classes("one") == ["all 1.0: 1x7.0 2x1.0"])
    var request = SuiteRequest()
    request.benchmarks = ["read"]
    let suite = try read(text, request)
    #expect(suite.classes[0].benchmarks == [UserClass.Share(benchmark: 0, weight: 1)])
    #expect(suite.classes[0].thinkNanoseconds == 1_000_000_000...2_000_000_000)
  }

  @Test(arguments: [
    ("budgets/api.yaml", ""), ("../budgets/api.yaml", "../"), ("perf/api.yaml", "perf/"),
    ("api.yaml", ""), ("/a/budgets/api.yaml", "/a/"), ("/api.yaml", "/"),
  ])
  func pathsAreMeantFromAboveTheFolderOfSuites(file: String, folder: String) throws {
    let suite = try SuiteReader.read(
      text: "benchmarks: { a: { command: ls } }",
      file: file,
      request: SuiteRequest()
    )
    #expect(suite.folder == folder)
  }

  @Test func samplesThatCanNeverBeSureAreWarnedOf() throws {
    let suite = try read(
      """
      benchmarks:
        a: { command: ls, samples: 10, budget: { p95: 1s } }
        b: { command: ls, samples: 40, budget: { p95: 1s, mean: 1s } }
        c: { command: ls, budget: { p99: 1s } }
      """
    )
    #expect(
      suite.warnings == [
        "budgets/api.yaml:2:44: 'p95' of a needs 20 samples to be judged; it takes 10.",
        "budgets/api.yaml:3:44: 'p95' of b can only be sure from 72 samples on; it takes 40.",
      ]
    )
  }
}
