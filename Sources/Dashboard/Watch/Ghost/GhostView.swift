import Budgets
import Measurements
import Sessions

/// What a frame shows of the session behind it.
struct GhostView {
  /// How much longer than the ghost a session may be to end together with it, ns.
  private static let slack: Int64 = 2_000_000_000

  let ghost: Ghost
  private let view: WatchView

  /// nil if there is no other session, or it is hidden.
  init?(_ view: WatchView) {
    guard view.state.showsGhost, let ghost = view.state.ghost else { return nil }
    (self.ghost, self.view) = (ghost, view)
  }

  var name: String { ghost.name }

  /// The ghost at the same elapsed time; nil if it was over by then, or is not read that far.
  var snapshot: Snapshot? { hasEnded ? nil : ghost.frame?.snapshot }

  /// Whether the ghost was over by then.
  var hasEnded: Bool {
    guard let moment = view.state.ghostMomentNanoseconds else { return false }
    let end = ghost.overview.endNanoseconds
    return end > 0 && moment > end + Self.slack
  }

  /// The latencies of a benchmark in the window that the user chose.
  func latency(of name: String) -> LatencySummary? {
    guard let snapshot, let benchmark = snapshot.benchmarks.first(where: { $0.name == name }) else {
      return nil
    }
    switch view.state.span {
    case .tenSeconds: return benchmark.last10.latency
    case .sixtySeconds: return benchmark.last60.latency
    case .run: return isWhole ? benchmark.whole.latency : benchmark.last10.latency
    }
  }

  /// The values of an objective over the whole of it, on the screen's axis: `map` may change a value.
  func samples(
    of row: ObjectiveRow,
    _ map: (Double) -> Double? = { $0 }
  ) -> [TimeAxis.Sample] {
    let whole = ghost.overview.snapshot
    if let benchmark = view.timed(row) {
      let other = whole.benchmarks.first { $0.name == benchmark.name }
      return whole.samples(of: other?.history ?? History(), since: whole.originNanoseconds, map)
    }
    guard let status = counterpart(of: row, in: whole) else { return [] }
    return whole.samples(of: status.history, since: whole.originNanoseconds, map)
  }

  // MARK: - In words

  /// `ahead by 12%`, with the ghost's name where there is room, or which objective is far behind, or
  /// why both are not compared; nil while nothing can be said.
  func pace(isWide: Bool) -> (text: String, role: Role)? {
    if hasEnded {
      let end = ghost.overview.snapshot.clock(at: ghost.overview.endNanoseconds)
      return isWide ? ("\(name) ended at \(end)", .muted) : nil
    }
    guard isWhole, view.isWhole, let snapshot else { return nil }
    if let obstacle {
      let text =
        isWide
        ? "\(name) not compared: \(obstacle.sentence)" : "not compared: \(obstacle.short)"
      return (text, .ghost)
    }
    let pace = Pace(
      of: view.snapshot.objectives,
      against: snapshot.objectives,
      afterSeconds: Double(view.snapshot.measuredNanoseconds) / 1e9
    )
    let whom = isWide ? " \(name)" : ""
    switch pace {
    case nil: return isWide ? ("\(name): no sure difference", .ghost) : nil
    case .ahead(let lead):
      return ("ahead\(isWide ? " of" + whom : "") by \(Self.percent(lead))%", .pass)
    case .behind(let lead): return ("behind\(whom) by \(-Self.percent(lead))%", .over)
    case .laggard(let objective, let lead):
      let metric = isWide ? " \(Words.long(objective.metric))" : ""
      let subject = objective.subject.name + metric
      return ("\(subject) behind\(whom) by \(-Self.percent(lead))%", .over)
    }
  }

  private static func percent(_ lead: Double) -> Int {
    Int(min(9999, max(-9999, (lead * 100).rounded())))
  }

  /// Why both are not compared at this moment, in a sentence and in two words; nil if they are, or
  /// nothing is known of one of them.
  var obstacle: (sentence: String, short: String)? {
    guard let snapshot, view.isAnswered else { return nil }
    return Comparability(view.snapshot, snapshot).obstacle(Words.level)
  }

  /// How the value of an objective in the chosen window differs: `p95 +65% on last run's 810ms`; nil
  /// while one of them has none.
  func difference(of row: ObjectiveRow) -> String? {
    guard obstacle == nil, let snapshot, let other = counterpart(of: row, in: snapshot) else {
      return nil
    }
    let judgements =
      switch view.state.span {
      case .tenSeconds: (row.status.last10, other.last10)
      case .sixtySeconds: (row.status.last60, other.last60)
      case .run: (row.status.whole, other.whole)
      }
    guard let own = judgements.0.observed, let base = judgements.1.observed else { return nil }
    let metric = row.status.objective.metric
    let was = "\(name)'s \(Words.value(base, of: metric))"
    if metric.unit == .share {
      let points = (own - base) * 100
      let sign = points > 0 ? "+" : ""
      return "\(Words.long(metric)) \(sign)\(Figures.decimal(points, 1)) points on \(was)"
    }
    guard let change = Figures.change(from: base, to: own) else { return nil }
    return change == "0%"
      ? "\(Words.long(metric)) as \(was)" : "\(Words.long(metric)) \(change) on \(was)"
  }

  // MARK: - Parts

  private var isWhole: Bool { ghost.frame?.isWhole == true }

  private func counterpart(of row: ObjectiveRow, in snapshot: Snapshot) -> ObjectiveStatus? {
    snapshot.objectives.first { $0.objective.isSameMeasure(as: row.status.objective) }
  }
}
