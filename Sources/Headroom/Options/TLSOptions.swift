import ArgumentParser
import Budgets

/// Whose certificates are believed.
struct TLSOptions: ParsableArguments {
  @Flag(name: [.customShort("k"), .long], help: "Accept any certificate, unchecked.")
  var insecure = false

  @Option(
    name: .customLong("ca"),
    help: ArgumentHelp(
      "Trust the certificates in this PEM file as well as the system's.",
      valueName: "file"
    ),
    completion: .file()
  )
  var authorityFile: String?

  func validate() throws {
    if insecure, authorityFile != nil {
      throw ValidationError("--insecure and --ca exclude each other.")
    }
  }

  /// What replaces a suite's own; nil if nothing was asked for.
  var trust: TLSTrust? {
    guard insecure || authorityFile != nil else { return nil }
    return TLSTrust(verifies: !insecure, authorityFile: authorityFile)
  }
}
