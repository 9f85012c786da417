import ArgumentParser

/// The root.
struct HeadroomCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "headroom", version: "0.1.0")
}
