import Budgets
import Measurements
import Sessions

/// How far a sampling is in what it samples now: one benchmark, or those that take turns.
struct SampleCourse {
  private let samplings: [Sampling]
  private var isWarmup = false
  /// Those that share their turns, the ones included that are done; places among the benchmarks.
  private var subjects: Set<Int> = []
  private var runs: UInt64 = 0
  /// When the first sample of them was begun, ns of session time; nil before any.
  private(set) var began: Int64?

  /// The course of benchmarks with these numbers of samples.
  init(_ samplings: [Sampling]) { self.samplings = samplings }

  /// Something else is sampled from this moment on, or some of those that took turns are done.
  mutating func enter(_ stage: SampleStage, at time: Int64) {
    if began != nil, stage.isWarmup == isWarmup, subjects.isSuperset(of: stage.subjects) { return }
    isWarmup = stage.isWarmup
    subjects = Set(stage.subjects)
    runs = 0
    began = time
  }

  /// Takes in what was sampled.
  mutating func add(_ slot: SampleSlot) { runs += slot.runs }

  /// How far it is after it was sampled so long, ns.
  func progress(after nanoseconds: Int64) -> SampleProgress {
    let all = subjects.map { samplings[$0] }
    return SampleProgress(
      runs: runs,
      plannedRuns: all.reduce(0) { $0 + UInt64(isWarmup ? $1.warmupCount : $1.leastCount) },
      nanoseconds: isWarmup ? 0 : nanoseconds,
      plannedNanoseconds: isWarmup ? 0 : all.reduce(0) { $0 + $1.leastNanoseconds }
    )
  }
}

extension SampleSlot {
  /// How many samples ended, however they did.
  fileprivate var runs: UInt64 {
    series.reduce(0) { sum, series in
      switch series.kind {
      case .succeeded, .failed: sum + series.counts.count
      case .service, .warmup, .warmupFailed, .userTime, .systemTime, .residentMemory: sum
      }
    }
  }
}
