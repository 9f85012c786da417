/// What bash's `time` prints with `TIMEFORMAT='%R %U %S'`.
package struct BashTimes: Equatable, Sendable {
  /// From start to end.
  package var wallSeconds: Double
  /// Time on a CPU in user space.
  package var userSeconds: Double
  /// Time on a CPU in the kernel.
  package var systemSeconds: Double

  /// The time on a CPU.
  package var cpuSeconds: Double { userSeconds + systemSeconds }

  /// Reads `4.012 1.203 2.310`, the last line of `text`; nil for anything else.
  package init?(reading text: String) {
    let words = text.split(separator: "\n").last?.split(separator: " ") ?? []
    let numbers = words.compactMap { Double($0) }
    guard words.count == 3, numbers.count == 3 else { return nil }
    (wallSeconds, userSeconds, systemSeconds) = (numbers[0], numbers[1], numbers[2])
  }
}
