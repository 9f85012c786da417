import Glibc

/// Instructions in user space, which hardly depend on how busy the machine is.
extension Bench {
  private static let few = 2000
  private static let many = 22_000

  /// The difference between two runs of different length, so that start and end cancel out; twice.
  func measureInstructions(into figures: inout [Figure]) throws {
    var loop: [Double] = []
    var all: [Double] = []
    for _ in 0..<2 {
      let short = try counted(answers: Self.few)
      let long = try counted(answers: Self.many)
      let answers = Double(Self.many - Self.few)
      loop.append((Double(long.busiest) - Double(short.busiest)) / answers)
      all.append((Double(long.all) - Double(short.all)) / answers)
    }
    figures += [
      Figure(
        "per response, event loop",
        medianOf: loop,
        .instructions,
        note: "callgrind, (\(Self.many) - \(Self.few) answers), twice"
      ),
      Figure(
        "per response, whole program",
        medianOf: all,
        .instructions,
        note: "ticks included, of which slow callgrind has more per answer"
      ),
    ].compactMap { $0 }
  }

  /// The instructions of all threads, and of the one with the most.
  private func counted(answers: Int) throws(ChildFailure) -> (all: UInt64, busiest: UInt64) {
    let arguments = [
      try runningServer().url, "-u", "\(Self.users)", "-n", "\(answers)", "--headless",
      "--format", "json", "--record", newFile("recording.hlog"),
    ]
    let threads = try instructions(arguments)
    return (threads.reduce(0, +), threads.max() ?? 0)
  }

  /// The program without debug information, which valgrind 3.19 gives up on.
  private func strippedProgram() throws(ChildFailure) -> String {
    let path = "\(folder)/headroom"
    guard access(path, X_OK) != 0 else { return path }
    try children.run(
      ChildCommand(
        words: [try Peer.strip.path(), "--strip-debug", "-o", path, headroom],
        output: newFile("output"),
        errors: newFile("errors"),
        seconds: 60
      )
    )
    return path
  }

  /// `[thread]` of the program with these arguments under callgrind.
  func instructions(_ arguments: [String]) throws(ChildFailure) -> [UInt64] {
    let valgrind = try Peer.valgrind.path()
    let output = newFile("callgrind")
    var command = try program(arguments, limit: 120)
    let position = command.words.count - arguments.count - 1
    command.words[position] = try strippedProgram()
    command.words.insert(
      contentsOf: [
        valgrind, "--tool=callgrind", "--separate-threads=yes", "--callgrind-out-file=\(output)",
      ],
      at: position
    )
    try children.run(command, accepting: [0, 1, 2, 3])
    let name = output.split(separator: "/").last.map { "\($0)-" } ?? ""
    let threads = TextFile.names(in: folder)
      .filter { $0.hasPrefix(name) }
      .compactMap { CallgrindTotals.instructions(in: TextFile.read("\(folder)/\($0)")) }
    guard !threads.isEmpty else {
      throw ChildFailure(description: "callgrind wrote no totals: \(TextFile.read(command.errors))")
    }
    return threads
  }
}
