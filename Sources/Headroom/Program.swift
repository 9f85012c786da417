import ArgumentParser
import Glibc
import Workloads

/// The whole program: reads the command line, does what it says, and exits with its status.
public func main() -> Never {
  StandardStreams.holdClosedOnes()
  SpawnServer.serveIfAsked(CommandLine.arguments)
  StandardStreams.ignoreBrokenOnes()
  var command: (any ParsableCommand)?
  do {
    let given = DeclaredFunctions.arguments(Array(CommandLine.arguments.dropFirst()))
    let arguments = AttachCommand.spelledOut(given)
    if let later = LaterCommand(arguments) { throw later }
    var meant = try HeadroomCommandLine.parse(arguments)
    command = meant
    try meant.run()
    exit(0)
  } catch let failure as any CommandFailure {
    StandardStreams.complain(failure.text)
    exit(failure.status.rawValue)
  } catch {
    HeadroomCommandLine.end(with: error, of: command)
  }
}
