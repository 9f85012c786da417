import Measurements
import TestSupport
import Testing

@Suite("A window")
struct WindowTests {
  private func interval(_ random: inout SeededGenerator) -> SparseCounts {
    var histogram = Histogram()
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      histogram.record(random.latency(medianNanoseconds: 2_000_000, spread: 2))
    }
    // Large steps and large counts, as few real intervals have them.
    if Bool.random(using: &random) {
      let value = Int64.random(in: 1...BucketLayout.highestTrackable, using: &random)
      histogram.record(value, samples: UInt64.random(in: 1...5_000_000_000, using: &random))
    }
    return histogram.sparse
  }

  @Test("holds what the last intervals hold together", arguments: [1, 2, 10, 60])
  func recomputation(length: Int) {
    var random = SeededGenerator(seed: UInt64(length))
    var window = Window(length: length)
    var intervals: [SparseCounts] = []
    for _ in 0..<(3 * length + 20) {
      let interval = interval(&random)
      intervals.append(interval)
      window.append(interval)
      var expected = Histogram()
      for interval in intervals.suffix(length) { expected.add(interval) }
      #expect(window.histogram == expected)
      #expect(window.histogram.summary() == expected.summary())
    }
  }

  @Test("is empty again after as many empty intervals")
  func drained() {
    var window = Window(length: 3)
    window.append(SparseCounts(entries: [.init(index: 5, count: 7)]))
    window.append(SparseCounts())
    window.append(SparseCounts())
    #expect(window.histogram.count == 7)
    window.append(SparseCounts())
    #expect(window.histogram.isEmpty)
    #expect(window.histogram.summary() == nil)
  }

  @Test("spans one interval at least")
  func shortest() {
    var window = Window(length: 0)
    window.append(SparseCounts(entries: [.init(index: 5, count: 7)]))
    window.append(SparseCounts(entries: [.init(index: 6, count: 1)]))
    #expect(window.length == 1)
    #expect(window.histogram.sparse.entries == [.init(index: 6, count: 1)])
  }
}
