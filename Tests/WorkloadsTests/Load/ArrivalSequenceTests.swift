import Budgets
import Testing

@testable import Workloads

struct ArrivalSequenceTests {
  private static func arrivals(
    _ kind: LoadProfile.Arrivals,
    seed: UInt64 = 1,
    rate: Double,
    seconds: Int64
  ) -> [Int64] {
    let profile = LoadProfile(
      name: "p",
      model: .open,
      stages: [.init(from: rate, to: rate, nanoseconds: seconds * 1_000_000_000)]
    )
    let curve = LoadCurve(profile: profile)
    var sequence = ArrivalSequence(seed: seed, arrivals: kind)
    var times: [Int64] = []
    while let due = sequence.due(on: curve) {
      times.append(due)
      sequence.advance()
    }
    return times
  }

  @Test func `even arrivals are exactly rate times seconds, at equal distances`() {
    let times = Self.arrivals(.even, rate: 250, seconds: 4)
    #expect(times == (0..<1_000).map { Int64($0) * 4_000_000 })
  }

  @Test func `the number of the next arrival counts from zero`() {
    var sequence = ArrivalSequence(seed: 1, arrivals: .poisson)
    #expect(sequence.next == 0)
    sequence.advance()
    #expect(sequence.next == 1)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `Poisson gaps have the mean of the rate and the spread of an exponential`(seed: UInt64) {
    let times = Self.arrivals(.poisson, seed: seed, rate: 1_000, seconds: 20)
    // The number of arrivals has a standard deviation of sqrt(20,000) = 141: four of them.
    #expect(abs(times.count - 20_000) < 566)
    let gaps = zip(times, times.dropFirst()).map { Double($1 - $0) / 1e6 }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    #expect(abs(variance.squareRoot() / mean - 1) < 0.05)
    #expect(gaps.allSatisfy { $0 >= 0 })
  }

  @Test func `a seed always gives the same arrivals, another seed others`() {
    let one = Self.arrivals(.poisson, seed: 7, rate: 100, seconds: 2)
    #expect(one == Self.arrivals(.poisson, seed: 7, rate: 100, seconds: 2))
    #expect(one != Self.arrivals(.poisson, seed: 8, rate: 100, seconds: 2))
  }
}
