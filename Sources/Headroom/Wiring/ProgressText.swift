import Budgets
import Reports
import Sessions

/// How a run stands, in one line.
enum ProgressText {
  /// What begins: suite, load, target, and where it is recorded.
  static func opening(_ snapshot: Snapshot) -> String {
    let head = snapshot.head
    var name = [head.suite, head.profile]
    if let environment = head.environment { name.append(environment) }
    var text = "running " + name.joined(separator: " / ")
    if !head.target.isEmpty { text += " against " + head.target }
    if let planned = snapshot.plannedNanoseconds {
      text += " for " + Figures.shortDuration(nanoseconds: Double(planned))
    }
    if case .writing(let path) = snapshot.recording { text += ", recording to " + path }
    return Visible.text(text)
  }

  /// `00:12 of 00:30  50 users  843 req/s  failed 0.5%: 39 timeout  1 violation, 6 pass`.
  static func line(_ snapshot: Snapshot) -> String {
    let unit = snapshot.load.model == .samples ? " runs/s" : " req/s"
    var parts = [clock(snapshot), load(snapshot), Figures.rate(snapshot.traffic.rate ?? 0) + unit]
    if snapshot.traffic.failedShare ?? 0 > 0 { parts.append(failures(snapshot)) }
    if snapshot.load.dropped > 0 { parts.append("\(snapshot.load.dropped) dropped") }
    let verdicts = snapshot.objectives.verdictCountText
    if !verdicts.isEmpty { parts.append(verdicts) }
    if snapshot.trust.verdict == .doubtful { parts.append("trust doubtful") }
    return Visible.text(parts.joined(separator: "  "))
  }

  private static func clock(_ snapshot: Snapshot) -> String {
    let elapsed = Figures.elapsed(
      seconds: Double(snapshot.measuredNanoseconds + snapshot.stoppedNanoseconds) / 1e9
    )
    switch snapshot.phase {
    case .warmup:
      return "warm-up " + Figures.elapsed(seconds: Double(snapshot.elapsedNanoseconds) / 1e9)
    case .paused: return elapsed + " paused"
    case .starting, .running, .ended:
      guard let planned = snapshot.plannedNanoseconds else { return elapsed }
      return elapsed + " of " + Figures.elapsed(seconds: Double(planned) / 1e9)
    }
  }

  private static func load(_ snapshot: Snapshot) -> String {
    if let progress = snapshot.load.progress {
      return progress.text(isUnderWay: snapshot.load.inFlight > 0)
    }
    // Not every program says how many users it has.
    if snapshot.load.model == .external, snapshot.load.level == 0 {
      return "another program's load"
    }
    let level = LoadText.level(snapshot.load.level, snapshot.load.model)
    guard snapshot.load.model == .open else { return level }
    return "\(level) due, \(snapshot.load.inFlight) in flight"
  }

  private static func failures(_ snapshot: Snapshot) -> String {
    let kinds = snapshot.traffic.errors.prefix(3).map { "\($0.count) \($0.kind.name)" }
    let list = kinds.isEmpty ? "" : ": " + kinds.joined(separator: ", ")
    return "failed now " + Figures.share(snapshot.traffic.failedShare ?? 0) + list
  }
}
