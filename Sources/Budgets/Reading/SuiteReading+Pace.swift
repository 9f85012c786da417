extension SuiteReading {
  /// Reads timeout, weight and think time.
  func readPace(_ parts: Section, into benchmark: inout Benchmark) {
    if let timeout = timeout(parts["timeout"]) { benchmark.timeoutNanoseconds = timeout }
    if let entry = parts["weight"], let weight = weight(entry) { benchmark.weight = weight }
    if let entry = parts["think"], let range = durationRange(entry) {
      benchmark.thinkNanoseconds = range
    }
  }

  /// After which an answer or the end of a command is not waited for, ns.
  func timeout(_ entry: SourceEntry?) -> Int64? {
    duration(entry, least: 1_000_000, most: 3_600_000_000_000, .pause)
  }

  /// A share among others.
  func weight(_ entry: SourceEntry) -> Double? {
    guard let text = text(entry.value, entry.key, .number) else { return nil }
    if case .number(let number)? = try? Quantity.parse(text), number.double > 0,
      number.double <= 1_000_000
    {
      return number.double
    }
    let label = entry.key == "weight" ? "'weight'" : "the weight of '\(entry.key)'"
    report(
      "\(label) is a number above 0, up to 1000000, not '\(text)'.",
      at: entry.value.position
    )
    return nil
  }

  /// A duration, or a range of them.
  func durationRange(_ entry: SourceEntry) -> ClosedRange<Int64>? {
    guard let text = text(entry.value, entry.key, .durationRange) else { return nil }
    let dots = text.range(of: "..")
    let first = dots.map { text[..<$0.lowerBound] } ?? text[...]
    let last = dots.map { text[$0.upperBound...] } ?? text[...]
    do throws(ValueError) {
      let low = Int64(try QuantityNeed.pause.read(String(first)))
      let high = Int64(try QuantityNeed.pause.read(String(last)))
      guard low <= high else {
        report(
          "'\(entry.key)': '\(text)' ends before it begins. Write \(last)..\(first).",
          at: entry.value.position
        )
        return nil
      }
      guard high <= 3_600_000_000_000 else {
        report("'\(entry.key)' is longer than 1h.", at: entry.value.position)
        return nil
      }
      return low...high
    } catch {
      report("'\(entry.key)': \(error.message)", at: entry.value.position)
      return nil
    }
  }
}
