import Measurements
import Testing

@Suite("The layout of buckets")
struct BucketLayoutTests {
  private let oracle = Oracle()

  /// Powers of two and ten and their neighbours, and the ends of the range.
  private static let edges: [Int64] = {
    let powers: [Int64] = (0...41).map { 1 << $0 } + (0...12).map { Int64(pow10: $0) }
    let last = BucketLayout.highestTrackable
    let around: [Int64] = powers.flatMap { [$0 - 1, $0, $0 + 1] } + [last - 1, last]
    return around.filter { (1...last).contains($0) }
  }()

  private func agrees(at value: Int64) -> Bool {
    let index = BucketLayout.index(of: value)
    return BucketLayout.lowest(of: index) == oracle.lowest(value)
      && BucketLayout.highest(of: index) == oracle.highest(value)
      && BucketLayout.midpoint(of: index) == oracle.middle(value)
      && BucketLayout.lowest(of: index + 1) == oracle.next(value)
  }

  @Test("agrees with the oracle where powers of two and ten begin and end")
  func edges() {
    #expect(Self.edges.count > 150)
    #expect(Self.edges.filter { !agrees(at: $0) } == [])
  }

  @Test("agrees with the oracle at random values of every magnitude")
  func random() {
    #expect(spreadValues(20_000, seed: 1).filter { !agrees(at: $0) } == [])
  }

  @Test("has as many buckets as the oracle")
  func bucketCount() {
    #expect(BucketLayout.bucketCount == oracle.bucketCount)
    #expect(BucketLayout.index(of: BucketLayout.highestTrackable) < BucketLayout.bucketCount)
  }

  @Test("leaves no gap and no overlap between any two buckets")
  func contiguous() {
    let wrong = (1..<BucketLayout.bucketCount).filter { index in
      BucketLayout.lowest(of: index) != BucketLayout.highest(of: index - 1) + 1
        || BucketLayout.index(of: BucketLayout.lowest(of: index)) != index
        || BucketLayout.index(of: BucketLayout.highest(of: index)) != index
    }
    #expect(wrong == [])
  }

  @Test("keeps three digits: no bucket is wider than a thousandth of what is in it")
  func precision() {
    let wrong = (1..<BucketLayout.bucketCount).filter { index in
      let width = BucketLayout.width(of: index)
      return width > 1 && width * 1000 > BucketLayout.lowest(of: index)
    }
    #expect(wrong == [])
  }

  @Test("clamps what comes from outside")
  func clamping() {
    let last = BucketLayout.index(of: BucketLayout.highestTrackable)
    #expect(BucketLayout.index(clamping: 0) == 1)
    #expect(BucketLayout.index(clamping: .min) == 1)
    #expect(BucketLayout.index(clamping: BucketLayout.highestTrackable + 1) == last)
    #expect(BucketLayout.index(clamping: .max) == last)
  }
}

extension Int64 {
  /// 10 to the power of `exponent`.
  fileprivate init(pow10 exponent: Int) {
    self = (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
