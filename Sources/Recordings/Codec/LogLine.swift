import Measurements

/// One line of a log that has samples: `[Tag=x,]<start>,<length>,<max>,<base64>`.
struct LogLine: Equatable {
  /// The tag as it stands there; nil without one.
  var tag: String?
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
    if rest.starts(with: "Tag=".utf8) {
      guard let comma = rest.firstIndex(of: UInt8(ascii: ",")),
        let text = String(validating: rest[(rest.startIndex + 4)..<comma], as: UTF8.self),
        !text.isEmpty
      else { return nil }
      tag = text
      rest = rest[(comma + 1)...]
    }
    let fields = rest.split(
      separator: UInt8(ascii: ","),
      maxSplits: 3,
      omittingEmptySubsequences: false
    )
    guard fields.count == 4, let start = DecimalTime.nanoseconds(fields[0]),
      let length = DecimalTime.nanoseconds(fields[1]),
      Self.isNumber(fields[2]), !fields[3].isEmpty
    else { return nil }
    startNanoseconds = start
    lengthNanoseconds = length
    maximum = fields[2].indices
    payload = fields[3].indices
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

  /// The nanoseconds of a decimal number of seconds; nil if it is none, or more than 285 years.
  static func nanoseconds(_ text: ArraySlice<UInt8>) -> Int64? {
    let parts = text.split(
      separator: UInt8(ascii: "."),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    guard let whole = parts.first, (1...10).contains(whole.count) else { return nil }
    var value: Int64 = 0
    for digit in whole {
      guard 0x30...0x39 ~= digit else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    guard value <= 9_000_000_000 else { return nil }
    let fraction = parts.count > 1 ? Array(parts[1]) : []
    for place in 0..<9 {
      let digit = place < fraction.count ? fraction[place] : 0x30
      guard 0x30...0x39 ~= digit else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    guard fraction.dropFirst(9).allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return value
  }
}
