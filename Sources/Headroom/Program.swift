import ArgumentParser
import Glibc
import Workloads

/// The whole program: reads the command line, does what it says, and exits with its status.
public func main() -> Never {
  SpawnServer.serveIfAsked(CommandLine.arguments)
  StandardStreams.ignoreBrokenOnes()
  do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let later = LaterCommand(arguments) { throw later }
    var command = try HeadroomCommandLine.parseAsRoot(AttachCommand.spelledOut(arguments))
    try command.run()
    exit(0)
  } catch let failure as any CommandFailure {
    StandardStreams.complain(failure.text)
    exit(failure.status.rawValue)
  } catch {
    HeadroomCommandLine.exit(withError: error)
  }
}
