import Budgets
import Dashboard
import Measurements
import Sessions
import Testing

struct OutageScreenTests {
  private static let second: Int64 = 1_000_000_000

  /// A session in which 60 benchmarks failed for 20 s, with all that followed from it.
  private func outage(isOver: Bool) -> Snapshot {
    var snapshot = Fixture.snapshot
    var outage = Outage(
      fromNanoseconds: 100 * Self.second,
      toNanoseconds: 120 * Self.second,
      failed: 1240,
      errors: [ErrorCount(kind: .refused, count: 1240)]
    )
    if isOver { outage.untilNanoseconds = 134 * Self.second }
    snapshot.outages = [outage]
    snapshot.events = (0..<60).flatMap { (index: Int64) in
      let over = WindowCrossing(
        subject: "b\(index)",
        metric: "p95",
        consumption: .infinity,
        tooManyFailed: true
      )
      return [
        SessionEvent(atNanoseconds: 101 * Self.second, kind: .overBudget(over)),
        // Some of them long after it.
        SessionEvent(atNanoseconds: (133 + index / 3) * Self.second, kind: .backUnder(over)),
      ]
    }
    snapshot.events.append(SessionEvent(atNanoseconds: 102 * Self.second, kind: .outage(outage)))
    snapshot.events.append(SessionEvent(atNanoseconds: 160 * Self.second, kind: .mark("later")))
    return snapshot
  }

  private func screen(_ snapshot: Snapshot, _ columns: Int, _ rows: Int) -> String {
    DashboardTests.screen(WatchState(snapshot, size: Size(columns: columns, rows: rows)))
  }

  @Test func `an outage is one event with all that it broke`() {
    let state = WatchState(outage(isOver: true), size: Size(columns: 140, rows: 45))
    let events = DashboardTests.screen(state.typing("4")).split(separator: "\n")
      .filter { line in
        ["down ", "over budget (last 10s)", "back under"].contains { line.contains($0) }
      }
    #expect(events.count == 1)
    #expect(events.first?.contains("1,240 refused; 60 went over in it") == true)
    #expect(events.first?.contains("–") == true)
  }

  @Test(arguments: [(140, 45), (80, 24)])
  func `line 2 says that most requests fail, since when and how`(size: (Int, Int)) {
    let lines = screen(outage(isOver: false), size.0, size.1).split(separator: "\n")
    #expect(lines[1].contains("✗ MOST REQUESTS FAIL"))
    if size.0 > 100 { #expect(lines[1].contains("down since")) }
    let later = screen(outage(isOver: true), size.0, size.1).split(separator: "\n")
    #expect(!later[1].contains("MOST REQUESTS FAIL"))
  }

  @Test(arguments: [(140, 45), (80, 24)])
  func `where too many failed, no share of the budget is shown`(size: (Int, Int)) throws {
    var snapshot = Fixture.snapshot
    for index in snapshot.objectives.indices
    where snapshot.objectives[index].objective.metric.isLatency {
      snapshot.objectives[index].whole = Judgement(
        observed: 1,
        consumption: .infinity,
        verdict: .violation,
        tooFewAnswers: true
      )
      snapshot.objectives[index].last10 = snapshot.objectives[index].whole
    }
    let text = screen(snapshot, size.0, size.1)
    #expect(!text.contains("∞"))
    #expect(text.contains("too many failed"))
    let rows = text.split(separator: "\n").filter { $0.contains("p95≤") && $0.contains("✗") }
    #expect(rows.count > 3)
    for row in rows { #expect(row.contains("too many failed") && !row.contains("◆")) }
  }

  @Test func `a row that passes while too many fail now has no figure of now`() throws {
    var snapshot = Fixture.snapshot
    let index = try #require(
      snapshot.objectives.firstIndex {
        $0.objective.metric.isLatency && $0.whole.verdict == .pass
      }
    )
    let name = snapshot.objectives[index].objective.subject.name
    snapshot.objectives[index].last10 = Judgement(
      observed: 1,
      consumption: .infinity,
      verdict: .violation,
      tooFewAnswers: true
    )
    let rows = screen(snapshot, 140, 45).split(separator: "\n")
    let row = try #require(rows.first { $0.contains(" \(name) ") && $0.contains("p95≤") })
    #expect(row.contains("failed !"))
    #expect(row.contains("failed in 10s"))
    #expect(!row.contains("◆"))
  }

  @Test func `good news has another mark than bad news`() {
    let glyphs = Glyphs.unicode
    let alert = Alert(
      severity: .warning,
      subject: "list",
      metric: "availability",
      rule: "fast",
      text: "availability burns 5.0x too fast"
    )
    let crossing = WindowCrossing(subject: "list", metric: "p95", consumption: 0.5)
    let good: [SessionEvent.Kind] = [
      .alertOver(alert), .backUnder(crossing), .trust(TrustChange(isGood: true, text: "again")),
    ]
    var snapshot = Fixture.snapshot
    snapshot.events = good.map { SessionEvent(atNanoseconds: 5 * Self.second, kind: $0) }
    let state = WatchState(snapshot, size: Size(columns: 140, rows: 45))
    let lines = DashboardTests.screen(state.typing("4")).split(separator: "\n")
      .filter { $0.contains(" list ") || $0.contains("trust: again") }
    let over = lines.filter { $0.contains("list availability error budget: alert is over") }
    #expect(over.count == 1)
    for line in lines where line.contains("alert") || line.contains("back under") {
      #expect(!line.contains(" \(glyphs.over) "))
    }
  }
}
