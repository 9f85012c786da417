import Measurements
import Sessions

/// One line of a log that has samples: `[Tag=x,]<start>,<length>,<max>,<base64>`.
struct LogLine: Equatable {
  /// Where its tag lies in the line; nil without one.
  var tag: Range<Int>?
  /// The start, ns, relative or absolute.
  var startNanoseconds: Int64
  /// The length, ns.
  var lengthNanoseconds: Int64
  /// Where the column of the maximum lies in the line.
  var maximum: Range<Int>
  /// Where the payload lies in the line.
  var payload: Range<Int>

  /// Reads a line without its end; nil if it is malformed.
  init?(_ line: ArraySlice<UInt8>) {
    var rest = line
    if rest.begins(with: "Tag=") {
      rest = rest.dropFirst(4)
      let text = rest.field()
      guard text.endIndex < line.endIndex, !text.isEmpty, text.isUTF8 else { return nil }
      tag = text.indices
      rest = line[(text.endIndex + 1)...]
    }
    let start = rest.field()
    let length = line[min(start.endIndex + 1, line.endIndex)...].field()
    let maximum = line[min(length.endIndex + 1, line.endIndex)...].field()
    let payload = line[min(maximum.endIndex + 1, line.endIndex)...].withoutBlanksAtEnd
    guard let startNanoseconds = Self.start(start),
      let lengthNanoseconds = DecimalTime.nanoseconds(length),
      lengthNanoseconds <= JSON.longestSession,
      Self.isNumber(maximum), !payload.isEmpty
    else { return nil }
    self.startNanoseconds = startNanoseconds
    self.lengthNanoseconds = lengthNanoseconds
    self.maximum = maximum.indices
    self.payload = payload.indices
  }

  /// When it begins, ns: by the clock of some writers a little before their base time.
  private static func start(_ text: ArraySlice<UInt8>) -> Int64? {
    guard text.first == UInt8(ascii: "-") else { return DecimalTime.nanoseconds(text) }
    return DecimalTime.nanoseconds(text.dropFirst()).map { -$0 }
  }

  /// Whether a text is made of what decimal numbers are made of.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    !text.isEmpty
      && text.allSatisfy { byte in
        0x30...0x39 ~= byte || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "E")
          || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      }
  }

  /// Appends a line and its end to `output`; without a tag if that is nil.
  static func write(
    tag: String?,
    startNanoseconds: Int64,
    endNanoseconds: Int64,
    counts: SparseCounts,
    with deflater: Deflater,
    into output: inout [UInt8]
  ) {
    let start = DecimalTime.milliseconds(startNanoseconds)
    let end = DecimalTime.milliseconds(endNanoseconds)
    let highest = counts.entries.last.map { BucketLayout.highest(of: Int($0.index)) } ?? 0
    if let tag { output.append(contentsOf: "Tag=\(tag),".utf8) }
    output.append(contentsOf: DecimalTime.text(thousandths: start).utf8)
    output.append(UInt8(ascii: ","))
    output.append(contentsOf: DecimalTime.text(thousandths: end - start).utf8)
    output.append(UInt8(ascii: ","))
    // Nanoseconds to milliseconds with three decimals.
    output.append(contentsOf: DecimalTime.text(thousandths: (highest + 500) / 1000).utf8)
    output.append(UInt8(ascii: ","))
    HistogramPayload.encode(counts, with: deflater, into: &output)
    output.append(UInt8(ascii: "\n"))
  }
}

/// Seconds as logs write them, kept exact.
enum DecimalTime {
  /// `12.345` of 12345.
  static func text(thousandths: Int64) -> String {
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// Whole milliseconds, rounded.
  static func milliseconds(_ nanoseconds: Int64) -> Int64 { (nanoseconds + 500_000) / 1_000_000 }

  /// The nanoseconds of a decimal number of seconds; nil if it is none, or more than 253 years.
  ///
  /// What is behind the ninth decimal is cut off.
  static func nanoseconds(_ text: ArraySlice<UInt8>) -> Int64? {
    text.withUnsafeBufferPointer { text in
      var value: Int64 = 0
      var place = 0
      while place < text.count, 0x30...0x39 ~= text[place] {
        guard place < 10 else { return nil }
        value = value * 10 + Int64(text[place] - 0x30)
        place += 1
      }
      guard place > 0, value <= 8_000_000_000 else { return nil }
      var decimals = 0
      if place < text.count {
        guard text[place] == UInt8(ascii: ".") else { return nil }
        for digit in text[(place + 1)...] {
          guard 0x30...0x39 ~= digit else { return nil }
          guard decimals < 9 else { continue }
          value = value * 10 + Int64(digit - 0x30)
          decimals += 1
        }
      }
      while decimals < 9 {
        value *= 10
        decimals += 1
      }
      return value
    }
  }
}
