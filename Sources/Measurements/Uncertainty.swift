/// Why something is not certain, and what would help.
package enum Uncertainty: Sendable, Equatable {
  /// So many intervals with samples are needed; so many there are.
  case intervals(needed: Int, soFar: Int)
  /// About so many samples are needed; so many there are.
  case samples(needed: Int, soFar: Int)
  /// Chance may explain on which side of its limit the figure is, since it is close to it or what is
  /// beyond comes in bursts: it takes about so many times as long a run; nil where no length would do.
  case close(times: Double?)
  /// More than this share may have failed, 0...1, and then too few good answers are left to judge.
  case failures(most: Double)
  /// The run has no planned end, so that nothing is certain before it ends.
  case openEnd

  /// Fewer intervals than there are groups.
  static func intervals(soFar: Int) -> Uncertainty {
    .intervals(needed: BatchMeans.groupCount, soFar: soFar)
  }

  /// Numbers of samples, which may be worth less than independent ones.
  package static func samples(needed: Double, soFar: Double) -> Uncertainty {
    func whole(_ number: Double) -> Int { number < 1e15 ? Int(number.rounded(.up)) : Int.max }
    return .samples(needed: whole(needed), soFar: whole(soFar))
  }
}
