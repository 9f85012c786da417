/// How far the sampling of commands and functions is: of the one whose turn it is, or of all that take
/// turns.
package struct SampleProgress: Sendable, Equatable {
  /// Runs that ended, those of the warm-up apart from the measured ones.
  package var runs: UInt64
  /// How many are wanted at least.
  package var plannedRuns: UInt64
  /// How long it was sampled, ns.
  package var nanoseconds: Int64
  /// How long it should be at least, ns; 0 where only the number of runs counts.
  package var plannedNanoseconds: Int64

  /// A sampling that is so far.
  package init(
    runs: UInt64,
    plannedRuns: UInt64,
    nanoseconds: Int64 = 0,
    plannedNanoseconds: Int64 = 0
  ) {
    self.runs = runs
    self.plannedRuns = plannedRuns
    self.nanoseconds = nanoseconds
    self.plannedNanoseconds = plannedNanoseconds
  }

  /// `run 12 of 40`, or where time is what is missing `run 12, 3s of 10s`; the run that is under way
  /// is counted too.
  package func text(isUnderWay: Bool) -> String {
    let number = runs + (isUnderWay ? 1 : 0)
    guard nanoseconds < plannedNanoseconds else {
      let run = "run \(Self.text(plannedRuns > runs ? number : runs))"
      return runs > plannedRuns ? run : "\(run) of \(Self.text(plannedRuns))"
    }
    let planned = Figures.shortDuration(nanoseconds: Double(plannedNanoseconds))
    let whole = nanoseconds / 1_000_000_000 * 1_000_000_000
    let passed = whole == 0 ? "0s" : Figures.shortDuration(nanoseconds: Double(whole))
    return "run \(Self.text(number)), \(passed) of \(planned)"
  }

  private static func text(_ number: UInt64) -> String { Figures.quantity(Int(clamping: number)) }
}
