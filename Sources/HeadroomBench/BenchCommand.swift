import ArgumentParser
import Glibc
import Sessions

/// Measures the program itself.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "HeadroomBench",
    abstract: "What Headroom costs: CPU, instructions, memory, time; beside wrk in the same run.",
    discussion: """
      It starts its own web server on loopback and ends everything that it started. The server runs \
      on the first CPU that this process may use, the client on the second. Let the machine be \
      quiet: others on the same CPUs make every figure worse.

      Parts, each for --only:
      \(PartName.allCases.map { "  \($0.rawValue): \($0.about)" }.joined(separator: "\n"))

      Example:
        HeadroomBench --headroom .build/release/headroom --only cpu,memory
      """,
    subcommands: [WriteLongRunCommand.self, ScrubCommand.self, ReadCommand.self, SpinCommand.self]
  )

  @Option(help: ArgumentHelp("The program that is measured.", valueName: "path"))
  var headroom = ".build/release/headroom"

  @Option(help: ArgumentHelp("Where the figures go as JSON.", valueName: "path"))
  var json: String?

  @Option(help: ArgumentHelp("The parts to measure, with commas between.", valueName: "parts"))
  var only: String?

  @Option(help: "How often the program and wrk take turns.")
  var pairs = 15

  @Option(help: "How long each turn is.")
  var seconds = 4

  func validate() throws {
    guard 1...1000 ~= pairs else { throw ValidationError("--pairs is 1 to 1000.") }
    guard 1...600 ~= seconds else { throw ValidationError("--seconds is 1 to 600.") }
    _ = try parts()
  }

  func run() throws {
    let parts = try parts()
    let children = Children()
    let json = json.map { Self.fromHere($0) }
    let headroom = Self.fromHere(headroom)
    let folder = try TemporaryFolder.make()
    chdir(folder)
    Watch.start(children, folder: folder)
    defer {
      children.endAll()
      chdir("/")
      TemporaryFolder.remove(folder)
    }
    let bench = Bench(
      headroom: headroom,
      pairs: pairs,
      seconds: seconds,
      folder: folder,
      children: children
    )
    let started = UTCTime(nanoseconds: Self.wall())
    let ticks = Machine.ticks()
    // Asked before any part pins this process to one of them.
    let text = Machine.text
    let load = Machine.load
    let machine = Machine.json()
    let results = bench.measure(parts)
    children.stayIfEnding()
    bench.stop()
    let steal = Machine.stolenShare(since: ticks)
    let stolen = FigureTable.text(steal * 100) + " %"
    for line in FigureTable.lines(results) { print(line) }
    print("\nIntervals: \(MedianInterval.method).")
    print("Machine: \(text); load \(load) before, \(Machine.load) after; \(stolen) stolen.")
    if let json {
      let object: JSON = [
        "headroom_bench": JSON(1),
        "started": .string(started.iso8601),
        "machine": machine,
        "load_after": .string(Machine.load),
        "steal": JSON(steal),
        "method": .string(MedianInterval.method),
        "pairs": JSON(pairs),
        "seconds": JSON(seconds),
        "parts": .array(results.map(\.json)),
        "turns": .array(bench.turns.map(\.json)),
      ]
      try TextFile.write(object.text + "\n", to: json)
    }
    if results.contains(where: { $0.failure != nil }) { throw ExitCode(1) }
  }

  /// The parts that are asked for, in the order in which they are measured.
  private func parts() throws -> [PartName] {
    guard let only else { return PartName.allCases }
    let names = try only.split(separator: ",").map { word in
      guard let part = PartName(rawValue: String(word)) else {
        let all = PartName.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("there is no part '\(word)'. The parts are: \(all).")
      }
      return part
    }
    guard !names.isEmpty else { throw ValidationError("--only names no part.") }
    return PartName.allCases.filter(names.contains)
  }

  private static func wall() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The whole path: everything runs in a folder of its own.
  private static func fromHere(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }
}
