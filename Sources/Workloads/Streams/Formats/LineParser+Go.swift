// Lines of `go test -bench`: BenchmarkEncode/1MB-8   1204   987654 ns/op   12 B/op.
// Source: golang.org/design/14313-benchmark-format.
extension LineParser {
  /// One line is one sample: the mean over its iterations.
  func readGo(_ line: UnsafeRawBufferPointer) -> LineContent {
    guard Self.begins(line, "Benchmark") else {
      let isAside = Self.settings.contains { Self.begins(line, $0) } || Self.equals(line, "PASS")
      return isAside ? .aside : .foreign(.unknown)
    }
    var fields = Fields(line: line)
    guard let name = fields.next(), let iterations = fields.next() else { return .aside }
    guard let (_, end) = DecimalNumber.read(iterations, at: 0), end == iterations.count else {
      return .foreign(.unknown)
    }
    while let figure = fields.next(), let unit = fields.next() {
      guard Self.equals(unit, "ns/op") else { continue }
      guard let (number, end) = DecimalNumber.read(figure, at: 0), end == figure.count else {
        return .foreign(.noDuration)
      }
      guard let nanoseconds = number.scaled(byPowerOfTen: 0) else { return .foreign(.negative) }
      let short = LineText(plain: Self.withoutProcessors(name))
      return .measurement(Measurement(name: short, nanoseconds: nanoseconds))
    }
    return .aside
  }

  /// What stands around benchmarks.
  private static let settings: [StaticString] = ["goos: ", "goarch: ", "pkg: ", "cpu: ", "ok  \t"]

  /// `BenchmarkEncode/1MB-8` as `Encode/1MB`: the number of CPUs is the machine's.
  private static func withoutProcessors(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var end = name.count
    while end > 0, 0x30...0x39 ~= name[end - 1] { end -= 1 }
    let hasSuffix = end < name.count && end > 0 && name[end - 1] == UInt8(ascii: "-")
    let bare = UnsafeRawBufferPointer(rebasing: name[..<(hasSuffix ? end - 1 : name.count)])
    return bare.count > 9 ? UnsafeRawBufferPointer(rebasing: bare[9...]) : bare
  }

  private static func begins(_ line: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    line.count >= text.utf8CodeUnitCount
      && equals(UnsafeRawBufferPointer(rebasing: line[..<text.utf8CodeUnitCount]), text)
  }

  static func equals(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
    bytes.elementsEqual(
      UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }

  /// What stands between blanks.
  private struct Fields {
    let line: UnsafeRawBufferPointer
    var position = 0

    init(line: UnsafeRawBufferPointer) { self.line = line }

    mutating func next() -> UnsafeRawBufferPointer? {
      while position < line.count, line[position] <= 0x20 { position += 1 }
      let start = position
      while position < line.count, line[position] > 0x20 { position += 1 }
      return start < position ? UnsafeRawBufferPointer(rebasing: line[start..<position]) : nil
    }
  }
}
