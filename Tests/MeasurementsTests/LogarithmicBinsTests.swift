import Measurements
import Testing

@Suite("Bins on a logarithmic axis")
struct LogarithmicBinsTests {
  private func histogram(_ values: [Int64]) -> Histogram {
    var histogram = Histogram()
    for value in values { histogram.record(value) }
    return histogram
  }

  @Test("hold every sample, ascend, end at the maximum and are at most as many as asked for")
  func complete() throws {
    for (seed, limit) in [(1, 128), (2, 20), (3, 1), (4, 1000)] {
      for values in [latencies(3000, seed: UInt64(seed)), spreadValues(3000, seed: UInt64(seed))] {
        let histogram = histogram(values)
        let bins = histogram.logarithmicBins(limit: limit)
        #expect(bins.count <= limit)
        #expect(bins.reduce(0) { $0 + $1.count } == histogram.count)
        #expect(bins.last?.upperNanoseconds == histogram.maximum)
        #expect(
          zip(bins, bins.dropFirst()).allSatisfy { $0.upperNanoseconds < $1.upperNanoseconds }
        )
        var before: Int64 = 0
        for bin in bins {
          let upTo = histogram.count(atMost: bin.upperNanoseconds)
          #expect(upTo - histogram.count(atMost: before) == bin.count)
          before = bin.upperNanoseconds
        }
      }
    }
  }

  @Test("are equally wide: four of them over four doublings end at each")
  func equalWidth() {
    let bins = histogram(Array(4096..<65_536)).logarithmicBins(limit: 4)
    #expect(bins.map(\.upperNanoseconds) == [8191, 16_383, 32_767, 65_535])
    #expect(bins.map(\.count) == [4096, 8192, 16_384, 32_768])
  }

  @Test("are equally wide below a microsecond, where buckets are not logarithmic")
  func belowOneMicrosecond() {
    let bins = histogram(Array(16..<256)).logarithmicBins(limit: 4)
    #expect(bins.map(\.upperNanoseconds) == [31, 63, 127, 255])
  }

  @Test("leave out those without samples")
  func gaps() {
    let bins = histogram([1000, 1000, 1_000_000, 1_000_000_000]).logarithmicBins()
    #expect(bins.map(\.count) == [2, 1, 1])
  }

  @Test("are one for one value, none without samples or room")
  func small() {
    let one = histogram([42, 42])
    #expect(one.logarithmicBins() == [LatencyBin(upperNanoseconds: 42, count: 2)])
    #expect(one.logarithmicBins(limit: 0).isEmpty)
  }
}
