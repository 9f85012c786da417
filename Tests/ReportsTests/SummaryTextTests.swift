import Budgets
import Reports
import Sessions
import Testing

@Suite struct SummaryTextTests {
  private func text(
    _ summary: Summary,
    other: Summary? = nil,
    glyphs: Glyphs = .unicode
  ) -> String {
    SummaryText(
      summary: summary,
      other: other.map { OtherResult(name: "last run", summary: $0) },
      glyphs: glyphs,
      closing: "Status 2: violation: list p95 130%. Open it: headroom replay x.hlog"
    ).text
  }

  @Test func theWholeResult() throws {
    let text = text(try SummaryExample.violated, other: try SummaryExample.before)
    #expect(
      text == """
        ✗ VIOLATION  list p95 1.30s, budget 1s: 130%, sure  (1 violation, 1 drift, 1 pass, 1 pending)
        notes-api · stress · staging · open model · 120s measured · steered by hand · main abc1234

                      requests   rate    p50    p95    p99    max  failed
          list           10.8k   90/s  220ms  1.30s  2.40s  3.20s    4.7%
            last run     9,000   75/s  200ms  650ms  1.20s  1.60s    0.5%
          export             4  0.1/s      –      –      –      –    0.0%

          list    p95≤1s                1.30s  130%  ✗ violation, sure                 95%: 1.21s to 1.38s
          list    p99≤2s                2.10s  105%  ▲ drift, unsure
          suite   availability≥99.9%  99.923%   77%  ✓ pass, sure
          export  p99≤2s                    –     –  … pending, needs 88 more samples

             by load  from    rate  failed  verdict
                50/s  00:00   50/s    0.0%  ✓ pass
          50 → 200/s  01:00  101/s    9.0%  ✗ violation

          errors        list: 39 timeout, 3 status 503
          besides       12 in the warm-up, 2 cut off, 7 dropped
          error budget  suite availability: 77.0% used, 8 of 10804 bad, 0.1% allowed
          gap           program stopped for 1.20s, 1 request under way not judged
          first over    list p95 at 01:31, in a window of 10s
          last run      not compared: this run was steered by hand
          trust         doubtful: 3% of the requests were sent over 1 ms late

        Status 2: violation: list p95 130%. Open it: headroom replay x.hlog

        """
    )
  }

  @Test func whatIsComparableIsCompared() throws {
    var (now, before) = (try SummaryExample.violated, try SummaryExample.before)
    (now.steered, before.steered) = (false, false)
    before.model = now.model
    before.steps = now.steps
    before.benchmarks = now.benchmarks
    let alike = text(now, other: before)
    #expect(alike.contains("change"))
    #expect(!alike.contains("not compared"))
    for index in before.steps.indices { before.steps[index].to *= 1.5 }
    let busier = text(now, other: before)
    #expect(!busier.contains("    change"))
    #expect(busier.contains("last run      not compared: it had 75/s"))
  }

  @Test func inASCIINothingElseIsUsed() throws {
    let text = text(
      try SummaryExample.violated,
      other: try SummaryExample.before,
      glyphs: .ascii
    )
    let others = text.utf8.filter { $0 >= 0x80 }
    #expect(others.isEmpty)
    #expect(text.hasPrefix("X VIOLATION  list p95 1.30s, budget 1s"))
  }

  @Test func controlCharactersOfNamesAreMadeVisible() throws {
    var summary = try SummaryExample.violated
    summary.suite = "a\u{1B}[2J"
    summary.environment = "b\r\n"
    summary.benchmarks[0].name = "list\u{7}\u{9B}x"
    summary.trust = Trust(reasons: ["\u{1B}]0;title\u{7}"])
    let text = text(summary)
    let controls = text.unicodeScalars.filter {
      $0 != "\n" && ($0.value < 0x20 || 0x7F...0x9F ~= $0.value)
    }
    #expect(controls.isEmpty)
    #expect(text.contains("a^[[2J"))
  }

  @Test func aRunWithoutAnObjectiveSaysSo() throws {
    var summary = try SummaryExample.violated
    summary.verdict = .pending
    summary.suiteObjectives = []
    for index in summary.benchmarks.indices { summary.benchmarks[index].objectives = [] }
    #expect(text(summary).hasPrefix("… PENDING  the suite has no budget to judge by\n"))
  }

  @Test func aPassNamesWhatIsNearestToItsBudget() throws {
    var summary = try SummaryExample.violated
    summary.verdict = .pass
    summary.benchmarks[0].objectives = []
    summary.benchmarks[1].objectives = []
    #expect(
      VerdictLine.text(summary, glyphs: .unicode)
        == "✓ PASS  suite availability 99.923%, budget 99.9%: 77%, sure"
    )
  }

  @Test func whereNobodySetABudgetThePassNamesTheTime() throws {
    var summary = try SummaryExample.violated
    summary.verdict = .pass
    summary.suiteObjectives = []
    for index in summary.benchmarks.indices {
      for place in summary.benchmarks[index].objectives.indices {
        summary.benchmarks[index].objectives[place].objective.isDefault = true
      }
    }
    #expect(
      VerdictLine.text(summary, glyphs: .unicode) == "✓ PASS  list p95 1.30s; no budget is set"
    )
    summary.benchmarks.removeLast()
    #expect(
      VerdictLine.text(summary, glyphs: .unicode)
        == "✓ PASS  list p95 1.30s; no budget is set for it"
    )
  }
}
