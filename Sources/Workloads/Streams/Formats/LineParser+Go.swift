// Lines of `go test -bench`: BenchmarkEncode/1MB-8   1204   987654 ns/op   12 B/op.
// Source: golang.org/design/14313-benchmark-format.
extension LineParser {
  /// One line is one sample: the mean over its iterations.
  func readGo(_ line: UnsafeRawBufferPointer) -> LineContent {
    guard Self.begins(line, "Benchmark") else {
      if Self.begins(line, "pkg: ") {
        goNames.package = String(decoding: line.dropFirst(5), as: UTF8.self)
      }
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
      let raw = String(decoding: name, as: UTF8.self)
      if goRaw != nil { goRaw?.insert(GoNames.Raw(package: goNames.package, name: raw)) }
      let title = keep(goNames.title(of: raw))
      return .measurement(Measurement(name: title, nanoseconds: nanoseconds))
    }
    return .aside
  }

  /// What stands around benchmarks.
  private static let settings: [StaticString] = ["goos: ", "goarch: ", "pkg: ", "cpu: ", "ok  \t"]

  /// An event of `go test -json`, whose output may be a part of a line.
  ///
  /// Source: pkg.go.dev/cmd/test2json.
  func readGoEvent() -> LineContent {
    guard let action = object.string("Action"), Self.equals(action, "output"),
      let output = object.string("Output")
    else { return .aside }
    let package = object.string("Package").map { LineText(json: $0).string } ?? ""
    var pending = goOutput[package] ?? []
    pending += LineText(json: output).string.utf8
    guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else {
      // Who prints without an end of a line prints no result.
      goOutput[package] = pending.count <= LineReader.mostLineBytes ? pending : nil
      return .aside
    }
    goOutput[package] = nil
    goNames.package = package
    let content = pending[..<end].withUnsafeBytes { line -> LineContent in
      let line = Self.trimmed(line)
      return Self.begins(line, "Benchmark") ? readGo(line) : .aside
    }
    guard case .measurement(var measurement) = content else { return .aside }
    measurement.time = object.string("Time").map { LineText(json: $0) }
    return .measurement(measurement)
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
