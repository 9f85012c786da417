import ArgumentParser

/// Which other session is drawn behind this one.
struct GhostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Draw this session behind: a file, 'baseline', 'last~2'; else the last one of the same "
        + "suite, profile and environment.",
      valueName: "file"
    ),
    completion: .recordings
  )
  var ghost: String?

  @Flag(help: "Draw no other session behind.")
  var noGhost = false

  /// What they ask for.
  var choice: GhostChoice {
    if noGhost { return .none }
    return ghost.map(GhostChoice.named) ?? .last
  }

  func validate() throws {
    if ghost != nil && noGhost {
      throw ValidationError("--ghost and --no-ghost exclude each other.")
    }
  }
}
