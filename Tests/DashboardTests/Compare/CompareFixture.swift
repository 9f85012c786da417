import Budgets
import Measurements
import Sessions

@testable import Dashboard

/// Two sessions of 60 s, made by hand: `sync-status` got slower, `list-notes` faster, `get-note` fails
/// more, `create-note` is as it was, and `old` and `new` are on one side only.
enum CompareFixture {
  private static let second: Int64 = 1_000_000_000

  /// What a benchmark did in each second.
  struct Load {
    var milliseconds: Double
    var failed = 0
  }

  static let base: [String: Load] = [
    "sync-status": Load(milliseconds: 310), "list-notes": Load(milliseconds: 45),
    "get-note": Load(milliseconds: 70), "create-note": Load(milliseconds: 400),
    "old": Load(milliseconds: 20),
  ]
  static let current: [String: Load] = [
    "sync-status": Load(milliseconds: 556), "list-notes": Load(milliseconds: 40),
    "get-note": Load(milliseconds: 70, failed: 4), "create-note": Load(milliseconds: 400),
    "new": Load(milliseconds: 20),
  ]

  static func state(
    _ columns: Int,
    _ rows: Int,
    _ glyphs: Glyphs = .unicode,
    base: [String: Load] = base,
    current: [String: Load] = current,
    seconds: Int = 60,
    users: Double = 80,
    isNested: Bool = false
  ) -> CompareState {
    let before = session(base, seconds: seconds, users: 80) { _ in }
    let now = session(current, seconds: seconds, users: users) { head in
      head.startedNanoseconds += 3_600 * second
      head.commit = "def5678"
      head.label = "rc4"
      head.host.cpus = 4
      head.host.name = "build-8\u{1b}[2J"
    }
    return CompareState(
      SessionComparison(base: ("a.hlog", before), current: ("b.hlog", now)),
      base: before,
      current: now,
      size: Size(columns: columns, rows: rows),
      glyphs: glyphs,
      isNested: isNested
    )
  }

  private static func session(
    _ loads: [String: Load],
    seconds: Int,
    users: Double,
    change: (inout SessionHead) -> Void
  ) -> SessionFigures {
    let names = loads.keys.sorted()
    let suite = Suite(
      name: "notes-api",
      profile: LoadProfile(
        name: "stress",
        model: .closed,
        stages: [.init(from: users, to: users, nanoseconds: 60 * second)]
      ),
      benchmarks: names.map {
        Benchmark(name: $0, workload: .http(HTTPRequest(method: "GET", url: "/\($0)")))
      },
      objectives: []
    )
    var head = SessionHead(
      suite: "notes-api",
      profile: "stress",
      startedNanoseconds: 1_795_266_070 * second
    )
    head.environment = "staging"
    head.suiteText = "benchmarks: {}"
    head.commit = "abc1234"
    head.host.name = "build-7"
    head.host.cpus = 2
    change(&head)
    var circumstances = SessionState.Circumstances()
    circumstances.poolsSuite = true
    var state = SessionState(head: head, suite: suite, circumstances: circumstances)
    for number in 0..<seconds {
      var record = IntervalRecord(
        number: number,
        startNanoseconds: Int64(number) * second,
        endNanoseconds: Int64(number + 1) * second,
        phase: .measured
      )
      for name in names { record.series += series(name, loads[name], number) }
      _ = state.apply(.interval(record))
    }
    _ = state.apply(.end(.completed))
    return state.figures()
  }

  /// Forty latencies with a tail, all a little higher in every other second.
  private static func series(_ name: String, _ load: Load?, _ number: Int) -> [SeriesCounts] {
    guard let load else { return [] }
    let shift = number.isMultiple(of: 2) ? 1.0 : 1.02
    var good = Histogram()
    for sample in 0..<40 {
      let position = Double(sample) / 40
      let tail = 0.7 + 0.6 * position + (position > 0.9 ? 8 * (position - 0.9) : 0)
      good.record(Int64(load.milliseconds * 1e6 * shift * tail))
    }
    guard load.failed > 0 else { return [SeriesCounts(id: SeriesID(name), counts: good.sparse)] }
    var failed = Histogram()
    failed.record(1_000_000, samples: UInt64(load.failed))
    return [
      SeriesCounts(id: SeriesID(name), counts: good.sparse),
      SeriesCounts(id: SeriesID(name, .failed), counts: failed.sparse),
    ]
  }
}

extension CompareState {
  /// The state after some keys.
  func after(_ keys: Key...) -> CompareState { keys.reduce(self) { $0.update($1).state } }

  /// The state after some typed characters.
  func typing(_ text: String) -> CompareState {
    text.reduce(self) { $0.update(.character($1)).state }
  }
}

/// The text of a screen of a state.
func screen(_ state: CompareState) -> String {
  text(state.size) { state.draw(in: $0, into: &$1) }
}
