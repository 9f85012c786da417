import Budgets
import Glibc
import Measurements
import Sessions
import TestSupport
import Testing

@testable import Workloads

/// A program in place of Locust, which writes the lines of its master and reads our orders.
struct LocustSourceTests {
  private let folder = TemporaryFolder(["locustfile.py": "", "bin/.keep": ""])

  private static let hello =
    #"{"kind":"hello","protocol":1,"locust":"2.47.0","host":"10.0.0.5","port":4711,"shape":false}"#
  /// Later than any moment: it begins now.
  private static let start = #"{"kind":"start","at":9000000000000000000}"#
  private static let counts =
    #"{"kind":"counts","interval":0,"name":"GET /a","good":[1000,3],"bad":[],"#
    + #""reasons":[],"clamped":0}"#

  /// What a master does until it is told to stop, and then.
  private func source(
    lines: [String] = [Self.hello, Self.start, Self.counts],
    begin: String = "",
    then: String = "obey",
    worker: String = "cat <&3",
    configure: (inout LocustFile) -> Void = { _ in },
    profile: LoadProfile = Self.users(20, seconds: 60)
  ) throws -> LocustSource {
    let told = lines.map { "echo '\($0)' >&3" }.joined(separator: "\n")
    folder.writeProgram(
      """
      #!/bin/sh
      \(begin)
      last='{"kind":"counts","interval":1,"name":"GET /a","good":[900,1],"bad":[],\
      "reasons":[],"clamped":0}'
      obey() {
        while read -r order; do
          echo "$order" >> "$0.orders"
          case $order in *stop*) echo "$last" >&3; echo '{"kind":"end","status":0}' >&3; return;; esac
        done <&3
      }
      case "$*" in
        *--worker*) echo "$@" > "$0.worker"; \(worker); exit;;
      esac
      echo "$@" > "$0.master"
      echo "$HEADROOM_LOCUST_GRID" >> "$0.master"
      \(told)
      \(then)

      """,
      to: "bin/locust"
    )
    var file = LocustFile(file: "locustfile.py")
    file.program = folder.path + "/bin/locust"
    configure(&file)
    var options = ExternalOptions()
    options.folder = folder.path
    return try LocustSource(
      name: "crowd",
      file: file,
      host: "http://127.0.0.1:8080",
      profile: profile,
      options: options
    )
  }

  private static func users(_ users: Double, seconds: Int64) -> LoadProfile {
    let stage = LoadProfile.Stage(from: users, to: users, nanoseconds: seconds * 1_000_000_000)
    return LoadProfile(name: "smoke", model: .closed, stages: [stage])
  }

  private func words(_ name: String) -> [String] {
    folder.text("bin/locust.\(name)").split(whereSeparator: \.isWhitespace).map(String.init)
  }

  @Test func `counts are taken to the last report, and the end is ordered`() throws {
    let source = try source()
    let log = try StreamLog.of(source) { source.apply(.stop(.stopped, drain: true)) }
    #expect(log.end == .stopped)
    #expect(log.samples("GET /a").count == 4)
    #expect(log.isInOrder)
    #expect(source.failure == nil)
    #expect(words("orders") == [#"{"do":"stop"}"#])
  }

  @Test func `the master is told the load and the grid, the workers where it is`() throws {
    let source = try source(
      configure: {
        $0.workers = .local(2)
        $0.spawnRate = 5
        $0.arguments = ["--tags", "a"]
      }
    )
    _ = try StreamLog.of(source) { source.apply(.stop(.stopped, drain: true)) }
    let master = words("master")
    for (option, value) in [
      ("--users", "20"), ("--spawn-rate", "5.0"), ("--expect-workers", "2"),
      ("--host", "http://127.0.0.1:8080"), ("--master-bind-port", "0"), ("--tags", "a"),
    ] {
      let place = try #require(master.firstIndex(of: option), "no \(option)")
      #expect(master[place + 1] == value)
    }
    #expect(master.suffix(2) == ["0.0", "1.0"])
    let files = try #require(master.first { $0.hasPrefix("locustfile.py,") })
    #expect(files.hasSuffix("/headroom_locust.py"))
    #expect(words("worker").suffix(4) == ["--master-host", "127.0.0.1", "--master-port", "4711"])
  }

  @Test func `the planned time ends it by itself`() throws {
    let log = try StreamLog.of(source(profile: Self.users(20, seconds: 1)))
    #expect(log.end == .completed)
    let measured = log.records.filter { $0.phase == .measured }
    #expect(measured.reduce(0) { $0 + $1.activeNanoseconds } == 1_000_000_000)
    #expect(log.isInOrder)
    #expect(log.samples("GET /a").count == 4)
  }

