import Budgets

/// One turn of a user: the values that are filled into its requests.
///
/// They follow from the seed, the benchmark and the number of the turn, whatever the number of
/// threads. One per lane, reused from turn to turn.
final class Turn {
  /// The number of the turn among those of its benchmark, from 0.
  private(set) var number: UInt64 = 0
  /// The number of the user, from 1.
  let user: UInt64
  /// What was captured, by slot.
  var captured: [String] = []
  private var key: UInt64 = 0
  private var draws: UInt64 = 0

  init(user: UInt64) { self.user = user }

  /// Begins turn `number` of a program that captures `slots` values.
  func begin(_ number: UInt64, key: UInt64, slots: Int) {
    self.number = number
    self.key = key
    captured.removeAll(keepingCapacity: true)
    captured.append(contentsOf: repeatElement("", count: slots))
    begin(step: 0)
  }

  /// Goes on to a step, or back to its beginning: what is drawn in it is the same each time.
  func begin(step: Int) { draws = UInt64(step) << 32 }

  /// 64 random bits, others each time.
  func draw() -> UInt64 {
    draws &+= 1
    return SplitMix.bits(seed: key, number, draws)
  }

  /// Which of `count` rows it has, the same all through the turn.
  func row(of count: Int, _ order: DataFile.Order) -> Int {
    switch order {
    case .sequential: Int(number % UInt64(count))
    case .random: Int(SplitMix.bits(seed: key, number, .max) % UInt64(count))
    }
  }

  /// A whole number of a range, each as likely as any other: the high half of a product (Lemire,
  /// Fast Random Integer Generation in an Interval, 2019, without its rejection, whose bias is below
  /// size / 2^64).
  func draw(from range: ClosedRange<Int64>) -> Int64 {
    let size = UInt64(bitPattern: range.upperBound &- range.lowerBound) &+ 1
    // All of Int64.
    guard size != 0 else { return Int64(bitPattern: draw()) }
    return range.lowerBound &+ Int64(bitPattern: draw().multipliedFullWidth(by: size).high)
  }
}
