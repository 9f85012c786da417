/// How long it takes to start and end.
extension Bench {
  private static let starts = 50

  func measureVersion(into figures: inout [Figure]) throws {
    let command = try program(["--version"], limit: 10)
    // Without taskset, which would be timed too: children inherit the CPU.
    try pin(to: [try processors().client])
    let times = try milliseconds([headroom, "--version"], command)
    let floor = try milliseconds(["true"], command)
    figures += [
      Figure("headroom --version", medianOf: times, .milliseconds),
      Figure("true, for comparison", medianOf: floor, .milliseconds),
    ].compactMap { $0 }
    let instructions = try instructions(["--version"])
    figures.append(
      Figure(
        "headroom --version",
        Double(instructions.reduce(0, +)),
        .instructions,
        note: "callgrind, dynamic linking included"
      )
    )
  }

  private func milliseconds(_ words: [String], _ template: ChildCommand) throws -> [Double] {
    var command = template
    command.words = words
    return try (0..<Self.starts).map { _ in try children.run(command).wallSeconds * 1000 }
  }
}
