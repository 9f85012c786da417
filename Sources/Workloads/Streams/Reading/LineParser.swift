import Budgets

/// Tells what a line is, whatever format it is of.
///
/// Owned by one thread. Allocates nothing for a line that is a success.
final class LineParser {
  /// What names the requests of k6.
  let grouping: K6Script.Grouping
  private let format: StreamFormat?
  private let ownName: UnsafeMutableRawBufferPointer
  private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
  var object = JSONObjectScan()
  var inner = JSONObjectScan()
  var tags = JSONObjectScan()
  var k6 = K6Metrics()
  var goNames = GoNames()
  /// The names of Go so far, where somebody collects them.
  var goRaw: Set<GoNames.Raw>?
  /// `[package]`: what `go test -json` has printed of a line that is not whole yet.
  var goOutput: [String: [UInt8]] = [:]
  /// The format that the last line seemed to be of.
  private(set) var lastFormat = StreamFormat.headroom

  /// A parser of one format, or of all of them if that is nil.
  ///
  /// What has no name, such as a plain number, is a measurement of `name`.
  init(name: String, format: StreamFormat? = nil, grouping: K6Script.Grouping = .name) {
    self.format = format
    self.grouping = grouping
    ownName = .allocate(byteCount: name.utf8.count, alignment: 16)
    ownName.copyBytes(from: name.utf8)
  }

  deinit {
    ownName.deallocate()
    scratch.deallocate()
  }

  /// What stands in a line; nil for a blank one.
  ///
  /// Blanks and NUL bytes around it don't matter: a file that was cut and written on has them.
  @inline(__always)
  func read(_ line: UnsafeRawBufferPointer) -> LineContent? {
    let line = Self.trimmed(line)
    guard let first = line.first else { return nil }
    switch first {
    case UInt8(ascii: "{"): return readObject(line)
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x30...0x39:
      return takes(.numbers) ? readNumber(line) : other
    default: return takes(.go) ? readGo(line) : other
    }
  }

  @inline(__always)
  private func readObject(_ line: UnsafeRawBufferPointer) -> LineContent {
    guard object.read(line) else { return .foreign(.brokenObject) }
    if object.value("measure") != nil { return takes(.headroom) ? readMeasure() : other }
    if object.value("metric") != nil, object.value("type") != nil {
      return takes(.k6) ? readK6() : other
    }
    if object.value("response_time") != nil || object.value("event") != nil {
      return takes(.locust) ? readLocust() : other
    }
    if object.value("latency") != nil, object.value("timestamp") != nil {
      return takes(.vegeta) ? readVegeta() : other
    }
    if object.value("Action") != nil, object.value("Package") != nil {
      return takes(.go) ? readGoEvent() : other
    }
    return .foreign(.noMeasure)
  }

  /// Whether lines of this format are wanted.
  @inline(__always)
  private func takes(_ wanted: StreamFormat) -> Bool {
    lastFormat = wanted
    return format == nil || format == wanted
  }

  private var other: LineContent {
    .foreign(format.map { .otherFormat($0.rawValue) } ?? .unknown)
  }

  /// One number, with a unit of time behind it or in milliseconds, as bare budgets are.
  private func readNumber(_ line: UnsafeRawBufferPointer) -> LineContent {
    var start = 0
    if line[0] == UInt8(ascii: "+") { start = 1 }
    guard let (number, end) = DecimalNumber.read(line, at: start) else { return .foreign(.unknown) }
    let rest = Self.trimmed(UnsafeRawBufferPointer(rebasing: line[end...]))
    let unit = rest.isEmpty ? TimeUnit.milliseconds : TimeUnit(rest)
    guard let unit else {
      let text = String(decoding: rest, as: UTF8.self)
      return .foreign(text.utf8.count > 12 ? .unknown : .badUnit(text))
    }
    guard let nanoseconds = number.scaled(byPowerOfTen: unit.power) else {
      return .foreign(.negative)
    }
    return .measurement(Measurement(name: own, nanoseconds: nanoseconds))
  }

  /// A text of our own as one of a line, valid until the next one is made.
  func keep(_ text: String) -> LineText {
    var text = text
    return text.withUTF8 {
      LineText(plain: compose(UnsafeRawBufferPointer($0), "", .init(start: nil, count: 0)))
    }
  }

  /// The name of what has none.
  var own: LineText { LineText(plain: UnsafeRawBufferPointer(ownName)) }

  /// `before`, `joint` and `after` as one text, valid until the next one is made.
  func compose(
    _ before: UnsafeRawBufferPointer,
    _ joint: StaticString,
    _ after: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer {
    var count = 0
    let middle = UnsafeRawBufferPointer(start: joint.utf8Start, count: joint.utf8CodeUnitCount)
    for part in [before, middle, after] {
      let taken = min(part.count, scratch.count - count)
      UnsafeMutableRawBufferPointer(rebasing: scratch[count..<(count + taken)])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: part.prefix(taken)))
      count += taken
    }
    return UnsafeRawBufferPointer(rebasing: scratch[..<count])
  }

  /// Without blanks, NUL bytes, the end of a line of DOS, and a byte order mark.
  @inline(__always)
  static func trimmed(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var end = line.count
    while end > start, isPadding(line[end - 1]) { end -= 1 }
    while start < end, isPadding(line[start]) { start += 1 }
    if end - start >= 3, line[start] == 0xEF, line[start + 1] == 0xBB, line[start + 2] == 0xBF {
      start += 3
    }
    return UnsafeRawBufferPointer(rebasing: line[start..<end])
  }

  @inline(__always)
  private static func isPadding(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0 || (byte >= 0x09 && byte <= 0x0d)
  }
}

/// A unit that lines may measure time in.
enum TimeUnit: CaseIterable {
  case nanoseconds
  case microseconds
  case milliseconds
  case seconds

  /// A unit as it is written; nil for any other text.
  init?(_ bytes: UnsafeRawBufferPointer) {
    switch String(decoding: bytes, as: UTF8.self) {
    case "ns": self = .nanoseconds
    case "us", "\u{B5}s", "\u{3BC}s": self = .microseconds
    case "ms": self = .milliseconds
    case "s": self = .seconds
    default: return nil
    }
  }

  /// Nanoseconds are 10 to this.
  var power: Int {
    switch self {
    case .nanoseconds: 0
    case .microseconds: 3
    case .milliseconds: 6
    case .seconds: 9
    }
  }
}
