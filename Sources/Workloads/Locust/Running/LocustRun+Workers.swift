import Sessions

// What is told of workers.
extension LocustRun {
  /// Tells that a worker came or went.
  func tell(of worker: LocustWorker) {
    var text: String
    switch worker.change {
    case .joined: text = "\(worker.name) joined"
    case .back: text = "\(worker.name) is back"
    case .left: text = "\(worker.name) left: its users go to the others"
    case .missing:
      // Of one that we started is told when it ends.
      if endedProcesses.contains(worker.process) { return }
      text = "\(worker.name) is silent: its users go to the others"
    }
    if worker.change == .joined, let version = masterVersion, worker.version != version {
      text += " with Locust \(worker.version), and the master has \(version)"
    }
    tell(.notice("\(name): \(text)"))
  }

  /// A worker of this machine ended.
  func explain(worker: LocustProcess) {
    guard end == nil, let ended = worker.end else { return }
    guard load.hasBegun else {
      return fail("a worker \(ended.text) before the users began\(worker.lastWords)")
    }
    tell(
      .notice(
        "\(worker.name) \(ended.text): what it had not reported is lost, its users go to the others"
      )
    )
  }

  /// Why a worker was sent away.
  func refusal(hasOtherProtocol: Bool) -> String {
    let why =
      hasOtherProtocol
      ? "it has the file of another version of Headroom"
      : "it does not report histograms"
    return "\(name): a worker was sent away: \(why); start it with -f -, which gives it the files"
  }
}
