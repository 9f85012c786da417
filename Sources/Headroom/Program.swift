import ArgumentParser
import Glibc
import Workloads

/// The whole program: reads the command line, does what it says, and exits with its status.
public func main() -> Never {
  SpawnServer.serveIfAsked(CommandLine.arguments)
  StandardStreams.ignoreBrokenOnes()
  do {
    if let later = LaterCommand(CommandLine.arguments.dropFirst()) { throw later }
    var command = try HeadroomCommandLine.parseAsRoot()
    try command.run()
    exit(0)
  } catch let failure as any CommandFailure {
    StandardStreams.complain(failure.text)
    exit(failure.status.rawValue)
  } catch {
    HeadroomCommandLine.exit(withError: error)
  }
}
