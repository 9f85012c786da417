import Glibc

/// One run of the benchmark: what every part needs, and the parts one after the other.
final class Bench {
  let headroom: String
  let pairs: Int
  let seconds: Int
  let folder: String
  let children: Children
  /// Every turn of the program and wrk, in the order in which they were taken.
  var turns: [Turn] = []
  private var server: Result<LoopbackServer, ChildFailure>?
  // Asked once, since pinning this process changes the answer.
  private let pair: Result<Processors, ChildFailure>
  private var fileNumber = 0

  init(headroom: String, pairs: Int, seconds: Int, folder: String, children: Children) {
    self.headroom = headroom
    self.pairs = pairs
    self.seconds = seconds
    self.folder = folder
    self.children = children
    do throws(ChildFailure) {
      pair = .success(try Processors.pair())
    } catch {
      pair = .failure(error)
    }
  }

  /// Which CPU is whose.
  func processors() throws(ChildFailure) -> Processors { try pair.get() }

  /// Measures the parts; what goes wrong in one of them leaves the others alone.
  func measure(_ parts: [PartName]) -> [PartResult] {
    var results: [PartResult] = []
    for part in parts {
      // The screen takes its turns in the rounds of the first part, if both are asked for.
      if part == .screen, parts.contains(.cpu) { continue }
      if part == .cpu || part == .screen {
        results += measureTurns(parts)
        continue
      }
      Self.note("\(part.rawValue): \(part.about)")
      var figures: [Figure] = []
      do {
        try measure(part, into: &figures)
        results.append(PartResult(name: part, figures: figures))
      } catch {
        Self.note("  failed: \(error)")
        results.append(PartResult(name: part, figures: figures, failure: "\(error)"))
      }
    }
    return results
  }

  private func measure(_ part: PartName, into figures: inout [Figure]) throws {
    switch part {
    case .cpu, .screen: break
    case .open: try measureOpenModel(into: &figures)
    case .instructions: try measureInstructions(into: &figures)
    case .memory: try measureMemory(into: &figures)
    case .version: try measureVersion(into: &figures)
    case .record: try measureRecording(into: &figures)
    case .interval: try measureInterval(into: &figures)
    case .history: try measureHistory(into: &figures)
    case .frame: try measureFrames(into: &figures)
    case .stream: try measureStream(into: &figures)
    case .commands: try measureCommands(into: &figures)
    case .functions: try measureFunctions(into: &figures)
    case .comparison: try measureComparison(into: &figures)
    case .certainty: measureCertainty(into: &figures)
    }
  }

  /// Ends the server, if it was needed.
  func stop() {
    if case .success(let server) = server { server.stop() }
  }

  /// The server, started when it is first needed.
  func runningServer() throws(ChildFailure) -> LoopbackServer {
    if let server { return try server.get() }
    let started: Result<LoopbackServer, ChildFailure>
    do throws(ChildFailure) {
      let cpu = try processors().server
      started = .success(try LoopbackServer(in: folder, on: cpu, children: children))
    } catch {
      started = .failure(error)
    }
    server = started
    return try started.get()
  }

  /// A path in the folder of this run that was never given out before.
  func newFile(_ kind: String) -> String {
    fileNumber += 1
    return "\(folder)/\(fileNumber)-\(kind)"
  }

  /// The program on the client's CPU with these arguments, for at most `limit` seconds.
  func program(_ arguments: [String], limit: Double) throws(ChildFailure) -> ChildCommand {
    guard access(headroom, X_OK) == 0 else {
      throw ChildFailure(description: "there is no program \(headroom); build it first")
    }
    return ChildCommand(
      words: [try Peer.taskset.path(), "-c", String(try processors().client), headroom]
        + arguments,
      output: newFile("output"),
      errors: newFile("errors"),
      seconds: limit
    )
  }

  /// Keeps the main thread, and threads and children that it starts from now on, on these CPUs.
  func pin(to cpus: [Int]) throws(ChildFailure) {
    // The C library's own call is hidden from Swift; the number of the main thread is the process's.
    let list = cpus.map { String($0) }.joined(separator: ",")
    let words = ["-c", "-p", list, String(getpid())]
    try children.run(
      ChildCommand(
        words: [try Peer.taskset.path()] + words,
        output: newFile("output"),
        errors: newFile("errors"),
        seconds: 10
      )
    )
  }

  /// Runs the program on this URL, headless and with its recorder on.
  func load(
    _ arguments: [String],
    lasting seconds: Int
  ) throws(ChildFailure) -> (
    end: ChildEnd, summary: RunSummary, recording: String
  ) {
    let recording = newFile("recording.hlog")
    let command = try program(
      arguments + ["--headless", "--format", "json", "--record", recording],
      limit: Double(seconds) + 30
    )
    // Its budgets are not what is measured here.
    let end = try children.run(command, accepting: [0, 1, 2, 3])
    guard let summary = RunSummary(reading: TextFile.read(command.output)), summary.count > 0 else {
      throw ChildFailure(description: "'\(command.text)' printed no summary with requests")
    }
    return (end, summary, recording)
  }

  /// Says on standard error how far it is.
  static func note(_ text: String) {
    var line = text + "\n"
    line.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }
}
