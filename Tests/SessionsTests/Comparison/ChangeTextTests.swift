import Budgets
import Testing

@testable import Sessions

@Suite("A change in words")
struct ChangeTextTests {
  private func interval(
    _ low: Double,
    _ high: Double,
    _ finding: MetricChange.Finding,
    _ metric: Metric = .mean
  ) -> String {
    var change = MetricChange(metric, base: 1, current: 1)
    (change.low, change.high, change.finding) = (low, high, finding)
    return ChangeText(glyphs: .unicode).interval(change)
  }

  @Test("does not read as small where it may be too large")
  func outwards() {
    #expect(interval(-0.0104, 0.0101, .cantTell) == "-1.1% to +1.1%")
    #expect(interval(-0.0104, 0.0101, .worse) == "-1% to +1%")
    #expect(interval(-0.02, 0.031, .cantTell) == "-2% to +3.1%")
    #expect(interval(-0.412, 0.6801, .cantTell) == "-42% to +69%")
    #expect(interval(0, 0.5, .cantTell) == "0% to +50%")
    #expect(interval(-0.00012, 0.0101, .cantTell, .errorRate) == "-0.012 pt to +1.1 pt")
  }
}
