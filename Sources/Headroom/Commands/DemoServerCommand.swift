import ArgumentParser
import Glibc
import Sessions
import Workloads

/// `headroom demo-server`.
struct DemoServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo-server",
    abstract: "Run the demo server alone, on loopback, until Ctrl-C.",
    discussion: """
      Its latencies follow from the seed and the order of the requests.

      Example:
        headroom demo-server --port 8080
        headroom http://127.0.0.1:8080/api/notes -u 10 -d 10s
      """
  )

  @Option(help: "The port of 127.0.0.1; 0 for a free one.")
  var port = 8080

  @Option(help: "The seed of its latencies.")
  var seed: UInt64 = 1

  @Option(help: "How many times as long each answer takes: 1.1 is 10 % slower.")
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
    while signals.wait(milliseconds: 3_600_000) == nil {}
    server.stopAndWait()
  }
}

extension DemoServerFault: CommandFailure {
  var status: ExitStatus { .unavailable }
  var text: String { Visible.text(description) + "." }
}
