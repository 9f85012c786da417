import Foundation
import Testing

/// The real Locust: a master, workers, and an nginx whose log has the last word.
@Suite(.serialized, .enabled(if: Peer.python.isWanted && Peer.nginx.isWanted))
struct LocustTests {
  @Test("counts are those of the server's log, percentiles those of the workers' own events")
  func exactFigures() throws {
    let fixture = try LocustFixture(locust: "workers: 2")
    let run = try fixture.run()
    let status = try run.status()
    #expect(status == 2, "\(run.errors)")
    let summary = try SummaryFile(run.output)
    let logged = try fixture.nginx.requests()
    #expect(logged > 100)
    #expect(summary.requests == logged)
    let workers = try fixture.workers().values.filter { $0.count > 0 }
    #expect(workers.count == 2)
    #expect(Set(summary.benchmarks.map(\.name)) == ["GET /", "GET /missing", "home"])
    for (name, path) in [("GET /", "/"), ("home", "home")] {
      let benchmark = try #require(summary.benchmarks.first { $0.name == name })
      let times = workers.flatMap { $0.good[path] ?? [] }.map(Self.nanoseconds).sorted()
      #expect(benchmark.succeeded == times.count)
      for percent in [50, 75, 90, 95, 99] {
        let rank = (percent * times.count + 99) / 100
        #expect(benchmark.latency["p\(percent)"] == Self.highestEquivalent(times[rank - 1]))
      }
      #expect(benchmark.latency["max"] == times.last.map(Self.highestEquivalent))
    }
    let missing = try #require(summary.benchmarks.first { $0.name == "GET /missing" })
    #expect(missing.failed == workers.reduce(0) { $0 + ($1.failed["/missing?session=1"] ?? 0) })
    #expect(missing.succeeded == 0)
    let replayed = try SummaryFile.replayed(in: fixture.folder)
    #expect(replayed == run.output)
  }

