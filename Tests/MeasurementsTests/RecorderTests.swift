import Measurements
import Testing

@Suite("A recorder")
struct RecorderTests {
  @Test("hands over what a histogram of the same values holds", arguments: 1...4)
  func drain(seed: UInt64) {
    let recorder = Recorder()
    var whole = Histogram()
    for values in [latencies(4000, seed: seed), spreadValues(500, seed: seed), [1], [2047, 2048]] {
      var histogram = Histogram()
      for value in values {
        recorder.record(value)
        histogram.record(value)
      }
      #expect(!recorder.isEmpty)
      let (counts, clamped) = recorder.drain()
      #expect(counts == histogram.sparse)
      #expect(clamped == 0)
      #expect(recorder.isEmpty)
      whole.add(counts)
    }
    #expect(whole.count == 4503)
  }

  @Test("hands over nothing twice")
  func twice() {
    let recorder = Recorder()
    #expect(recorder.isEmpty)
    #expect(recorder.drain().counts.isEmpty)
    recorder.record(1000)
    #expect(recorder.drain().counts.count == 1)
    #expect(recorder.drain().counts.isEmpty)
  }

  @Test("counts a value in its own bucket, at both ends of each chunk")
  func neighbours() {
    let last = BucketLayout.index(of: BucketLayout.highestTrackable)
    for base in stride(from: 256, to: last - 255, by: 256) {
      let recorder = Recorder()
      for index in [base - 1, base, base + 255] {
        recorder.record(BucketLayout.lowest(of: index))
      }
      let entries = [base - 1, base, base + 255].map {
        SparseCounts.Entry(index: UInt16($0), count: 1)
      }
      #expect(recorder.drain().counts.entries == entries[...])
    }
  }

  @Test("clamps what lies outside 1 ns to 1 h, and says how many values that were")
  func clamping() {
    let recorder = Recorder()
    for value in [0, -1, .min, 1, BucketLayout.highestTrackable] { recorder.record(value) }
    for value in [BucketLayout.highestTrackable + 1, .max] { recorder.record(value) }
    let (counts, clamped) = recorder.drain()
    let last = UInt16(BucketLayout.index(of: BucketLayout.highestTrackable))
    #expect(counts.entries == [.init(index: 1, count: 4), .init(index: last, count: 3)])
    #expect(clamped == 5)
    recorder.record(1)
    #expect(recorder.drain().clamped == 0)
  }

  @Test("allocates a chunk when it is touched first, and never again")
  func allocations() {
    let recorder = Recorder()
    #expect(recorder.allocatedChunks == 0)
    let values = latencies(1000, seed: 5)
    for value in values { recorder.record(value) }
    let allocated = recorder.allocatedChunks
    for _ in 0..<100 {
      for value in values { recorder.record(value) }
      #expect(recorder.drain().counts.count >= 1000)
    }
    #expect(recorder.allocatedChunks == allocated)
    #expect(allocated < 40)
  }
}
