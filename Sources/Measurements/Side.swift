/// On which side of a limit a figure lies, as far as its samples make that certain.
package enum Side: Sendable, Equatable {
  /// Below the limit.
  case below
  /// Above the limit.
  case above
  /// Not certain: why, and what would help.
  case uncertain(Uncertainty)

  /// The side of a figure that differs from the limit by `difference`, and whose interval is twice
  /// `halfWidth` wide.
  package init(of difference: Double, halfWidth: Double) {
    if difference > halfWidth {
      self = .above
    } else if difference < -halfWidth {
      self = .below
    } else {
      // The width of an interval goes with the root of the length of the run.
      let ratio = halfWidth / abs(difference)
      let times = ratio * ratio
      self = .uncertain(.close(times: times < 1e6 ? max(1, times) : nil))
    }
  }
}
