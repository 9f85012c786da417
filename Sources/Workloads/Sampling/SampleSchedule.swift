import Budgets

/// Whose turn it is: one benchmark after the other, or sample by sample in turn.
///
/// A benchmark is warmed up first. It is done when it has its number of samples and was sampled for its
/// time; where benchmarks take turns, time counts for all of them together, so that those without a
/// number of their own get equally many samples.
struct SampleSchedule {
  /// How long a turn is where benchmarks take turns and time decides, ns.
  static let sliceNanoseconds: Int64 = 5_000_000

  /// One turn of one benchmark.
  struct Step: Equatable {
    /// A place among the benchmarks.
    var index: Int
    var isWarmup: Bool
    /// So many samples at least.
    var samples: Int
    /// And on for so long, ns.
    var nanoseconds: Int64
  }

  private struct Lane {
    let sampling: Sampling
    var warmupLeft: Int
    var taken = 0
    var spentNanoseconds: Int64 = 0
    var isOver = false
  }

  private var lanes: [Lane]
  private let takesTurns: Bool
  /// The one whose turn it was last.
  private var last = -1
  /// The only benchmark that has turns; nil for all.
  var only: Int?

  /// A schedule for benchmarks with these numbers of samples.
  init(_ samplings: [Sampling], takesTurns: Bool) {
    lanes = samplings.map { Lane(sampling: $0, warmupLeft: $0.warmupCount) }
    self.takesTurns = takesTurns
  }

  /// Whether a benchmark needs no more turns.
  func isDone(_ index: Int) -> Bool {
    let lane = lanes[index]
    if lane.isOver { return true }
    guard lane.warmupLeft == 0, lane.taken >= lane.sampling.leastCount else { return false }
    return takesTurns ? isTimeUp : lane.spentNanoseconds >= lane.sampling.leastNanoseconds
  }

  /// Whether benchmarks that take turns were sampled for the time of all of them together.
  private var isTimeUp: Bool {
    let counted = lanes.filter { !$0.isOver }
    let least = counted.reduce(Int64(0)) { $0 + $1.sampling.leastNanoseconds }
    return counted.reduce(0) { $0 + $1.spentNanoseconds } >= least
  }

  /// The benchmarks that share the time from now on.
  var stage: SampleStage? {
    let open = lanes.indices.filter { !isDone($0) && (only == nil || only == $0) }
    guard let first = open.first else { return nil }
    guard takesTurns else {
      return SampleStage(isWarmup: lanes[first].warmupLeft > 0, subjects: [first])
    }
    let cold = open.filter { lanes[$0].warmupLeft > 0 }
    return SampleStage(isWarmup: !cold.isEmpty, subjects: cold.isEmpty ? open : cold)
  }

  /// The next turn in a stage.
  mutating func next(in stage: SampleStage) -> Step? {
    let following = stage.subjects.first { $0 > last } ?? stage.subjects.first
    guard let index = takesTurns ? following : stage.subjects.first else { return nil }
    last = index
    let lane = lanes[index]
    let time = stage.isWarmup ? 0 : lane.sampling.leastNanoseconds
    guard !takesTurns else {
      return Step(
        index: index,
        isWarmup: stage.isWarmup,
        samples: 1,
        nanoseconds: min(time, Self.sliceNanoseconds)
      )
    }
    let wanted = stage.isWarmup ? lane.warmupLeft : lane.sampling.leastCount - lane.taken
    return Step(
      index: index,
      isWarmup: stage.isWarmup,
      samples: max(1, wanted),
      nanoseconds: max(0, time - (stage.isWarmup ? 0 : lane.spentNanoseconds))
    )
  }

  /// A turn is over: it took so many samples and so long; no samples end the benchmark.
  mutating func add(_ step: Step, samples: Int, spentNanoseconds: Int64) {
    guard samples > 0 else {
      lanes[step.index].isOver = true
      return
    }
    if step.isWarmup {
      lanes[step.index].warmupLeft = max(0, lanes[step.index].warmupLeft - samples)
    } else {
      lanes[step.index].taken += samples
      lanes[step.index].spentNanoseconds += spentNanoseconds
    }
  }
}