  @Test("of workers that are killed what they had reported counts, of the others all")
  func killedWorkers() throws {
    let fixture = try LocustFixture(
      locust: "workers: 4",
      profile: "users: 20, duration: 8s",
      file: LocustFixture.marked
    )
    let run = try fixture.run()
    try wait("requests of four workers") {
      let workers = try? fixture.workers().filter { $0.value.reported > 0 }
      return workers?.count == 4
    }
    let doomed = try fixture.workers().filter { $0.value.count > 0 }.keys.sorted().prefix(2)
    for process in doomed {
      // Its last report is on its way for a while, and something came after it.
      try wait("requests since the last report") {
        guard let worker = try? fixture.workers()[process] else { return false }
        return worker.count - worker.reported >= 10
      }
      kill(pid_t(process), SIGKILL)
    }
    let status = try run.status()
    #expect(status == 0 || status == 3, "\(run.errors)")
    let summary = try SummaryFile(run.output)
    let workers = try fixture.workers().filter { $0.value.count > 0 }
    #expect(workers.count == 4)
    for (process, written) in workers {
      let counted = summary.benchmarks.first { $0.name == "worker \(process)" }?.count
      if doomed.contains(process) {
        #expect(counted == written.reported)
      } else {
        let logged = try fixture.logged(ofWorker: process)
        #expect(counted == logged)
      }
    }
    let recording = try fixture.folder.text(of: try #require(summary.recording))
    for process in doomed {
      #expect(recording.contains("worker \(process) was ended by signal 9"))
    }
  }

  @Test("workers of other machines get the files from the master, and may be of another version")
  func externalWorkers() throws {
    let port = try Nginx.freePort()
    let fixture = try LocustFixture(
      locust: "workers: external, port: \(port)",
      profile: "users: 5, duration: 3s"
    )
    let elsewhere = try TemporaryFolder()
    let run = try fixture.run()
    let worker = try Child(
      Peer.python.required(),
      [
        "-c",
        """
        import sys
        import locust, locust.runners
        from locust.main import main
        locust.__version__ = locust.runners.__version__ = "2.40.0"
        sys.argv = ["locust", "-f", "-", "--worker", "--master-port", "\(port)"]
        main()
        """,
      ],
      in: elsewhere,
      as: "worker"
    )
    let status = try run.status()
    #expect(status == 2, "\(run.errors)")
    _ = try worker.status()
    let summary = try SummaryFile(run.output)
    #expect(summary.requests == (try fixture.nginx.requests()))
    let recording = try fixture.folder.text(of: try #require(summary.recording))
    #expect(
      recording.contains("locust -f - --worker --master-host 127.0.0.1 --master-port \(port)")
    )
    #expect(recording.contains("joined with Locust 2.40.0, and the master has"))
  }

  @Test("a signal ends all processes of Locust, and what was measured is kept")
  func interrupted() throws {
    let fixture = try LocustFixture(locust: "workers: 2", profile: "users: 10, duration: 60s")
    let run = try fixture.run()
    try wait("requests") { ((try? fixture.nginx.requests()) ?? 0) > 100 }
    run.signal(SIGINT)
    let status = try run.status()
    #expect(status == 130, "\(run.errors)")
    for process in try fixture.workers().keys { #expect(kill(pid_t(process), 0) != 0) }
    let summary = try SummaryFile(run.output)
    #expect(summary.requests == (try fixture.nginx.requests()))
  }

  @Test("processes of Locust end when the program is killed")
  func killed() throws {
    let fixture = try LocustFixture(locust: "workers: 2", profile: "users: 10, duration: 60s")
    let run = try fixture.run()
    try wait("requests") { ((try? fixture.nginx.requests()) ?? 0) > 100 }
    let processes = try fixture.workers().keys.map { pid_t($0) }
    #expect(processes.count == 3)
    run.signal(SIGKILL)
    _ = try run.status()
    try wait("the end of the processes") { processes.allSatisfy { !Self.runs($0) } }
    #expect(try fixture.temporaryFiles().isEmpty)
  }

  @Test(
    "what keeps Locust from starting is told in its own words",
    arguments: [
      (
        "import nothing_of_this_name\n", "", "ModuleNotFoundError: No module named 'nothing_of_this"
      ),
      ("class NoUser:\n    pass\n", "", "No User class found!"),
      (LocustFixture.users, ", port: {port}", "Address already in use"),
      (LocustFixture.users, ", args: [--tagz]", "unrecognized arguments: --tagz"),
    ]
  )
  func errors(file: String, options: String, words: String) throws {
    let port = try Nginx()
    func filled(_ text: String) -> String {
      text.replacingOccurrences(of: "{port}", with: "\(port.port)")
    }
    let fixture = try LocustFixture(locust: "workers: 1" + filled(options), file: file)
    let run = try fixture.run(["--headless"])
    let status = try run.status()
    #expect(status == 69)
    #expect(run.output.contains(filled(words)), "\(run.output) \(run.errors)")
    #expect(run.output.contains("nothing was measured"))
  }

  @Test("where Locust is missing it says how to install it")
  func notInstalled() throws {
    let fixture = try LocustFixture(locust: "workers: 1")
    let run = try fixture.run(["--headless"], path: "/nowhere")
    let status = try run.status()
    #expect(status == 69)
    #expect(run.errors.contains("pip install locust"), "\(run.errors)")
  }

  /// As a file of Locust counts it: whole ns, ties to even as in Python.
  private static func nanoseconds(_ milliseconds: Double) -> Int {
    max(1, Int((milliseconds * 1e6).rounded(.toNearestOrEven)))
  }

  /// The highest value of an HdrHistogram's bucket with three significant digits.
  private static func highestEquivalent(_ nanoseconds: Int) -> Int {
    let magnitude = max(0, Int.bitWidth - nanoseconds.leadingZeroBitCount - 11)
    return ((nanoseconds >> magnitude) + 1) << magnitude - 1
  }

  /// Whether a process is there and is no zombie, which its new parent may leave for a while.
  private static func runs(_ process: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return false
    }
    return text.split(separator: ")").last?.split(separator: " ").first != "Z"
  }
}

/// Locust on the real screen.
@Suite(
  .serialized,
  .enabled(if: Peer.python.isWanted && Peer.nginx.isWanted && Peer.tmux.isWanted)
)
struct LocustScreenTests {
  @Test("keys change its users and pause them", arguments: [(140, 45), (80, 24)])
  func steering(columns: Int, rows: Int) throws {
    let fixture = try LocustFixture(locust: "workers: 1", profile: "users: 20, duration: 60s")
    let shown = try ShownProgram(
      "run crowd",
      environment: "PATH='\(fixture.path)'",
      columns: columns,
      rows: rows,
      in: fixture.folder,
      showing: "20 users (closed)"
    )
    try shown.press("=", showing: "users: ")
    try shown.terminal.type("6")
    try wait("six users") { shown.terminal.screen.contains(" 6 users") }
    try shown.press("P", showing: "PAUSED")
    try wait("no users") { shown.terminal.screen.contains(" 0 users") }
    try shown.press("P", showing: " 6 users")
    try shown.terminal.press("q", "y")
    try shown.expectRestored(status: nil)
  }
}
