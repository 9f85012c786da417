import ArgumentParser

/// Which other session stands beside this one.
struct GhostOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The session behind this one: a FILE, 'baseline', 'last~2'; without it the last one of the "
        + "same suite, profile and environment.",
      valueName: "file"
    )
  )
  var ghost: String?

  @Flag(help: "Show no other session behind this one.")
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
