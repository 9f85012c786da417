import HeadroomBench
import Sessions
import Testing

@Suite struct FigureTests {
  private static let ratios = (0..<15).map { 0.93 + Double($0) * 0.01 }

  private static func ratio(_ limits: [Figure.Limit]) throws -> Figure {
    try #require(Figure("ratio", medianOf: ratios, .ratio, limits: limits))
  }

  @Test func aLimitIsOnTheMedianTheGreatestTheLowerEndOrTheWidth() throws {
    let figure = try Self.ratio([])
    // The interval is 0.96 to 1.04 around 1.00.
    #expect(figure.keeps(.init(side: .value, most: 1.005)) == true)
    #expect(figure.keeps(.init(side: .value, most: 0.99)) == false)
    #expect(figure.keeps(.init(side: .greatest, most: figure.maximum ?? 0)) == true)
    #expect(figure.keeps(.init(side: .greatest, most: 1.005)) == false)
    #expect(figure.keeps(.init(side: .low, most: 0.97)) == true)
    #expect(figure.keeps(.init(side: .low, most: 0.95)) == false)
    #expect(figure.keeps(.init(side: .width, most: 0.09)) == true)
    #expect(figure.keeps(.init(side: .width, most: 0.07)) == false)
  }

  @Test func aSingleMeasurementSaysNothingOfItsInterval() {
    let figure = Figure("x", 1, .ratio)
    #expect(figure.keeps(.init(side: .greatest, most: 2)) == nil)
    #expect(figure.keeps(.init(side: .low, most: 2)) == nil)
    #expect(figure.keeps(.init(side: .width, most: 2)) == nil)
  }

  @Test func theTableIsAlignedAndNamesEachPartOnce() throws {
    var kept = try Self.ratio([.init(side: .low, most: 1), .init(side: .width, most: 0.05)])
    kept.note = "a note"
    let lines = FigureTable.lines([
      PartResult(name: .cpu, figures: [kept, Figure("requests", 123_456.7, .perSecond)]),
      PartResult(name: .memory, figures: [], failure: "nginx is missing"),
    ])
    #expect(
      lines == [
        "part    figure      value      95 % interval      min – max   n",
        "cpu     ratio       1.000  x   0.960 – 1.040  0.930 – 1.070  15  lower end, limit 1.000: kept; "
          + "width of the interval, limit 0.050: NOT KEPT; a note",
        "        requests  123,457  /s",
        "memory  failed: nginx is missing",
      ]
    )
  }

  @Test func aFigureAsJSONHasItsIntervalAndWhetherLimitsAreKept() throws {
    let text = try Self.ratio([.init(side: .low, most: 1)]).json.text
    #expect(text.contains(#""unit":"x""#))
    #expect(text.contains(#""limits":[{"of":"low","at_most":1.0,"kept":true}]"#))
    #expect(Figure("x", 1, .ratio).json.text.contains(#""low":null"#))
  }
}
