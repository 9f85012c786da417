import Budgets
import Sessions

/// The most important sentence of the screen.
struct Headline {
  var badge: String
  var text: String
  /// What is added where there is room for all of it; empty for nothing.
  var aside = ""
  var role: Role
  /// Whether the text is as important as the badge.
  var isLoud = false

  init(_ view: WatchView, isWide: Bool) {
    let glyphs = view.glyphs
    if let early = Self.reading(view) ?? Self.silence(view) {
      self = early
      return
    }
    let all = view.wholeRows
    guard let worst = all.first else {
      (badge, role) = ("\(glyphs.none) NOTHING IS JUDGED", .muted)
      text =
        view.state.origin == .live
        ? "no budget is set; add --budget 'p95<200ms' or a budget to the suite"
        : "there is no budget to hold against this recording; --suite gives one"
      return
    }
    let verdict = worst.status.whole.verdict
    role = Words.role(verdict)
    badge = "\(Words.glyph(verdict, glyphs)) \(verdict.rawValue.uppercased())"
    text = ""
    switch verdict {
    case .violation, .drift:
      text = Self.broken(worst, view, isWide: isWide)
      if let why = worst.status.whole.uncertainty { aside = " (\(why.words))" }
      isLoud = true
    case .pass where Self.isOfUnseenProcesses(all):
      badge = "\(glyphs.pending) NOT JUDGED"
      role = .muted
      text = all.first { $0.status.isOfUnseenProcess }.map { Self.missing($0, view) } ?? ""
    case .pass where view.whole.summary?.unknownNames.first != nil:
      badge = "\(glyphs.pending) NOT JUDGED"
      role = .muted
      let unknown = view.whole.summary?.unknownNames.first
      let hint = unknown?.meant.map { "; did you mean '\($0)'?" } ?? ""
      text = "nothing came of '\(unknown?.name ?? "")'\(hint)"
    case .pass: self = Self.kept(worst, all, view, isWide: isWide)
    case .pending:
      badge = "\(glyphs.pending) NOT YET"
      text = Self.missing(worst, view)
    case .skipped: text = "nothing could run here"
    }
    if view.state.origin == .live, view.cursor != nil, !view.whole.isOver {
      // Line 3 speaks of the past, so this one says that it does not.
      badge = "NOW " + badge
    }
    if let ending = Self.ending(view.whole, view.state.origin) {
      let details = Self.firstOver(view, isWide: isWide) ?? text
      if details != text { aside = "" }
      text = details.isEmpty ? ending : "\(ending): \(details)"
    }
  }

  /// Whether all that somebody asks for is about watched processes that were not seen.
  private static func isOfUnseenProcesses(_ rows: [ObjectiveRow]) -> Bool {
    let written = rows.filter { !$0.status.objective.isDefault }
    return !written.isEmpty && written.allSatisfy(\.status.isOfUnseenProcess)
  }

  /// What the recording says of itself until it is read.
  private static func reading(_ view: WatchView) -> Headline? {
    guard let summed = view.summed else { return nil }
    guard let verdict = view.state.recorded?.verdict else {
      return Headline(
        badge: "\(view.glyphs.pending) READING \(summed)",
        text: "totals are loading",
        role: .muted
      )
    }
    return Headline(
      badge: "\(Words.glyph(verdict, view.glyphs)) \(verdict.rawValue.uppercased())",
      text: "at the end, as recorded; totals are loading, \(summed)",
      role: Words.role(verdict),
      isLoud: verdict.severity > Verdict.pass.severity
    )
  }

  /// When a replay first was over a budget; nil if it never was, and in a live run.
  private static func firstOver(_ view: WatchView, isWide: Bool) -> String? {
    guard view.state.origin == .replay, let first = view.whole.summary?.firstOver else {
      return nil
    }
    let at = view.whole.timeOfDay(at: first.atNanoseconds)
    return isWide
      ? "first over budget \(view.clocks(at: first.atNanoseconds)): \(first.subject) \(first.metric)"
      : "first over \(at): \(first.subject)"
  }

  private init(badge: String, text: String, role: Role, isLoud: Bool = false) {
    (self.badge, self.text, self.role, self.isLoud) = (badge, text, role, isLoud)
  }

