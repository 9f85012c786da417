import Testing

@testable import Workloads

@Suite("The shapes of the demo's latencies")
struct LatencyShapeTests {
  @Test(
    "the normal quantile is that of the tables",
    arguments: [
      (0.5, 0.0), (0.841344746, 1.0), (0.95, 1.644853627), (0.975, 1.959963985),
      (0.99, 2.326347874), (0.999, 3.090232306), (0.05, -1.644853627), (1e-12, -7.034483825),
    ]
  )
  func normal(probability: Double, expected: Double) {
    #expect(abs(Normal.quantile(probability) - expected) < 1e-6)
  }

  @Test(
    "every share is hit to within log2(N) + 2 points, after any number of them",
    arguments: 1...5
  )
  func discrepancy(seed: Int) {
    var sequence = LowDiscrepancy(seed: UInt64(seed), stream: 3)
    var points: [Double] = []
    for count in 1...1_000 {
      let point = sequence.next()
      #expect(point.first > 0 && point.first < 1 && point.second >= 0 && point.second < 1)
      points.append(point.first)
      for share in [0.1, 0.5, 0.9, 0.95, 0.99] {
        let below = Double(points.count { $0 < share })
        let bits = Double(Int.bitWidth - count.leadingZeroBitCount)
        #expect(abs(below - share * Double(count)) <= bits + 1)
      }
    }
  }

  @Test("seeds and streams have sequences of their own, and one begins anew as it began")
  func seeds() {
    var one = LowDiscrepancy(seed: 1, stream: 1)
    var other = LowDiscrepancy(seed: 1, stream: 2)
    var third = LowDiscrepancy(seed: 2, stream: 1)
    let first = one.next()
    #expect(first != other.next() && first != third.next())
    _ = one.next()
    one.restart()
    #expect(first == one.next())
  }

  @Test("what happens to one of a thousand does not happen to the first 500")
  func rarity() {
    var sequence = LowDiscrepancy(seed: 1, stream: 1)
    let points = (0..<30_000).map { _ in sequence.next().second }
    #expect(points.prefix(500).allSatisfy { $0 < 0.999 })
    #expect((27...33).contains(points.count { $0 >= 0.999 }))
  }

  @Test("body and tail meet where the share of the tail begins")
  func shape() {
    let shape = LatencyShape(
      medianMilliseconds: 20,
      sigma: 0.5,
      tailShare: 0.1,
      tailMilliseconds: 100...400
    )
    #expect(abs(shape.milliseconds(at: 0.45) - 20) < 1e-5)
    #expect(abs(shape.milliseconds(at: 0.9 * 0.841344746) - 32.97443) < 1e-3)
    #expect(shape.milliseconds(at: 0.9) == 100)
    #expect(abs(shape.milliseconds(at: 0.95) - 200) < 1e-9)
    #expect(shape.milliseconds(at: 0.999999) < 400)
  }

  @Test("the first 500 latencies of an endpoint have the quantiles of its shape")
  func convergence() throws {
    for endpoint in DemoEndpoint.allCases {
      guard let shape = endpoint.shape else { continue }
      for seed in 1...10 {
        var sequence = LowDiscrepancy(seed: UInt64(seed), stream: endpoint.rawValue)
        let sorted = (0..<500).map { _ in shape.milliseconds(at: sequence.next().first) }.sorted()
        for share in [0.5, 0.9, 0.95] {
          let ratio = sorted[Int(500 * share) - 1] / shape.milliseconds(at: share)
          #expect(abs(ratio - 1) < 0.06, "\(endpoint), seed \(seed), p\(share): \(ratio)")
        }
      }
    }
  }

  @Test("a greater share of the requests never has a smaller latency")
  func monotone() {
    for endpoint in DemoEndpoint.allCases {
      guard let shape = endpoint.shape else { continue }
      let latencies = (1..<10_000).map { shape.milliseconds(at: Double($0) / 10_000) }
      #expect(zip(latencies, latencies.dropFirst()).allSatisfy { $0 <= $1 }, "\(endpoint)")
    }
  }

  @Test("congestion slows down beyond what is easy, and has an end")
  func congestion() {
    let shape = LatencyShape(
      medianMilliseconds: 1,
      sigma: 0.1,
      congestion: 0.1,
      easyInFlight: 4
    )
    #expect(shape.slowdown(inFlight: 4) == 1)
    #expect(abs(shape.slowdown(inFlight: 9) - 1.5) < 1e-9)
    #expect(shape.slowdown(inFlight: 1_000) == 4)
  }
}