  @Test func `users are changed by an order`() throws {
    let source = try source()
    let log = try StreamLog.of(source) {
      source.apply(.level(35))
      let deadline = time(nil) + 120
      while !words("orders").contains(where: { $0.contains("35") }), time(nil) < deadline {
        usleep(1000)
      }
      source.apply(.stop(.stopped, drain: true))
    }
    #expect(words("orders").first == #"{"do":"users","users":35,"rate":15.0}"#)
    let changes = log.events.compactMap {
      if case .load(let change) = $0.kind { change } else { nil }
    }
    #expect(changes.map(\.to) == [20, 35])
    #expect(changes.map(\.stage) == [0, nil])
  }

  @Test func `workers of other machines are waited for, and it says what to run there`() throws {
    let source = try source(
      lines: [
        Self.hello,
        #"{"kind":"worker","change":"joined","host":"far","pid":9,"locust":"2.40.0"}"#,
        Self.start,
        #"{"kind":"worker","change":"missing","host":"far","pid":9,"locust":"2.40.0"}"#,
        #"{"kind":"refused","worker":"x","other_protocol":false}"#, "what is this", Self.counts,
      ],
      configure: {
        $0.workers = .external(least: 2)
        $0.bindHost = "0.0.0.0"
      }
    )
    let log = try StreamLog.of(source) { source.apply(.stop(.stopped, drain: true)) }
    #expect(words("worker").isEmpty)
    #expect(
      log.notices == [
        "waiting for 2 workers; on other machines run:",
        "locust -f - --worker --master-host 10.0.0.5 --master-port 4711",
        "crowd: worker far/9 joined with Locust 2.40.0, and the master has 2.47.0",
        "crowd: worker far/9 is silent: its users go to the others",
        "crowd: a worker was sent away: it does not report histograms; start it with -f -, which "
          + "gives it the files",
        "line 6 is no report of Locust's master (neither a JSON object nor a number): what is this",
      ]
    )
    #expect(words("master").contains("5557"))
  }

  @Test func `a Locust that does not come up says why`() throws {
    let source = try source(lines: [], then: "echo 'No User class found!' >&2; exit 1")
    let log = try StreamLog.of(source)
    #expect(log.end == .completed)
    #expect(source.failure == "crowd: Locust ended with status 1: No User class found!")
    #expect(log.notices.contains("crowd: Locust ended with status 1: No User class found!"))
  }

  @Test func `a master that dies is told, and what came before it is kept`() throws {
    let source = try source(then: "sleep 0.01; kill -9 $$")
    let log = try StreamLog.of(source)
    #expect(source.failure == "crowd: Locust's master was ended by signal 9")
    #expect(log.samples("GET /a").count == 3)
  }

  @Test func `a worker that dies before the users begin ends it`() throws {
    let source = try source(lines: [Self.hello], worker: "echo 'no module' >&2; exit 3")
    let log = try StreamLog.of(source)
    #expect(log.end == .completed)
    #expect(
      source.failure == "crowd: a worker ended with status 3 before the users began: no module"
    )
  }

  @Test func `a worker that dies later is told, and the others go on`() throws {
    let source = try source(
      then: #"while [ ! -s "$0.pid" ]; do sleep 0.01; done; kill -9 $(cat "$0.pid"); obey"#,
      worker: #"echo $$ > "$0.pid"; cat <&3"#,
      configure: { $0.workers = .local(1) }
    )
    let log = try StreamLog.of(source, after: "was ended by signal 9") {
      source.apply(.stop(.stopped, drain: true))
    }
    #expect(log.end == .stopped)
    #expect(source.failure == nil)
    #expect(log.samples("GET /a").count == 4)
  }

  @Test func `an older Locust is refused`() throws {
    let old = Self.hello.replacing("2.47.0", with: "2.12.1")
    let source = try source(lines: [old])
    _ = try StreamLog.of(source)
    #expect(source.failure?.hasPrefix("crowd: Locust 2.12.1 is too old: 2.31 or a newer") == true)
  }

  @Test func `a signal that is given twice ends all at once`() throws {
    let source = try source(begin: "trap '' INT TERM", then: "while :; do sleep 0.02; done")
    let log = try StreamLog.of(source) {
      source.apply(.stop(.signal(SIGINT), drain: false))
      source.apply(.stop(.signal(SIGINT), drain: false))
    }
    #expect(log.end == .signal(SIGINT))
    #expect(log.samples("GET /a").count == 3)
  }

  @Test func `what can't be run is said before anything is started`() throws {
    #expect(throws: LocustError.noFile(engine: "crowd", path: folder.path + "/nowhere.py")) {
      try source(configure: { $0.file = "nowhere.py" })
    }
    var rate = Self.users(5, seconds: 5)
    rate.model = .open
    #expect(throws: LocustError.hasRate(engine: "crowd", profile: "smoke")) {
      try source(profile: rate)
    }
    #expect(throws: LocustError.hasNoDuration(engine: "crowd", profile: "smoke")) {
      try source(profile: Self.users(5, seconds: 0))
    }
    #expect(throws: LocustError.self) {
      try source(configure: { $0.program = folder.path + "/bin/none" })
    }
    #expect(LocustError.notInstalled(engine: "crowd").description.contains("pip install locust"))
  }
}
