import Foundation
import Testing

/// A folder with a Locust file and a suite that runs it against an nginx of its own.
struct LocustFixture {
  let folder: TemporaryFolder
  let nginx: Nginx
  /// The folder of a Python that has Locust.
  private let programs: String

  init(
    locust: String,
    profile: String = "users: 20, duration: 4s",
    file: String = Self.users
  ) throws {
    programs = URL(fileURLWithPath: try Peer.python.required()).deletingLastPathComponent().path
    folder = try TemporaryFolder()
    nginx = try Nginx()
    try folder.write(file, to: "locustfile.py")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    try folder.write(
      """
      target: \(nginx.url.dropLast())
      profiles: { short: { \(profile) } }
      benchmarks:
        crowd:
          locust: { file: locustfile.py, \(locust) }
          budget: { "GET /.p95": 5s, home.p95: 5s }
      """,
      to: "budgets/crowd.yaml"
    )
  }

  /// What is in the folder for temporary files.
  func temporaryFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: temporary.path)
  }

  private var temporary: URL { folder.url.appendingPathComponent("temporary") }

  /// Where Locust is found, before all else.
  var path: String {
    "\(programs):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
  }

  /// The program with these arguments.
  func run(
    _ arguments: [String] = ["--headless", "--format", "json"],
    path: String? = nil
  )
    throws -> Child
  {
    try Child(
      "/usr/bin/env",
      ["PATH=\(path ?? self.path)", "TMPDIR=\(temporary.path)", Program.path, "run", "crowd"]
        + arguments,
      in: folder
    )
  }

  /// What the workers wrote of themselves, by their process.
  func workers() throws -> [Int: Requests] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    var workers: [Int: Requests] = [:]
    for name in names where name.hasPrefix("requests-") {
      guard let process = Int(name.dropFirst(9).prefix { $0 != "." }) else { continue }
      workers[process] = Requests(try folder.text(of: name))
    }
    return workers
  }

  /// The requests of a worker in the log of nginx.
  func logged(ofWorker process: Int) throws -> Int {
    try nginx.log().split(separator: "\n").count { $0.contains("worker=\(process) ") }
  }

  /// What a worker wrote: a line a request, and one for each report.
  struct Requests {
    /// `[name]`: ms of what succeeded.
    var good: [String: [Double]] = [:]
    var failed: [String: Int] = [:]
    var count = 0
    /// Requests up to the last report.
    var reported = 0

    init(_ text: String) {
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: "\t")
        guard parts.count == 3, let time = Double(parts[1]) else {
          reported = count
          continue
        }
        count += 1
        if parts[2] == "True" {
          good[String(parts[0]), default: []].append(time)
        } else {
          failed[String(parts[0]), default: 0] += 1
        }
      }
    }
  }

  private static let log = """
    import os

    from locust import HttpUser, constant, events, task

    log = open(f"requests-{os.getpid()}.txt", "w", buffering=1)


    @events.request.add_listener
    def on_request(name, response_time, exception, **_kwargs):
        log.write(f"{name}\\t{response_time!r}\\t{exception is None}\\n")


    @events.report_to_master.add_listener
    def on_report(**_kwargs):
        log.write("report\\n")


    """

  /// Users whose every request is in a file.
  static let users = """
    \(log)
    class Visitor(HttpUser):
        wait_time = constant(0.02)

        @task(3)
        def index(self):
            self.client.get("/")

        @task
        def named(self):
            self.client.get("/index.html", name="home")

        @task
        def missing(self):
            self.client.get("/missing?session=1")

    """

  /// Users whose requests bear the number of their worker, as the names of their benchmarks do.
  static let marked = """
    \(log)
    class Visitor(HttpUser):
        wait_time = constant(0.02)

        @task
        def index(self):
            self.client.get(f"/?worker={os.getpid()}", name=f"worker {os.getpid()}")

    """
}
