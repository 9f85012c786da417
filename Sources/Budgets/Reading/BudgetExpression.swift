import Measurements

/// A budget or limit that is written as a comparison: `p95<200ms`, `p(95)<200`, `rate<0.001`,
/// `list-notes.p95 <= 300ms`.
///
/// Bare numbers are milliseconds or shares, as k6 means them.
package struct BudgetExpression: Sendable, Equatable {
  /// The benchmark; nil for every benchmark.
  package var benchmark: String?
  /// The metric.
  package var metric: Metric
  /// The side that was written.
  package var comparison: Comparison
  /// The figure, in the unit of the metric.
  package var value: Double
  /// The figure as it was written.
  package var written = WrittenFigure()

  /// Why a text is no comparison, with the way out.
  package struct Failure: Error, Equatable, Sendable {
    /// One line, without a place.
    package var message: String
    /// Whether it is known and its turn has not come.
    package var isLater = false
  }

  /// Reads a comparison.
  package static func parse(_ text: String) throws(Failure) -> BudgetExpression {
    let shown = "'\(VisibleText.of(text))'"
    guard let sign = text.lastIndex(where: { "<>≤≥".contains($0) }) else {
      let other = text.contains("=") ? " Write < or >." : ""
      throw Failure(message: "\(shown) is no comparison, as in p95<200ms.\(other)")
    }
    var right = text[text.index(after: sign)...]
    if right.first == "=" { right.removeFirst() }
    let comparison: Comparison = "<≤".contains(text[sign]) ? .atMost : .atLeast
    let left = trimmed(text[..<sign])
    let figure = trimmed(right)
    guard !left.isEmpty, !figure.isEmpty, figure.first != "=" else {
      throw Failure(message: "\(shown) is no comparison, as in p95<200ms.")
    }
    let (benchmark, name) = MetricName.split(left)
    let metric = try metric(named: name, comparison, figure: figure)
    let value = try value(figure, of: metric)
    return BudgetExpression(
      benchmark: benchmark,
      metric: metric,
      comparison: comparison,
      value: value,
      written: WrittenFigure(figure, value: value)
    )
  }

  private static func metric(
    named name: String,
    _ comparison: Comparison,
    figure: String
  )
    throws(Failure) -> Metric
  {
    if name == "rate" {
      if figure.contains("/") { return .throughput }
      return comparison == .atMost ? .errorRate : .availability
    }
    if let metric = MetricName.parseK6(name) { return metric }
    switch MetricName.parse(name) {
    case .known(let metric): return metric
    case .later:
      throw Failure(
        message: "the metric '\(name)' is not available yet. Leave it out for now.",
        isLater: true
      )
    case .unknown: throw Failure(message: MetricName.complaint(about: name))
    }
  }

  private static func value(_ text: String, of metric: Metric) throws(Failure) -> Double {
    if case .number(let number) = try? Quantity.parse(text), number.digits > 0 {
      switch metric.unit {
      case .nanoseconds:
        if let nanoseconds = try? number.times(1_000_000) { return Double(nanoseconds) }
      case .share:
        guard number.double <= 1 else {
          throw Failure(
            message:
              "'\(text)' is more than all. Write a share as \(text)%, or as a number up to 1."
          )
        }
        return number.double
      case .perSecond, .count: return number.double
      // A size has a unit.
      case .bytes: break
      }
    }
    do throws(ValueError) {
      return try metric.unit.need.read(text)
    } catch {
      throw Failure(message: error.message)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension MetricUnit {
  /// What a figure in this unit has to be.
  var need: QuantityNeed {
    switch self {
    case .nanoseconds: .duration
    case .share: .share
    case .perSecond: .rate
    case .bytes: .size
    case .count: .count
    }
  }
}
