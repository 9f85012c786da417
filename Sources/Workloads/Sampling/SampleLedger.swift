import Measurements
import Sessions

/// What was sampled in the interval that is filling.
struct SampleLedger {
  private struct Account {
    var series: [SeriesID.Kind: SparseCounts] = [:]
    var counters: BenchmarkCounters
  }

  private let names: [String]
  /// `[subject]`; nil for those of which nothing came.
  private var accounts: [Account?]

  init(names: [String]) {
    self.names = names
    accounts = Array(repeating: nil, count: names.count)
  }

  mutating func add(_ slot: SampleSlot) {
    var account =
      accounts[slot.subject]
      ?? Account(counters: BenchmarkCounters(benchmark: names[slot.subject]))
    for (kind, counts) in slot.series {
      account.series[kind, default: SparseCounts()].merge(counts)
    }
    account.counters.add(slot.counters)
    accounts[slot.subject] = account
  }

  /// What came so far, as `record`'s content; of a warm-up only the time that its samples took.
  func fill(_ record: inout IntervalRecord) {
    let isWarmup = record.phase == .warmup
    for account in accounts {
      guard let account else { continue }
      let name = account.counters.benchmark
      for kind in SeriesID.Kind.allCases {
        guard let counts = account.series[kind] else { continue }
        guard let recorded = isWarmup ? kind.inWarmup : kind else { continue }
        record.series.append(SeriesCounts(id: SeriesID(name, recorded), counts: counts))
      }
      let counters = isWarmup ? account.counters.ofWarmup : account.counters
      if !counters.isEmpty { record.counters.append(counters) }
    }
  }

  /// Goes on to the next interval.
  mutating func reset() { self = SampleLedger(names: names) }
}

extension SeriesID.Kind {
  /// What it is called in a warm-up; nil if it is not kept there.
  fileprivate var inWarmup: SeriesID.Kind? {
    switch self {
    case .succeeded: .warmup
    case .failed: .warmupFailed
    default: nil
    }
  }
}
