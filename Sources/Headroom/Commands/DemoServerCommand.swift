import ArgumentParser
import Glibc
import Sessions
import Workloads

/// `headroom demo-server`.
struct DemoServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo-server",
    abstract: "Run the demo server alone, on loopback, until Ctrl-C.",
    usage: "headroom demo-server [<options>]",
    discussion: """
      Its latencies follow from the seed and the order of the requests.

      Examples:
        headroom demo-server --port 8080
        headroom http://127.0.0.1:8080/api/notes -u 10 -d 10s
      """
  )

  @Option(help: ArgumentHelp("The port on 127.0.0.1; 0 for a free one.", valueName: "number"))
  var port = 8080

  @Option(help: ArgumentHelp("The seed of its latencies.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("Make each answer this many times as slow: 1.1.", valueName: "factor")
  )
  var slowness = 1.0

  func validate() throws {
    try OptionValue.check("--port", port, in: 0...65535)
    guard 0.01...100 ~= slowness else {
      throw ValidationError("--slowness is 0.01 to 100, and not \(slowness).")
    }
  }

  func run() throws {
    let signals = SignalWatch()
    let server = try DemoServer.startAndWait(port: port, seed: seed, slowness: slowness)
    StandardStreams.print("The demo server listens on \(server.url). Ctrl-C ends it.\n")
    var ending: Int32?
    while ending == nil {
      let number = signals.wait(milliseconds: 3_600_000)
      if number == SIGTSTP { kill(getpid(), SIGSTOP) } else { ending = number }
    }
    server.stopAndWait()
    // Ctrl-C is how it is meant to end.
    if let ending, ending != SIGINT { throw ExitStatus(signal: ending).exitCode }
  }
}

extension DemoServerFault: CommandFailure {
  var status: ExitStatus { .unavailable }
  var text: String { Visible.text(description) + "." }
}
