import Budgets
import Measurements
import Reports
import Sessions
import SimulatedSessions
import Testing

@testable import Dashboard

/// One quantity, one number: over random sessions at random moments; a failure names the seed.
struct FigureConsistencyTests {
  private static let seedsPerTest = 50

  /// What ended, added up from the intervals themselves.
  private struct Counts {
    var ended: UInt64 = 0
    var failed: UInt64 = 0
    var nanoseconds: Int64 = 0

    init(_ records: some Sequence<IntervalRecord>, of name: String?) {
      for record in records {
        nanoseconds += record.activeNanoseconds
        for series in record.series where name == nil || series.id.benchmark == name {
          switch series.id.kind {
          case .succeeded, .warmup: ended += series.counts.count
          case .failed, .warmupFailed:
            ended += series.counts.count
            failed += series.counts.count
          default: break
          }
        }
      }
    }

    var rate: Double { nanoseconds > 0 ? Double(ended) / (Double(nanoseconds) / 1e9) : 0 }
    var share: String { ended > 0 ? Figures.share(Double(failed) / Double(ended)) : "–" }
  }

  @Test(
    "line 3 and the rows have the figures of the windows that are said of them",
    arguments: 0..<20
  )
  func windows(batch: Int) throws {
    for seed in batch * Self.seedsPerTest..<(batch + 1) * Self.seedsPerTest {
      var watched = try WatchedSession(seed: UInt64(seed), isReplay: false)
      watched.feed(watched.dice.roll(1...60))
      if watched.dice.chance(0.2) { watched.end() }
      let lines = watched.lines
      let records = watched.fed.compactMap {
        if case .interval(let record) = $0 { record } else { nil }
      }
      let measured = records.filter { $0.phase == .measured }
      let perSecond = max(1, Int(1_000_000_000 / watched.session.head.intervalNanoseconds))
      let phase = measured.isEmpty ? records : measured
      guard !phase.isEmpty else { continue }
      func expect(_ name: String?, _ found: (rate: String?, share: String?), _ place: String) {
        let all = Counts(phase, of: name)
        let ten = Counts(phase.suffix(10 * perSecond), of: name)
        let second = Counts(phase.suffix(perSecond), of: name)
        let rate = Figures.rate(watched.isOver ? all.rate : ten.rate)
        let isOfSecond = Counts(phase.suffix(perSecond), of: nil).ended > 0
        let share = watched.isOver ? all.share : isOfSecond ? second.share : ten.share
        #expect(found.rate == rate, "seed \(seed), rate in \(place)")
        #expect(found.share == share, "seed \(seed), failed in \(place)")
      }
      expect(nil, Self.line3(lines[2]), "line 3: \(lines[2])")
      guard !measured.isEmpty else { continue }
      for name in watched.session.suite.benchmarks.map(\.name) + ["suite"] {
        for line in lines[4...].prefix(12) where Self.isRow(line, of: name) {
          expect(name == "suite" ? nil : name, Self.row(line), "row: \(line)")
        }
      }
      let clock = watched.watch.newest.clock(at: watched.watch.newest.elapsedNanoseconds)
      #expect(lines[0].contains(clock), "seed \(seed), clock in \(lines[0])")
      Self.expectOneSince(watched.watch, seed)
    }
  }

  /// Since when a verdict is what it is says the event that told of it too.
  private static func expectOneSince(_ state: WatchState, _ seed: Int) {
    for status in state.newest.objectives {
      // All events, also those that the list shows as a part of an outage.
      let told = state.newest.events.filter { event in
        guard case .verdict(let change) = event.kind else { return false }
        return change.subject == status.objective.subject.name
          && change.metric == status.objective.metric.name
      }
      guard let last = told.last, case .verdict(let change) = last.kind,
        change.to == status.whole.verdict
      else { continue }
      #expect(
        status.sinceNanoseconds == last.sinceNanoseconds,
        "seed \(seed), since of \(change.subject) \(change.metric)"
      )
    }
  }

  private static func words(_ line: String) -> [Substring] { line.split(separator: " ") }

  private static func line3(_ line: String) -> (rate: String?, share: String?) {
    let words = words(line)
    let rate = words.lastIndex(of: "req/s").map { String(words[$0 - 1]) }
    guard let failed = words.firstIndex(of: "failed") else { return (rate, nil) }
    let place = words[failed + 1] == "now" ? failed + 2 : failed + 1
    return (rate, String(words[place].prefix { $0 != ":" }))
  }

  private static func isRow(_ line: String, of name: String) -> Bool {
    let words = words(line).drop { $0 == "▸" }
    return words.first == name[...]
  }

  /// Rate and failed share stand before the small bars.
  private static func row(_ line: String) -> (rate: String?, share: String?) {
    let words = words(line)
    guard let place = words.lastIndex(where: { $0.hasSuffix("/s") }), place + 1 < words.count else {
      return (nil, nil)
    }
    return (String(words[place].dropLast(2)), String(words[place + 1]))
  }

  @Test("the screen and the print count the same verdicts", arguments: 0..<20)
  func verdictCounts(batch: Int) throws {
    for seed in batch * Self.seedsPerTest..<(batch + 1) * Self.seedsPerTest {
      var watched = try WatchedSession(seed: UInt64(seed), isReplay: false)
      watched.end()
      guard let summary = watched.watch.newest.summary else {
        Issue.record("seed \(seed) has no summary")
        continue
      }
      let text = SummaryText(summary: summary, other: nil, glyphs: .unicode, closing: "").text
      let printed = text.split(separator: "\n").first ?? ""
      let counts = summary.objectives.verdictCountText
      #expect(
        summary.objectives.listed.count
          == summary.objectives.verdictCounts.reduce(0) { $0 + $1.count }
      )
      let line = watched.header[1].split(separator: " ").joined(separator: " ")
      let shown = counts.split(separator: ", ").joined(separator: " ")
      #expect(line.hasSuffix(" " + shown), "seed \(seed): '\(shown)' in '\(line)'")
      // Where there are several, the print has them too.
      let isCounted = summary.objectivesByAttention.count > 1 && printed.contains(", budget ")
      if isCounted {
        #expect(printed.contains(counts), "seed \(seed): '\(counts)' in '\(printed)'")
      }
    }
  }
}
