import HeadroomBench
import Testing

@Suite struct MedianIntervalTests {
  @Test func theIntervalOfFifteenLiesBetweenTheFourthAndTheTwelfth() throws {
    // P(X <= 3) = 1.76 % and P(X <= 4) = 5.92 % for 15 tosses of a coin.
    let median = try #require(MedianInterval((1...15).map { Double($0) }.shuffled()))
    #expect(median.median == 8)
    #expect(median.low == 4)
    #expect(median.high == 12)
    #expect(median.minimum == 1)
    #expect(median.maximum == 15)
    #expect(median.count == 15)
  }

  @Test func theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() throws {
    #expect(try #require(MedianInterval([4, 1, 3, 2])).median == 2.5)
  }

  @Test func fiveMeasurementsHaveNoIntervalAndSixHave() throws {
    // 2 * 0.5^5 = 6.25 % of all samples of five lie on one side of the median, 3.1 % of six.
    let five = try #require(MedianInterval([1, 2, 3, 4, 5]))
    #expect(five.low == nil)
    #expect(five.high == nil)
    let six = try #require(MedianInterval([1, 2, 3, 4, 5, 6]))
    #expect(six.low == 1)
    #expect(six.high == 6)
  }

  @Test func nothingHasNoMedian() {
    #expect(MedianInterval([]) == nil)
  }
}
