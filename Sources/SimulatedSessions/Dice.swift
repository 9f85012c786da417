/// Random numbers that are the same in every run: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
package struct Dice: RandomNumberGenerator {
  private var state: UInt64

  /// Those of a seed.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// One of the numbers of a range.
  package mutating func roll(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// True so often, 0...1.
  package mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < share
  }

  /// One of several.
  package mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[roll(0...(choices.count - 1))]
  }
}
