import Budgets
import Measurements
package import Sessions

/// The result of a session as people read it: a pure function of its summary.
package struct SummaryText: Sendable {
  /// What is told.
  package var summary: Summary
  /// The session whose figures stand beside; nil for none.
  package var other: OtherResult?
  /// How marks are drawn.
  package var glyphs: Glyphs
  /// The benchmarks that are compared with each other.
  package var compared: [String]
  /// The last line: why the status is what it is, and what opens the recording.
  package var closing: String

  /// The text of a summary beside that of another session.
  package init(
    summary: Summary,
    other: OtherResult?,
    glyphs: Glyphs,
    compared: [String] = [],
    closing: String
  ) {
    self.summary = summary
    self.other = other
    self.glyphs = glyphs
    self.compared = compared
    self.closing = closing
  }

  /// All lines, each ended.
  package var text: String {
    let sections = [
      [VerdictLine.text(summary, glyphs: glyphs), title], figures,
      RunsText(summary.benchmarks, glyphs: glyphs).lines,
      ranking, processes, objectives, steps,
      notes,
      [Visible.text(closing)],
    ]
    return sections.filter { !$0.isEmpty }
      .map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var words: ObjectiveText { ObjectiveText(glyphs: glyphs, cores: summary.cores) }

  private var title: String {
    var parts = [summary.suite, summary.profile]
    if let environment = summary.environment { parts.append(environment) }
    parts.append(summary.model.words)
    parts.append(
      Figures.shortDuration(nanoseconds: Double(summary.measuredNanoseconds)) + " measured"
    )
    if summary.steered { parts.append("steered by hand") }
    if let commit = summary.commit {
      let branch = summary.branch.map { $0 + " " } ?? ""
      parts.append(branch + commit)
    }
    return Visible.text(parts.joined(separator: " \(glyphs.separator) "))
  }

  private var figures: [String] {
    var table = TextTable([.left] + Array(repeating: .right, count: 7))
    table.add(["", "requests", "rate", "p50", "p95", "p99", "max", "failed"])
    for benchmark in summary.benchmarks {
      if let reason = benchmark.skipped {
        table.add(remark: benchmark.name + " skipped: " + reason)
        continue
      }
      table.add([benchmark.name] + cells(benchmark))
      guard let before = other?.summary.benchmarks.first(where: { $0.name == benchmark.name }),
        before.skipped == nil, before.count > 0
      else { continue }
      table.add(["  " + (other?.name ?? "")] + cells(before))
      guard obstacle == nil else { continue }
      table.add(["  change"] + changes(from: before, to: benchmark))
    }
    return table.lines()
  }

  /// Why the figures of the other session stand there and are not compared; nil if they are.
  private var obstacle: String? {
    other.flatMap { Comparability(summary, $0.summary).obstacle(LoadText.level)?.sentence }
  }

  private var ranking: [String] {
    let benchmarks = summary.benchmarks.filter { compared.contains($0.name) }
    return RankingText(benchmarks, glyphs: glyphs).lines
  }

  private static let shown: [Quantile] = [.p50, .p95, .p99]

  private func latencies(_ benchmark: BenchmarkSummary) -> [Double?] {
    guard let latency = benchmark.latency else { return [nil, nil, nil, nil] }
    return Self.shown.map { quantile in
      Quantile.reported.firstIndex(of: quantile).map { Double(latency.values[$0]) }
    } + [Double(latency.maximum)]
  }

  private func cells(_ benchmark: BenchmarkSummary) -> [String] {
    [Figures.quantity(Int(clamping: benchmark.count)), Figures.rate(benchmark.rate) + "/s"]
      + latencies(benchmark).map { $0.map { Figures.duration(nanoseconds: $0) } ?? glyphs.none }
      + [Figures.share(benchmark.errorRate)]
  }

  private func changes(from before: BenchmarkSummary, to now: BenchmarkSummary) -> [String] {
    let pairs: [(Double?, Double?)] =
      [(Double(before.count), Double(now.count)), (before.rate, now.rate)]
      + zip(latencies(before), latencies(now))
    let points = (now.errorRate - before.errorRate) * 100
    let sign = points >= 0.05 ? "+" : ""
    return pairs.map { from, to in
      guard let from, let to else { return glyphs.none }
      return Figures.change(from: from, to: to) ?? glyphs.none
    } + [sign + Figures.decimal(points, 1) + " pt"]
  }

  /// What watched processes took.
  private var processes: [String] {
    guard !summary.processes.isEmpty else { return [] }
    var table = TextTable([.left] + Array(repeating: .right, count: 5))
    table.add(["", "CPU", "most memory", "threads", "open files", "switches"])
    let isDecimal = summary.processes.contains {
      $0.objectives.contains { $0.objective.countsBytesDecimally }
    }
    for process in summary.processes {
      guard let totals = process.totals else {
        table.add([process.name, "never seen"])
        continue
      }
      table.add([
        process.name, words.value(totals.meanCPU, of: .cpu),
        Figures.bytes(Double(totals.mostResidentBytes), isDecimal: isDecimal),
        "\(totals.mostThreads)",
        totals.mostOpenFiles.map { "\($0)" } ?? glyphs.none,
        totals.switchesPerSecond.map { Figures.rate($0) + "/s" } ?? glyphs.none,
      ])
    }
    return table.lines()
  }

  private var objectives: [String] {
    var table = TextTable([.left, .left, .right, .right, .left, .left])
    let folded = summary.objectives.filter(\.isUnremarkable)
    for objective in summary.objectivesByAttention where !objective.isUnremarkable {
      let judgement = objective.judgement
      let rule = objective.objective
      var notes: [String] = []
      if let low = judgement.low, let high = judgement.high {
        notes.append("95%: \(words.value(low, of: rule)) to \(words.value(high, of: rule))")
      }
      if let why = judgement.uncertainty { notes.append(why.words) }
      table.add([
        objective.objective.subject.name, words.rule(objective.objective),
        words.value(judgement.tooFewAnswers ? nil : judgement.observed, of: rule),
        words.consumption(judgement),
        words.verdict(objective), notes.joined(separator: "; "),
      ])
    }
    if let first = folded.first {
      let rest = folded.count == 1 ? "" : " and \(folded.count - 1) more"
      table.add([
        first.objective.subject.name + rest, words.rule(first.objective), "", "",
        words.mark(.pass) + " pass, by default",
      ])
    }
    return table.lines()
  }

  private var steps: [String] {
    guard summary.steps.count > 1 else { return [] }
    var table = TextTable([.right, .left, .right, .right, .left])
    table.add(["by load", "from", "rate", "failed", "verdict"])
    for step in summary.steps {
      table.add([
        load(step), elapsed(at: step.startNanoseconds),
        Figures.rate(step.rate) + "/s", Figures.share(step.errorRate),
        words.mark(step.verdict) + " " + step.verdict.rawValue,
      ])
    }
    return table.lines()
  }

  /// A moment since 00:00, the start of the measured part, as the screen has it.
  private func elapsed(at nanoseconds: Int64) -> String {
    Figures.clock(seconds: Double(nanoseconds - summary.originNanoseconds) / 1e9)
  }

  private func load(_ step: StepSummary) -> String {
    let end = LoadText.level(step.to, summary.model)
    guard step.from != step.to else { return end }
    return LoadText.number(step.from, summary.model) + " \(glyphs.becomes) " + end
  }

  /// An error budget with more left than this is not worth a line.
  private static let mostLeft = 0.5

  private var notes: [String] {
    var table = TextTable([.left, .left])
    for benchmark in summary.benchmarks where !benchmark.errors.isEmpty {
      table.add(["errors", benchmark.name + ": " + ErrorCount.list(benchmark.errors)])
    }
    if let accounts { table.add(["besides", accounts]) }
    let spent = summary.errorBudgets.filter { $0.left <= Self.mostLeft }
    for budget in spent.sorted(by: { $0.left < $1.left }).prefix(5) {
      let used = Figures.share(max(0, 1 - budget.left))
      table.add([
        "error budget",
        "\(budget.subject) \(budget.metric): \(used) used, \(budget.bad) of \(budget.total) bad, "
          + "\(Figures.fineShare(budget.allowed)) allowed",
      ])
    }
    for outage in summary.outages.prefix(5) {
      let from = elapsed(at: outage.fromNanoseconds)
      let to = elapsed(at: outage.toNanoseconds)
      let kinds = outage.errors.prefix(3).map {
        "\(Figures.quantity(Int(clamping: $0.count))) \($0.kind.name)"
      }
      table.add([outage.word, "\(from)–\(to), " + kinds.joined(separator: ", ")])
    }
    if let gaps = summary.gaps { table.add(["gap", gaps.words]) }
    if let first = summary.firstOver {
      let at = elapsed(at: first.atNanoseconds)
      table.add(["first over", "\(first.subject) \(first.metric) at \(at), in a window of 10s"])
    }
    if let other, let obstacle { table.add([other.name, "not compared: \(obstacle)"]) }
    let reasons = summary.trust.reasons.joined(separator: "; ")
    table.add(["trust", summary.trust.verdict.rawValue + (reasons.isEmpty ? "" : ": " + reasons)])
    return table.lines()
  }

  /// What is not among the requests of the table.
  private var accounts: String? {
    func total(_ count: (BenchmarkSummary) -> UInt64) -> UInt64 {
      summary.benchmarks.reduce(0) { $0 + count($1) }
    }
    let parts = [
      (total(\.warmup), "in the warm-up"), (total(\.cutOff), "cut off"),
      (total(\.dropped), "dropped"), (total(\.clamped), "clamped to 1ns or 1h"),
    ].filter { $0.0 > 0 }
    return parts.isEmpty ? nil : parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}

extension LoadProfile.LoadModel {
  fileprivate var words: String {
    switch self {
    case .closed: "closed model"
    case .open: "open model"
    case .samples: "samples, one at a time"
    case .external: "load of another program"
    }
  }
}

extension ObjectiveSummary {
  /// Whether nobody wrote it and nothing is wrong with it.
  fileprivate var isUnremarkable: Bool { objective.isDefault && judgement.verdict == .pass }
}