  /// Nothing to judge yet, or nobody who answers.
  private static func silence(_ view: WatchView) -> Headline? {
    let snapshot = view.whole
    let glyphs = view.glyphs
    let target = snapshot.head.target.isEmpty ? "the target" : snapshot.head.target
    let errors = Words.errors(snapshot.traffic.errors, most: 2, mostReasons: 1)
    let hasAnswers = snapshot.benchmarks.contains { $0.whole.count > $0.whole.failed }
    switch snapshot.phase {
    case .starting:
      if errors.isEmpty {
        return Headline(
          badge: "\(glyphs.pending) STARTING",
          text: snapshot.load.model == .external && snapshot.head.target.isEmpty
            ? "waiting for the first measurement" : "waiting for the first answer of \(target)",
          role: .muted
        )
      }
      return Headline(
        badge: "\(glyphs.violation) NO ANSWER",
        text: "from \(target): \(errors); still trying",
        role: .violation,
        isLoud: true
      )
    case .warmup:
      let length = snapshot.originNanoseconds
      let plan =
        length > 0 ? " of " + Figures.elapsed(seconds: Double(length) / 1e9) : ""
      let elapsed = Figures.elapsed(seconds: Double(snapshot.elapsedNanoseconds) / 1e9)
      return Headline(
        badge: "\(glyphs.pending) WARM-UP",
        text: "\(elapsed)\(plan), kept out of every figure",
        role: .load
      )
    case .running, .paused:
      let failedShare = snapshot.traffic.failedShare ?? 0
      if let outage = snapshot.outages.last, !outage.isOver {
        let badge = failedShare >= 0.999 ? "NO GOOD ANSWER NOW" : "MOST REQUESTS FAIL"
        return Headline(
          badge: "\(glyphs.violation) \(badge)",
          text: "from \(target), "
            + Words.outage(outage, clock: snapshot.timeOfDay(at:)),
          role: .violation,
          isLoud: true
        )
      }
      guard failedShare >= 0.999, !errors.isEmpty else { return nil }
      return Headline(
        badge: "\(glyphs.violation) NO GOOD ANSWER NOW",
        text: "from \(target): \(errors)",
        role: .violation,
        isLoud: true
      )
    case .ended:
      guard !hasAnswers, snapshot.benchmarks.contains(where: { $0.whole.count > 0 }) else {
        return nil
      }
      let summary = snapshot.summary
      let errors = Words.errors(summary?.errors ?? [], most: 2, mostReasons: 1)
      return Headline(
        badge: summary?.wasEverAnswered == true
          ? "\(glyphs.violation) NO GOOD ANSWER" : "\(glyphs.violation) NOTHING EVER ANSWERED",
        text: errors.isEmpty ? "at \(target)" : "at \(target): \(errors)",
        role: .violation,
        isLoud: true
      )
    }
  }

  private static func broken(_ row: ObjectiveRow, _ view: WatchView, isWide: Bool) -> String {
    let snapshot = view.whole
    let objective = row.status.objective
    let whole = row.status.whole
    let name = "\(row.name) \(Words.long(objective.metric))"
    guard !whole.tooFewAnswers else {
      let failed = row.benchmark.map { ", \(Figures.share($0.whole.failedShare)) failed" } ?? ""
      return "\(name): \(Words.tooManyFailed) to keep \(Words.budget(objective))\(failed)"
    }
    let cores = view.whole.head.host.cores
    let value =
      whole.observed.map { Words.value($0, of: objective, cores: cores) } ?? view.glyphs.none
    var text =
      isWide
      ? "\(name) \(value), budget \(Words.budget(objective)): "
        + Figures.consumption(whole.consumption, infinity: view.glyphs.infinity)
        + (objective.isValue ? "" : whole.sure ? ", sure" : ", unsure")
      : "\(name) \(value) of \(Words.budget(objective))"
    if let since = row.status.sinceNanoseconds {
      text += ", since \(snapshot.clock(at: since))"
      if isWide, let level = snapshot.value(of: snapshot.timeline.level, since: 0, at: since - 1) {
        text += " at \(Words.level(level, snapshot.load.model))"
      }
    }
    return text
  }

