/// The instructions that a file of callgrind accounts for.
package enum CallgrindTotals {
  /// The number in its line `totals: 12345`, or `summary:` where there is no such line.
  package static func instructions(in text: some StringProtocol) -> UInt64? {
    var summary: UInt64?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("totals: ") { return number(in: line) }
      if line.hasPrefix("summary: ") { summary = number(in: line) }
    }
    return summary
  }

  private static func number(in line: some StringProtocol) -> UInt64? {
    line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }
  }
}
