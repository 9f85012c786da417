import Budgets
import Reports
import Sessions

/// How a run ended: its summary and what the summary does not know.
struct RunOutcome {
  /// The figures.
  var summary: Summary
  /// Why it ended.
  var end: SessionEnd
  /// Whether drift counts as failed (`--strict`).
  var isStrict = false
  /// Why an engine could not measure anything; nil if all of them could.
  var engineFailure: String?
  /// What could not be written, and why; nil if everything was.
  var writeFailure: String?
  /// Where the load went, for people; empty if that is several places.
  var target = ""

  /// The status of the program and why: the first that applies.
  var status: (status: ExitStatus, reason: String) {
    if case .signal(let number) = end { return signalStatus(number) }
    if summary.nothingAnswered { return (.unavailable, unanswered) }
    if let engineFailure, summary.isEmpty {
      return (.unavailable, "nothing was measured: " + engineFailure)
    }
    let (status, reason) = judged
    if let writeFailure, status == .success || status == .nothingJudged {
      return (.inputOutput, writeFailure)
    }
    return (status, reason)
  }

  /// Why the summary has the verdict that it has.
  var verdictReason: String { judged.reason }

  private var judged: (status: ExitStatus, reason: String) {
    if summary.verdict == .violation || summary.status == ExitStatus.violation.rawValue {
      return (.violation, violated)
    }
    if isStrict, summary.verdict == .drift {
      return (.regression, names(.drift) + ", and --strict lets no drift pass")
    }
    if summary.status == ExitStatus.regression.rawValue {
      return (.regression, "a regression against the baseline")
    }
    if summary.status == ExitStatus.nothingJudged.rawValue {
      return (.nothingJudged, unjudged)
    }
    return (.success, passed)
  }

  private func signalStatus(_ number: Int32) -> (ExitStatus, String) {
    (ExitStatus(signal: number), "ended by \(Self.signalName(number)) before its time")
  }

  private static func signalName(_ number: Int32) -> String {
    [1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 15: "SIGTERM"][number] ?? "signal \(number)"
  }

  private var unanswered: String {
    let errors = summary.errors
    let counts = ErrorCount.list(errors)
    let place = target.isEmpty ? "" : " at " + target
    let wayOut =
      !errors.contains { $0.kind == .wrongProtocol }
      ? ""
      : ". What was asked for is not spoken there: with `http2: true` or --http2, leave that out "
        + "or write `http2: auto`"
    return "nothing ever answered" + place + (counts.isEmpty ? "" : ": " + counts) + wayOut
  }

  private var violated: String {
    let violations = names(.violation)
    return violations.isEmpty ? "a budget is violated" : violations
  }

  private var unjudged: String {
    if !summary.trust.reasons.isEmpty, summary.verdict != .pending, summary.verdict != .skipped {
      return "the measurement can't be trusted, and the suite requires it"
    }
    if !skipped.isEmpty, summary.isEmpty { return "nothing ran; " + skipped }
    if !unknown.isEmpty { return "not all that is asked for could be judged: \(unknown)" }
    if !unseen.isEmpty, summary.objectives.contains(where: \.isOfUnseenProcess) {
      return "nothing that the suite asks for could be judged: \(unseen)"
    }
    let pending = names(.pending)
    return "nothing could be judged" + (pending.isEmpty ? "" : ": " + pending)
  }

  private var passed: String {
    let others = [names(.drift), names(.pending), skipped, unseen].filter { !$0.isEmpty }
    let stopped =
      switch end {
      case .completed, .violated: ""
      case .stopped: ", ended early by the user"
      case .signal(let number): ", ended early by \(Self.signalName(number))"
      case .torn: ", as far as it was recorded"
      }
    let all = "every objective that was judged passes"
    guard !names(.drift).isEmpty else {
      return all + (others.isEmpty ? "" : "; " + others.joined(separator: "; ")) + stopped
    }
    return "no objective is violated; " + others.joined(separator: "; ") + stopped
  }

  /// `skipped: encode (there is no program 'encode' in PATH)`; empty if nothing was.
  private var skipped: String {
    let all = summary.benchmarks.compactMap { benchmark in
      benchmark.skipped.map { "\(benchmark.name) (\($0))" }
    }
    return all.isEmpty ? "" : "skipped: " + all.joined(separator: ", ")
  }

  /// `nothing came of 'lits'. Did you mean 'list'?`; empty if something came of every name with a budget.
  private var unknown: String {
    let names = summary.unknownNames
    guard !names.isEmpty else { return "" }
    let quoted = names.prefix(3).map { "'\(Visible.text($0.name))'" }.joined(separator: ", ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    let meant = names.prefix(3).compactMap(\.meant).map { "'\(Visible.text($0))'" }
    let hint = meant.isEmpty ? "" : ". Did you mean \(meant.joined(separator: ", "))?"
    return "nothing came of \(quoted)\(more)\(hint)"
  }

  /// `process never seen: notes-server`; empty if all that are watched were there.
  private var unseen: String {
    let names = summary.unseenProcesses
    guard !names.isEmpty else { return "" }
    return "process\(names.count == 1 ? "" : "es") never seen: " + names.joined(separator: ", ")
  }

  /// `2 violations: a p95 130%, b p99 120%`; at most three are named.
  private func names(_ verdict: Verdict) -> String {
    let all = summary.objectives.filter { $0.judgement.verdict == verdict }
    guard !all.isEmpty else { return "" }
    let shown = all.prefix(3).map { objective in
      let name = objective.objective.subject.name + " " + objective.objective.metric.name
      if objective.isOfUnseenProcess { return name + " (never seen)" }
      if objective.judgement.tooFewAnswers { return name + " (too many failed)" }
      guard let consumption = objective.judgement.consumption else { return name }
      return name + " " + Figures.consumption(consumption, infinity: "without bound")
    }
    let more = all.count > 3 ? " and \(all.count - 3) more" : ""
    return "\(verdict.rawValue): " + shown.joined(separator: ", ") + more
  }
}

extension Summary {
  /// Whether nothing was measured at all.
  var isEmpty: Bool { benchmarks.allSatisfy { $0.count + $0.cutOff + $0.warmup == 0 } }

  /// Whether requests were sent and none had an answer, not even a bad one.
  var nothingAnswered: Bool {
    let sent = benchmarks.reduce(UInt64(0)) { $0 + $1.count + $1.cutOff }
    return sent > 0 && !wasEverAnswered
  }
}
