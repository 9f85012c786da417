import Glibc

/// The program with its live screen, in a terminal of tmux on the server's CPU.
extension Bench {
  func screenTurn(_ round: Int) throws(ChildFailure) -> Turn {
    let session = TerminalSession(
      name: "headroom-bench-\(getpid())-\(round)",
      bench: self,
      recording: newFile("recording.hlog"),
      times: newFile("times"),
      errors: newFile("screen-errors")
    )
    try session.start(
      [
        headroom, try runningServer().url, "-u", "\(Self.users)", "-d", "\(seconds)s", "--record",
        session.recording,
      ]
    )
    defer { session.stop() }
    let summary = try session.waitForSummary(seconds: Double(seconds) + 20)
    try session.press("q")
    let times = try session.waitForTimes(seconds: 10)
    return Turn(
      contestant: .screen,
      round: round,
      requests: summary.count,
      userSeconds: times.userSeconds,
      systemSeconds: times.systemSeconds
    )
  }
}

/// One program in a terminal of its own, timed by bash.
struct TerminalSession {
  let name: String
  let bench: Bench
  let recording: String
  let times: String
  let errors: String

  func start(_ words: [String]) throws(ChildFailure) {
    let pair = try bench.processors()
    let taskset = try Peer.taskset.path()
    let bash = try Peer.bash.path()
    let script = bench.newFile("script")
    let settings = bench.newFile("tmux.conf")
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    // The file of times is complete once it has its name.
    try TextFile.write(
      """
      TIMEFORMAT='%R %U %S'
      { time '\(taskset)' -c \(pair.client) \(quoted) 2>'\(errors)'; } 2>'\(times).partial'
      mv '\(times).partial' '\(times)'

      """,
      to: script
    )
    try TextFile.write(
      "set -g status off\nset -g default-terminal screen-256color\n",
      to: settings
    )
    bench.children.remember(name, endedBy: [try Peer.tmux.path(), "-L", name, "kill-server"])
    try bench.children.run(
      command(
        [taskset, "-c", String(pair.server), "env", "LC_ALL=C.UTF-8"],
        ["-u", "-f", settings, "new-session", "-d", "-x", "140", "-y", "45", bash, script]
      )
    )
  }

  /// Waits until the recording has its last line, and reads it.
  func waitForSummary(seconds: Double) throws(ChildFailure) -> RunSummary {
    for _ in 0..<Int(seconds / 0.02) {
      let last = TextFile.lastLine(recording)
      let prefix = "#[Headroom summary "
      if last.hasPrefix(prefix), last.hasSuffix("]"),
        let summary = RunSummary(reading: String(last.dropFirst(prefix.count).dropLast()))
      {
        return summary
      }
      usleep(20_000)
    }
    throw ChildFailure(description: "no summary in the recording; the screen shows:\n\(text())")
  }

  func press(_ key: String) throws(ChildFailure) {
    try bench.children.run(command([], ["send-keys", key]))
  }

  func waitForTimes(seconds: Double) throws(ChildFailure) -> BashTimes {
    for _ in 0..<Int(seconds / 0.02) {
      let text = TextFile.read(times)
      if !text.isEmpty {
        guard let times = BashTimes(reading: text) else {
          throw ChildFailure(description: "bash printed no times: \(text)")
        }
        return times
      }
      usleep(20_000)
    }
    throw ChildFailure(description: "it did not end after q; the screen shows:\n\(text())")
  }

  func stop() { bench.children.undo(name) }

  /// What stands on the screen, and what the program complained of.
  private func text() -> String {
    let shown = try? command([], ["capture-pane", "-p"])
    if let shown { _ = try? bench.children.run(shown) }
    return (shown.map { TextFile.read($0.output) } ?? "") + TextFile.read(errors)
  }

  private func command(
    _ before: [String],
    _ arguments: [String]
  ) throws(ChildFailure)
    -> ChildCommand
  {
    ChildCommand(
      words: before + [try Peer.tmux.path(), "-L", name] + arguments,
      output: bench.newFile("tmux"),
      errors: bench.newFile("errors"),
      seconds: 10
    )
  }
}
