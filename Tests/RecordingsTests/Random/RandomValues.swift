import Budgets
import Measurements

@testable import Sessions

/// Random values of everything that is stored.
///
/// Each enum has a switch over all its cases here: a new case does not compile until there are values
/// of it. That the fields of the structs vary is for a test to see.
struct RandomValues {
  var numbers: SeededNumbers
  /// Whether figures are such as a run has them; else any that fit into their type.
  var isPlausible = false

  init(seed: UInt64) { numbers = SeededNumbers(seed) }

  // MARK: Plain values

  mutating func bool() -> Bool { Bool.random(using: &numbers) }

  mutating func integer<Value: FixedWidthInteger>(_ range: ClosedRange<Value>) -> Value {
    switch Int.random(in: 0...9, using: &numbers) {
    case 0: range.lowerBound
    case 1: range.upperBound
    default: Value.random(in: range, using: &numbers)
    }
  }

  mutating func number() -> Double {
    if isPlausible { return Double.random(in: 0...4, using: &numbers) }
    let special: [Double] = [
      0, 1, -1, 0.1, 1.0 / 3, 1e-9, .leastNonzeroMagnitude, 1e300, -1e300, 1e15,
      9_007_199_254_740_994,
      .infinity, -.infinity, .greatestFiniteMagnitude, 999.5, 1000.5,
    ]
    if bool() { return pick(special) }
    return Double(bitPattern: numbers.next() & 0x7fef_ffff_ffff_ffff)
  }

  /// Texts that look like something else, or have characters that something else means.
  mutating func text() -> String {
    let texts = [
      "", " ", "list", "a/b", "a:failed", ":", "%", "%25", "%3A", "a,b", "suite", "timeout",
      "reported: timeout", "reported: ", "status 503", "status 0503", "exit 1", "bad response",
      "ok", "200", "503", "null", "infinity", "nan", "\"\\", "\u{1b}[2J", "\n\r\t\u{0}",
      "na\u{308}ive\u{2028}\u{202e}", "\u{301}", "👩‍👩‍👧", "]", "#[Headroom end {}]", "Tag=x,",
      "\u{feff}", "\u{10ffff}",
    ]
    guard Int.random(in: 0...2, using: &numbers) == 0 else { return pick(texts) }
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &numbers) {
      let code = UInt32.random(in: 0...0x2ff, using: &numbers)
      text.unicodeScalars.append(Unicode.Scalar(code) ?? " ")
    }
    return text
  }

  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &numbers)]
  }

  mutating func maybe<Value>(_ make: (inout RandomValues) -> Value) -> Value? {
    bool() ? make(&self) : nil
  }

  mutating func list<Value>(
    _ most: Int = 3,
    _ make: (inout RandomValues) -> Value
  ) -> [Value] {
    (0..<Int.random(in: 0...most, using: &numbers)).map { _ in make(&self) }
  }

  mutating func count() -> UInt64 { integer(0...(isPlausible ? 1000 : 1 << 40)) }

  mutating func moment() -> Int64 { integer(0...JSON.longestSession) }
}
