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
    if let unknown = UnknownCommand(opening: arguments) { throw unknown }
    if let script = CompletionScript.asked(by: arguments) {
      StandardStreams.print(script + "\n")
    } else {
      var meant = try HeadroomCommandLine.parse(arguments)
      command = meant
      try meant.run()
    }
    StandardStreams.exitAfterPrinting()
  } catch let failure as any CommandFailure {
    StandardStreams.complain(failure.text)
    exit(failure.status.rawValue)
  } catch {
    HeadroomCommandLine.end(with: error, of: command)
  }
}
