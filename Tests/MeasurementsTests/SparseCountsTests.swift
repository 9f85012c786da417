import Measurements
import TestSupport
import Testing

@Suite("Sparse counts")
struct SparseCountsTests {
  private func counts(_ pairs: (UInt16, UInt32)...) -> SparseCounts {
    SparseCounts(entries: pairs.map { .init(index: $0.0, count: $0.1) })
  }

  @Test("merge bucket by bucket")
  func merging() {
    var merged = counts((1, 2), (5, 1), (9, 4))
    merged.merge(counts((0, 1), (5, 3), (10, 1)))
    #expect(merged == counts((0, 1), (1, 2), (5, 4), (9, 4), (10, 1)))
    #expect(merged.count == 12)
  }

  @Test("merge with nothing, on either side")
  func nothing() {
    var merged = counts((1, 2))
    merged.merge(SparseCounts())
    #expect(merged == counts((1, 2)))
    var empty = SparseCounts()
    empty.merge(counts((1, 2)))
    #expect(empty == counts((1, 2)))
    #expect(SparseCounts().isEmpty)
    #expect(SparseCounts().count == 0)
  }

  @Test("keep every sample where a count would overflow")
  func overflow() {
    var merged = counts((7, .max), (8, 1))
    merged.merge(counts((7, 5), (8, 1)))
    #expect(merged.count == UInt64(UInt32.max) + 5 + 2)
    #expect(zip(merged.entries, merged.entries.dropFirst()).allSatisfy { $0.index <= $1.index })
    merged.merge(counts((7, 1), (9, 1)))
    #expect(merged.count == UInt64(UInt32.max) + 5 + 4)
    let histogram = Histogram(merged)
    #expect(histogram.count(atMost: 7) == UInt64(UInt32.max) + 6)
    #expect(histogram.count == merged.count)
  }

  @Test("merge to what a histogram of both holds", arguments: 1...10)
  func random(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var merged = SparseCounts()
    var histogram = Histogram()
    for _ in 0..<20 {
      let indices = Set((0..<50).map { _ in UInt16.random(in: 0..<300, using: &random) }).sorted()
      let part = SparseCounts(
        entries: indices.map {
          .init(index: $0, count: UInt32.random(in: 1...1000, using: &random))
        }
      )
      merged.merge(part)
      histogram.add(part)
    }
    #expect(merged == histogram.sparse)
  }
}
