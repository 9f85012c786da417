import Budgets
import Glibc

/// When the requests of the open model are due, one after the other.
struct ArrivalSequence: Sendable {
  private let seed: UInt64
  private let arrivals: LoadProfile.Arrivals
  /// The number of the next arrival, 0 for the first.
  private(set) var next: UInt64 = 0
  /// The integral of the rate at which the next one is due.
  private var position: Double

  init(seed: UInt64, arrivals: LoadProfile.Arrivals) {
    self.seed = seed
    self.arrivals = arrivals
    position = arrivals == .even ? 0 : Self.gap(seed, 0)
  }

  /// When the next one is due, ns of load time; nil if the curve ends before.
  func due(on curve: LoadCurve) -> Int64? { curve.time(ofArrival: position) }

  /// Goes on to the arrival after the next one.
  mutating func advance() {
    next += 1
    switch arrivals {
    case .even: position = Double(next)
    case .poisson: position += Self.gap(seed, next)
    }
  }

  /// An exponential gap of mean 1 (inverse transform).
  private static func gap(_ seed: UInt64, _ number: UInt64) -> Double {
    -log1p(-SplitMix.unit(seed: seed, 0xA221, number))
  }
}
