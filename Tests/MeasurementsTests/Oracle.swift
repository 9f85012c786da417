import Histogram
import Measurements
import TestSupport

/// hdrhistogram-swift with our range and precision.
///
/// Its own percentiles round otherwise, so values are compared by rank.
struct Oracle {
  private var histogram = Histogram<UInt64>(
    lowestDiscernibleValue: 1,
    highestTrackableValue: UInt64(BucketLayout.highestTrackable),
    numberOfSignificantValueDigits: .three
  )

  mutating func record(_ value: Int64) {
    precondition(histogram.record(UInt64(value)), "\(value) is out of range")
  }

  var minimum: Int64 { Int64(histogram.minNonZero) }
  var maximum: Int64 { Int64(histogram.max) }
  var mean: Double { histogram.mean }
  var standardDeviation: Double { histogram.stdDeviation }

  /// The highest equivalent value of the sample of each rank, ascending.
  var sorted: [Int64] {
    histogram.recordedValues().flatMap {
      repeatElement(
        Int64(histogram.highestEquivalentForValue($0.value)),
        count: Int($0.count)
      )
    }
  }

  func count(atMost value: Int64) -> UInt64 {
    value < 0 ? 0 : histogram.count(within: 0...UInt64(value))
  }

  var bucketCount: Int { histogram.allValues().reduce(0) { count, _ in count + 1 } }

  func lowest(_ value: Int64) -> Int64 {
    Int64(histogram.lowestEquivalentForValue(UInt64(value)))
  }

  func highest(_ value: Int64) -> Int64 {
    Int64(histogram.highestEquivalentForValue(UInt64(value)))
  }

  func middle(_ value: Int64) -> Int64 {
    Int64(histogram.medianEquivalentForValue(UInt64(value)))
  }

  func next(_ value: Int64) -> Int64 {
    Int64(histogram.nextNonEquivalentForValue(UInt64(value)))
  }
}

/// Values of every magnitude from 1 ns to 1 h, seeded.
func spreadValues(_ count: Int, seed: UInt64) -> [Int64] {
  var random = SeededGenerator(seed: seed)
  return (0..<count).map { _ in
    let magnitude = Int64(1) << Int64.random(in: 0...41, using: &random)
    let value = Int64.random(in: magnitude...(2 * magnitude), using: &random)
    return min(value, BucketLayout.highestTrackable)
  }
}

/// Latencies around `median` ns with a tail, seeded.
func latencies(_ count: Int, seed: UInt64, median: Double = 1_200_000) -> [Int64] {
  var random = SeededGenerator(seed: seed)
  return (0..<count).map { _ in random.latency(medianNanoseconds: median, spread: 0.6) }
}

/// Samples with a name, so that a failure does not print them all.
struct Samples: CustomStringConvertible, Sendable {
  var description: String
  var values: [Int64]

  init(_ description: String, _ values: [Int64]) {
    self.description = description
    self.values = values
  }
}

extension BatchMeans {
  /// Takes in what happened in a second, or in as much of it as the load was on.
  mutating func appendSecond(
    _ good: SparseCounts,
    failed: UInt64 = 0,
    unanswered: UInt64 = 0,
    seconds: Double = 1
  ) {
    append(
      good,
      failed: failed,
      unanswered: unanswered,
      activeNanoseconds: Int64(seconds * 1e9)
    )
  }
}
