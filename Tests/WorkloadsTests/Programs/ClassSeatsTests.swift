import Testing

@testable import Workloads

struct ClassSeatsTests {
  private static func seats(_ weights: [Double], seed: UInt64 = 1, users: Int) -> [Int] {
    var seats = ClassSeats(weights: weights, seed: seed)
    return (0..<users).map { _ in seats.next() }
  }

  private static func shares(_ seats: some Sequence<Int>, of classes: Int) -> [Int] {
    seats.reduce(into: Array(repeating: 0, count: classes)) { $0[$1] += 1 }
  }

  @Test func `shares are exact where they are whole`() {
    #expect(Self.shares(Self.seats([50, 30, 20], users: 10), of: 3) == [5, 3, 2])
    #expect(Self.shares(Self.seats([1, 1], users: 100), of: 2) == [50, 50])
    #expect(Self.shares(Self.seats([0.7, 0.2, 0.1], users: 1_000), of: 3) == [700, 200, 100])
  }

  @Test func `any number of first users is within one of its share`() {
    let weights = [50.0, 30, 15, 5]
    let seats = Self.seats(weights, users: 500)
    for users in 1...500 {
      let shares = Self.shares(seats.prefix(users), of: 4)
      for (share, weight) in zip(shares, weights) {
        #expect(abs(Double(share) - Double(users) * weight / 100) < 1)
      }
    }
  }

  @Test func `who comes first among equals follows from the seed`() {
    #expect(Self.seats([1, 1, 1], seed: 1, users: 9) == Self.seats([1, 1, 1], seed: 1, users: 9))
    let firsts = Set((0..<20).map { Self.seats([1, 1, 1], seed: $0, users: 1)[0] })
    #expect(firsts == [0, 1, 2])
  }
}
