import Budgets

/// What users choose from: programs and how often each is picked.
final class ProgramMix: Sendable {
  /// The pause of a user after each program, ns; nil for that of the program.
  let thinkNanoseconds: ClosedRange<Int64>?
  /// `[choice]`, as places among the programs of the plan; at least one.
  private let programs: [Int]
  /// `[choice]`: the sums of the weights, the last one being all.
  private let cumulative: [Double]

  init(_ shares: [(program: Int, weight: Double)], thinkNanoseconds: ClosedRange<Int64>? = nil) {
    precondition(!shares.isEmpty)
    self.thinkNanoseconds = thinkNanoseconds
    programs = shares.map(\.program)
    var sum = 0.0
    cumulative = shares.map {
      sum += $0.weight
      return sum
    }
  }

  /// The program of a position in a stream of choices: a user's, or all arrivals'.
  @inline(__always)
  func choice(seed: UInt64, _ stream: UInt64, _ position: UInt64) -> Int {
    if programs.count == 1 { return programs[0] }
    let total = cumulative[cumulative.count - 1]
    let point = SplitMix.unit(seed: seed, stream, position) * total
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > point { high = middle } else { low = middle + 1 }
    }
    return programs[low]
  }
}

/// The users of one class.
struct UserClassPlan: Sendable {
  let weight: Double
  let mix: ProgramMix
}

/// Which class each user belongs to, from user 0 on: the next one goes to the class that lacks users
/// most, so that any number of first users is shared by the weights as evenly as whole users can be.
///
/// Source: the divisor method of Webster (Sainte-Laguë), which gives exact shares wherever they are
/// whole (Balinski, Young: Fair Representation, 2nd edition, appendix A). The seed decides between
/// classes that lack the same.
struct ClassSeats: Sendable {
  private let weights: [Double]
  private var users: [Double]
  /// `[rank]`: the classes in the order in which they are asked.
  private let order: [Int]

  init(weights: [Double], seed: UInt64) {
    self.weights = weights
    users = Array(repeating: 0, count: weights.count)
    order = weights.indices.sorted {
      SplitMix.bits(seed: seed, 0xC1A5, UInt64($0)) < SplitMix.bits(seed: seed, 0xC1A5, UInt64($1))
    }
  }

  /// The class of the next user.
  mutating func next() -> Int {
    var best = order[0]
    for candidate in order.dropFirst() where claim(candidate) > claim(best) { best = candidate }
    users[best] += 1
    return best
  }

  private func claim(_ index: Int) -> Double { weights[index] / (2 * users[index] + 1) }
}
