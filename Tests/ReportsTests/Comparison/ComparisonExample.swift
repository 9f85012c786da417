import Budgets
import Measurements
import Sessions

/// Two sessions of one suite: `sync` got slower, `list` did not, `old` and `new` are on one side.
enum ComparisonExample {
  static func comparison(minChange: Double = 0.01) -> SessionComparison {
    SessionComparison(
      base: ("recordings/base.hlog", session(["list": 20, "old": 5, "sync": 310])),
      current: (
        "recordings/current.hlog",
        session(["list": 20, "new": 5, "sync": 556], users: 20) { head in
          head.startedNanoseconds += 3_600_000_000_000
          head.commit = "def5678"
          head.label = "rc|4\u{1b}"
          head.host.cpus = 4
        }
      ),
      minChange: minChange
    )
  }

  /// Two sessions in which nothing differs but the time.
  static func same(intervals: Int = 20) -> SessionComparison {
    SessionComparison(
      base: ("a.hlog", session(["list": 20], intervals: intervals)),
      current: (
        "b.hlog",
        session(["list": 20], intervals: intervals) { $0.startedNanoseconds += 60_000_000_000 }
      )
    )
  }

  /// Twenty seconds of 10 requests each, half of them 2 % faster; in every fourth one fails.
  private static func session(
    _ milliseconds: [String: Double],
    users: Double = 10,
    intervals: Int = 20,
    change: (inout SessionHead) -> Void = { _ in }
  ) -> SessionFigures {
    let second: Int64 = 1_000_000_000
    let names = milliseconds.keys.sorted()
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
    head.host.cpus = 2
    change(&head)
    var circumstances = SessionState.Circumstances()
    circumstances.poolsSuite = true
    var state = SessionState(head: head, suite: suite, circumstances: circumstances)
    for number in 0..<intervals {
      var record = IntervalRecord(
        number: number,
        startNanoseconds: Int64(number) * second,
        endNanoseconds: Int64(number + 1) * second,
        phase: .measured
      )
      for name in names {
        let latency = (milliseconds[name] ?? 0) * 1e6
        var good = Histogram()
        good.record(Int64(latency), samples: 5)
        good.record(Int64(latency * (number.isMultiple(of: 2) ? 0.98 : 0.96)), samples: 5)
        record.series.append(SeriesCounts(id: SeriesID(name), counts: good.sparse))
        if number.isMultiple(of: 4) {
          var failed = Histogram()
          failed.record(1_000_000)
          record.series.append(SeriesCounts(id: SeriesID(name, .failed), counts: failed.sparse))
        }
      }
      _ = state.apply(.interval(record))
    }
    _ = state.apply(.end(.completed))
    return state.figures()
  }
}
