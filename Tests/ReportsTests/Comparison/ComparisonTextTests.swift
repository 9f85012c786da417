import Reports
import Sessions
import Testing

@Suite struct ComparisonTextTests {
  private func text(_ comparison: SessionComparison, glyphs: Glyphs = .unicode) -> String {
    ComparisonText(comparison: comparison, glyphs: glyphs, closing: "Status 1: worse.").text
  }

  @Test func theWholeComparison() throws {
    #expect(
      text(ComparisonExample.comparison()) == """
        ▲ VOID  the two did not measure the same: load
        ✗ SLOWER  sync p50 304ms → 545ms: +79%, 99% sure (+76% to +83%)  (8 worse)
          base     2026-11-21 13:01 · notes-api · stress · staging · abc1234 · 20s
          current  2026-11-21 14:01 · notes-api · stress · staging · def5678 · 20s "rc|4^["

        What differs besides what was measured:
          voids it     load        10 users for 60s → 20 users for 60s
          may explain  benchmarks  list, old, sync → list, new, sync
          may explain  CPUs        2 → 4
          note         commit      abc1234 → def5678

        Only the base session has: old
        Only the current session has: new

        sync           base  current  change  99% interval
          throughput   10/s     10/s      0%  0% to 0%              no difference
          error rate   2.4%     2.4%    0 pt  -4.2 pt to +4.2 pt    can't tell
          mean        305ms    548ms    +79%  +79% to +79%        ✗ slower
          p50         304ms    545ms    +79%  +76% to +83%        ✗ slower
          p75         310ms    556ms    +79%  +79% to +80%        ✗ slower
          p90         310ms    556ms    +79%  +79% to +80%        ✗ slower
          p95         310ms    556ms    +79%                        too few samples
          p99         310ms    556ms    +79%                        too few samples
          p99.9       310ms    556ms       –                        too few samples

        suite           base  current  change  99% interval
          throughput    30/s     30/s      0%  0% to 0%              no difference
          error rate    2.4%     2.4%    0 pt  -4.1 pt to +4.1 pt    can't tell
          mean         110ms    191ms    +73%  +73% to +73%        ✗ slower
          p50         19.6ms   19.6ms      0%  -2% to +2.1%          can't tell
          p75          298ms    534ms    +79%  +76% to +83%        ✗ slower
          p90          310ms    556ms    +79%  +79% to +80%        ✗ slower
          p95          310ms    556ms    +79%  +79% to +80%        ✗ slower
          p99          310ms    556ms    +79%                        too few samples
          p99.9        310ms    556ms       –                        too few samples

        list            base  current  change  99% interval
          throughput    10/s     10/s      0%  0% to 0%              no difference
          error rate    2.4%     2.4%    0 pt  -4.2 pt to +4.2 pt    can't tell
          mean        19.7ms   19.7ms      0%  0% to 0%              no difference
          p50         19.6ms   19.6ms      0%  -2% to +2.1%          can't tell
          p75         20.0ms   20.0ms      0%  -0.1% to +0.1%        no difference
          p90         20.0ms   20.0ms      0%  -0.1% to +0.1%        no difference
          p95         20.0ms   20.0ms      0%                        too few samples
          p99         20.0ms   20.0ms      0%                        too few samples
          p99.9       20.0ms   20.0ms       –                        too few samples

        A difference is claimed if its 99% interval excludes 0 and it is at least 1%.
        No difference means that the whole interval is within 1%, of error rates 0.1 pt.
        Too few samples: it takes 10 intervals on each side, and 100 samples for p99.
        Status 1: worse.

        """
    )
  }

  @Test func nothingDiffers() {
    let text = text(ComparisonExample.same())
    #expect(
      text.hasPrefix(
        "… CAN'T TELL  list p50 (-2% to +2.1%); 2 of 9 metrics may differ by 1% or more\n"
      )
    )
    #expect(!text.contains("What differs"))
  }

  @Test func tooShort() {
    #expect(text(ComparisonExample.same(intervals: 9)).hasPrefix("… TOO FEW SAMPLES  to tell"))
  }

  @Test func asciiIsAllThatPlainTextHas() throws {
    let text = text(ComparisonExample.comparison(), glyphs: .ascii)
    #expect(!text.unicodeScalars.contains { !$0.isASCII })
  }

  @Test func tablesTakeAtMostEightyColumns() {
    let lines = text(ComparisonExample.comparison()).split(separator: "\n")
    for line in lines where line.contains("%") {
      #expect(Columns.width(of: line) <= 80, "\(line)")
    }
  }

  @Test func markdown() throws {
    let text = ComparisonMarkdown(comparison: ComparisonExample.comparison()).text
    #expect(
      text == """
        ▲ VOID  the two did not measure the same: load

        **✗ SLOWER** sync p50 304ms → 545ms: +79%, 99% sure (+76% to +83%)  (8 worse)

        - Base: 2026-11-21 13:01 · notes-api · stress · staging · abc1234 · 20s
        - Current: 2026-11-21 14:01 · notes-api · stress · staging · def5678 · 20s "rc\\|4^\\["

        | What differs besides |  | base | current |
        | :--- | :--- | :--- | :--- |
        | voids it | load | 10 users for 60s | 20 users for 60s |
        | may explain | benchmarks | list, old, sync | list, new, sync |
        | may explain | CPUs | 2 | 4 |
        | note | commit | abc1234 | def5678 |

        - Only the base session has: old
        - Only the current session has: new

        | Benchmark | metric | base | current | change | 99 % interval | finding |
        | :--- | :--- | ---: | ---: | ---: | :--- | :--- |
        | sync | p50 | 304ms | 545ms | +79% | +76% to +83% | ✗ slower |
        | sync | mean | 305ms | 548ms | +79% | +79% to +79% | ✗ slower |
        | sync | p75 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | sync | p90 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | suite | p90 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | suite | p95 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | suite | p75 | 298ms | 534ms | +79% | +76% to +83% | ✗ slower |
        | suite | mean | 110ms | 191ms | +73% | +73% to +73% | ✗ slower |

        <details><summary>Every metric</summary>

        | Benchmark | metric | base | current | change | 99 % interval | finding |
        | :--- | :--- | ---: | ---: | ---: | :--- | :--- |
        | sync | throughput | 10/s | 10/s | 0% | 0% to 0% | no difference |
        | sync | error rate | 2.4% | 2.4% | 0 pt | -4.2 pt to +4.2 pt | can't tell |
        | sync | mean | 305ms | 548ms | +79% | +79% to +79% | ✗ slower |
        | sync | p50 | 304ms | 545ms | +79% | +76% to +83% | ✗ slower |
        | sync | p75 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | sync | p90 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | sync | p95 | 310ms | 556ms | +79% |  | too few samples |
        | sync | p99 | 310ms | 556ms | +79% |  | too few samples |
        | sync | p99.9 | 310ms | 556ms | – |  | too few samples |
        | suite | throughput | 30/s | 30/s | 0% | 0% to 0% | no difference |
        | suite | error rate | 2.4% | 2.4% | 0 pt | -4.1 pt to +4.1 pt | can't tell |
        | suite | mean | 110ms | 191ms | +73% | +73% to +73% | ✗ slower |
        | suite | p50 | 19.6ms | 19.6ms | 0% | -2% to +2.1% | can't tell |
        | suite | p75 | 298ms | 534ms | +79% | +76% to +83% | ✗ slower |
        | suite | p90 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | suite | p95 | 310ms | 556ms | +79% | +79% to +80% | ✗ slower |
        | suite | p99 | 310ms | 556ms | +79% |  | too few samples |
        | suite | p99.9 | 310ms | 556ms | – |  | too few samples |
        | list | throughput | 10/s | 10/s | 0% | 0% to 0% | no difference |
        | list | error rate | 2.4% | 2.4% | 0 pt | -4.2 pt to +4.2 pt | can't tell |
        | list | mean | 19.7ms | 19.7ms | 0% | 0% to 0% | no difference |
        | list | p50 | 19.6ms | 19.6ms | 0% | -2% to +2.1% | can't tell |
        | list | p75 | 20.0ms | 20.0ms | 0% | -0.1% to +0.1% | no difference |
        | list | p90 | 20.0ms | 20.0ms | 0% | -0.1% to +0.1% | no difference |
        | list | p95 | 20.0ms | 20.0ms | 0% |  | too few samples |
        | list | p99 | 20.0ms | 20.0ms | 0% |  | too few samples |
        | list | p99.9 | 20.0ms | 20.0ms | – |  | too few samples |

        </details>

        """
    )
  }

  @Test func json() throws {
    let json = ComparisonExample.comparison().json(status: 1)
    #expect(json["verdict"]?.stringValue == "worse")
    #expect(json["status"]?.integerValue(as: Int.self) == 1)
    #expect(json["only_in_base"] == ["old"])
    #expect(json["only_in_current"] == ["new"])
    let first = try #require(json["benchmarks"]?.arrayValue?.first)
    #expect(first["name"] == "sync")
    let metrics = try #require(first["metrics"]?.arrayValue)
    let median = try #require(metrics.first { $0["metric"] == "p50" })
    #expect(median["unit"] == "ns")
    #expect(median["finding"] == "worse")
    let change = try #require(median["change_percent"]?.doubleValue)
    let low = try #require(median["low_percent"]?.doubleValue)
    let high = try #require(median["high_percent"]?.doubleValue)
    #expect(low < change && change < high)
    #expect(abs(change - 79.4) < 1)
    let circumstances = try #require(json["circumstances"]?.arrayValue)
    #expect(circumstances.compactMap { $0["name"]?.stringValue }.first == "load")
  }
}
