import Budgets
import Measurements
import Sessions
import Testing

@testable import Dashboard

struct CompareWidgetTests {
  /// A change with these ends.
  private func change(_ value: Double, _ low: Double?, _ high: Double?) -> MetricChange {
    var change = CompareFixture.state(80, 24).allRows[2].change
    (change.change, change.low, change.high) = (value, low, high)
    change.finding = .worse
    return change
  }

  private func bar(_ change: MetricChange) -> String {
    lines(columns: 12, rows: 1) { area, canvas in
      IntervalBar(change: change, scale: 0.1, role: .violation)
        .draw(in: area.slice(from: 0, columns: 11), into: &canvas, .unicode)
    }[0]
  }

  @Test func `an interval lies on both sides of 0, or on one`() {
    #expect(bar(change(0.02, -0.04, 0.08)) == "xxx──│◆───xx")
    #expect(bar(change(-0.06, -0.08, -0.04)) == "x─◆─x│xxxxxx")
  }

  @Test func `what lies beyond the axis ends at its edge, as what has no end does`() {
    #expect(bar(change(0.3, 0.2, 0.4)) == "xxxxx│xxxx◆x")
    #expect(bar(change(0.02, nil, 0.04)) == "─────│◆─xxxx")
  }

  @Test func `the axis holds every change that is known`() {
    #expect(IntervalBar.scale([change(0.3, 0.2, 0.4)]) == 0.5)
    #expect(IntervalBar.scale([change(0.001, -0.002, 0.003)]) == 0.02)
    #expect(IntervalBar.scale([change(7, 6, 8)]) == 2)
    #expect(IntervalBar.scale([]) == 0.02)
  }

  @Test func `curves end at the nine that the smaller session reaches`() {
    var base = Histogram()
    base.record(1_000_000, samples: 100)
    var current = base
    current.record(2_000_000, samples: 10_000)
    let shapes = LatencyShapes(base: base, current: current)
    #expect(shapes.nines == 2)
    #expect(shapes.baseCurve.count == LatencyShapes.resolution)
    #expect(abs(shapes.baseBins.reduce(0, +) - 1) < 1e-9)
    #expect(abs(shapes.currentBins.reduce(0, +) - 1) < 1e-9)
  }

  @Test func `a benchmark without samples has no curve, and draws none`() {
    let shapes = LatencyShapes(base: Histogram(), current: Histogram())
    #expect(shapes.baseCurve.isEmpty)
    let drawn = lines(columns: 60, rows: 8) { area, canvas in
      PercentileCurves(title: "a", shapes: shapes).draw(in: area, into: &canvas, .unicode)
      MirroredLatencies(shapes: shapes).draw(in: area, into: &canvas, .unicode)
    }
    #expect(!drawn.joined().contains("█x"))
  }
}
