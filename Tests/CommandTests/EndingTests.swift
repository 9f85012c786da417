import Glibc
import TestSupport
import Testing

/// However the program is asked to end, its recording is closed, and its status says by what.
@Suite(.serialized) struct EndingTests {
  /// The ways in which people and systems end programs.
  enum Way: String, CaseIterable, Sendable {
    case windowClosed
    case windowClosedAndHangup
    case hangups
    case hangupThenTerminate
    case interrupts
    case quits
    case terminates

    /// Signals in their order.
    var signals: [Int32] {
      switch self {
      case .windowClosed: []
      case .windowClosedAndHangup: [SIGHUP, SIGHUP, SIGHUP]
      case .hangups: [SIGHUP, SIGHUP, SIGHUP, SIGHUP]
      case .hangupThenTerminate: [SIGHUP, SIGTERM, SIGHUP]
      case .interrupts: [SIGINT, SIGINT, SIGINT]
      case .quits: [SIGQUIT, SIGQUIT]
      case .terminates: [SIGTERM, SIGTERM, SIGHUP]
      }
    }

    var closesWindow: Bool { self == .windowClosed || self == .windowClosedAndHangup }

    /// Signals of one moment are taken by their number (signal(7)): only the first kind is known where
    /// several are sent.
    var statuses: Set<Int32> {
      switch self {
      case .windowClosed, .windowClosedAndHangup, .hangups: [129]
      case .hangupThenTerminate: [129, 143]
      case .interrupts: [130]
      case .quits: [131]
      case .terminates: [143, 129]
      }
    }

    func end(_ program: WindowProgram) {
      if closesWindow { program.closeWindow() }
      for number in signals {
        program.signal(number)
        // Signals of one number that wait for delivery are one: a pause makes them several.
        usleep(2000)
      }
    }
  }

  @Test("a run ends with a whole recording", arguments: Way.allCases, [true, false])
  func run(way: Way, hasScreen: Bool) throws {
    let server = try CountingServer(milestone: 20)
    defer { server.stop() }
    let folder = TemporaryFolder()
    let program = try WindowProgram(
      [server.url, "-u", "2", "-d", "10m", "--interval", "100ms", "--record", "r.hlog"]
        + (hasScreen ? [] : ["--headless"]),
      in: folder.path
    )
    try program.wait("intervals") {
      folder.text("r.hlog").contains("#[Headroom interval ") && server.count > 20
    }
    way.end(program)
    let end = try program.end()
    #expect(way.statuses.map(WindowProgram.End.exited).contains(end), "\(end)")
    #expect(folder.text("r.hlog").contains("#[Headroom summary "))
  }

  @Test("a command that only shows ends with the status of the signal", arguments: Way.allCases)
  func shown(way: Way) throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder([
      "budgets/a.yaml": "benchmarks: { a: { http: http://127.0.0.1:9/ } }"
    ])
    for file in ["a.hlog", "b.hlog"] {
      let made = try Program.run([server.url, "-n", "20", "--record", file], in: folder.path)
      #expect(made.status == 0, "\(made.errors)")
    }
    for arguments in [[], ["replay", "a.hlog"], ["compare", "a.hlog", "b.hlog"]] {
      let program = try WindowProgram(arguments, in: folder.path)
      try program.wait("the keys") { program.output.contains("help") }
      way.end(program)
      let end = try program.end()
      #expect(way.statuses.map(WindowProgram.End.exited).contains(end), "\(arguments): \(end)")
    }
  }

  @Test("who insists ends a program whose result nobody reads")
  func stuckResult() throws {
    let server = try CountingServer(milestone: 20)
    defer { server.stop() }
    let folder = TemporaryFolder()
    // A pipe that is full.
    try #require(mkfifo(folder.path + "/full", 0o600) == 0)
    let pipe = open(folder.path + "/full", O_RDWR | O_NONBLOCK | O_CLOEXEC)
    try #require(pipe >= 0)
    defer { close(pipe) }
    for size in [4096, 1] {
      let bytes = [UInt8](repeating: 0, count: size)
      while write(pipe, bytes, size) > 0 {}
    }
    let program = try WindowProgram(
      [server.url, "-u", "2", "-d", "10m", "--interval", "100ms", "--record", "r.hlog"],
      in: folder.path,
      redirections: "> full"
    )
    try program.wait("intervals") { folder.text("r.hlog").contains("#[Headroom interval ") }
    program.signal(SIGTERM)
    try program.wait("the summary") { folder.text("r.hlog").contains("#[Headroom summary ") }
    try program.wait("its end") {
      program.signal(SIGTERM)
      return program.hasEnded
    }
    #expect(try program.end() == .exited(143))
  }

  @Test("what is started on the home screen ends the program too")
  func home() throws {
    let folder = TemporaryFolder([
      "budgets/a.yaml": """
      target: demo
      profiles: { long: { users: 1, duration: 10m } }
      benchmarks: { a: { http: /api/notes } }
      """
    ])
    let program = try WindowProgram([], in: folder.path)
    try program.wait("the suite") {
      program.output.contains("long") || program.output.contains(" a ")
    }
    program.type("\r")
    try program.wait("a recording") {
      folder.names(in: "recordings").contains {
        folder.text("recordings/" + $0).contains("#[Headroom interval ")
      }
    }
    Way.windowClosedAndHangup.end(program)
    #expect(try program.end() == .exited(129))
    let name = try #require(folder.names(in: "recordings").first)
    #expect(folder.text("recordings/" + name).contains("#[Headroom summary "))
  }

  @Test(
    "standard streams that are closed get no file of ours",
    arguments: [">&-", "2>&-", ">&- 2>&- <&-"]
  )
  func closedStreams(redirections: String) throws {
    let server = try CountingServer()
    defer { server.stop() }
    let folder = TemporaryFolder()
    let program = try WindowProgram(
      [server.url, "-n", "20", "--record", "r.hlog", "--headless"],
      in: folder.path,
      redirections: redirections
    )
    // A result that could not be written is an error (74); a complaint that could not be is none.
    #expect(try program.end() == .exited(redirections == "2>&-" ? 0 : 74))
    let text = folder.text("r.hlog")
    #expect(text.hasPrefix("#[Histogram log format version 1.3]"))
    #expect(!text.contains("Status"))
    #expect(text.split(separator: "\n").last?.hasPrefix("#[Headroom summary ") == true)
  }

  @Test("Ctrl-Z does not end the demo server, Ctrl-C does, and SIGTERM is told")
  func server() throws {
    for (number, status) in [(SIGINT, 0), (SIGTERM, 143)] as [(Int32, Int32)] {
      let folder = TemporaryFolder()
      let program = try WindowProgram(["demo-server", "--port", "0"], in: folder.path)
      try program.wait("the server") { program.output.contains("listens on") }
      program.signal(SIGTSTP)
      try program.wait("a stop") { program.isStopped }
      program.signal(SIGCONT)
      program.signal(number)
      #expect(try program.end() == .exited(status))
    }
  }
}