  private static func kept(
    _ row: ObjectiveRow,
    _ all: [ObjectiveRow],
    _ view: WatchView,
    isWide: Bool
  ) -> Headline {
    let glyphs = view.glyphs
    let objective = row.status.objective
    let name = "\(row.name) \(Words.long(objective.metric))"
    if row.isOverNow, !view.whole.isOver, row.status.last10.tooFewAnswers {
      let failed = row.benchmark.map { ", \(Figures.share($0.last10.failedShare)) failed" } ?? ""
      return Headline(
        badge: "\(glyphs.over) OVER NOW",
        text: "\(name): \(Words.tooManyFailed) in the last 10s to keep "
          + Words.budget(objective) + failed,
        role: .over,
        isLoud: true
      )
    }
    if row.isOverNow, !view.whole.isOver {
      let value =
        row.status.last10.observed.map {
          Words.value($0, of: objective, cores: view.whole.head.host.cores)
        } ?? glyphs.none
      let used = Figures.consumption(row.status.last10.consumption, infinity: glyphs.infinity)
      return Headline(
        badge: "\(glyphs.over) OVER NOW",
        text: "\(name) \(value) in the last 10s, budget \(Words.budget(objective)): \(used)",
        role: .over,
        isLoud: true
      )
    }
    if let alert = row.status.errorBudget?.alert, !view.whole.isOver {
      return Headline(
        badge: "\(glyphs.over) ALERT",
        text: "\(alert.subject) \(alert.text)",
        role: .over,
        isLoud: true
      )
    }
    let pending = all.count { $0.status.whole.verdict == .pending }
    let kept = all.filter { $0.status.whole.verdict == .pass }
    let closest =
      kept.max { ($0.status.whole.consumption ?? 0) < ($1.status.whole.consumption ?? 0) } ?? row
    let badge =
      view.whole.isOver ? "\(glyphs.pass) PASS" : "\(glyphs.pass) PASS\(isWide ? " so far" : "")"
    let rest = pending > 0 && isWide ? "; \(pending) pending" : ""
    let text = timed(closest, view) ?? near(closest, view)
    return Headline(badge: badge, text: text + rest, role: .pass)
  }

  /// The time of a benchmark whose time has no budget; nil for what has one.
  private static func timed(_ row: ObjectiveRow, _ view: WatchView) -> String? {
    let figures = view.figures(of: row)
    guard figures.objective == nil, let time = figures.whole else { return nil }
    return "\(row.name) \(Words.long(figures.metric)) \(Words.value(time, of: figures.metric)); "
      + "no budget is set for it"
  }

  private static func near(_ row: ObjectiveRow, _ view: WatchView) -> String {
    let objective = row.status.objective
    let whole = row.status.whole
    let used = Figures.consumption(whole.consumption, infinity: view.glyphs.infinity)
    let cores = view.whole.head.host.cores
    let value = whole.observed.map { Words.value($0, of: objective, cores: cores) + " " } ?? ""
    let name = "\(row.name) \(Words.long(objective.metric))"
    return "closest \(name) \(value)of \(Words.budget(objective)), \(used)"
  }

  private static func missing(_ row: ObjectiveRow, _ view: WatchView) -> String {
    let missing = row.status.whole.missing
    let name = "\(row.name) \(Words.long(row.status.objective.metric))"
    if row.status.isOfUnseenProcess {
      return "the process '\(row.name)' was \(view.whole.isOver ? "never seen" : "not seen so far")"
    }
    return missing > 0 ? "\(name) needs \(Figures.samples(missing))" : "\(name) has no sample yet"
  }

  private static func ending(_ whole: Snapshot, _ origin: WatchState.Origin) -> String? {
    guard case .ended(let end) = whole.phase else { return nil }
    let isLive = origin == .live
    return switch end {
    case .completed: isLive ? "run complete" : "at the end"
    case .stopped: isLive ? "stopped by you" : "at the end, stopped by hand"
    case .signal(let number): "ended by signal \(number)"
    case .violated: "ended at the violation"
    case .torn: "recording without an end"
    }
  }
}
