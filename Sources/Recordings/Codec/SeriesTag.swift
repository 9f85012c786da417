import Sessions

/// How a series is named in a log: `name`, `name:failed`, with whatever would confuse a reader of
/// the name percent-encoded.
enum SeriesTag {
  /// The tag of a series.
  static func text(of id: SeriesID) -> String {
    let name = id.benchmark.isEmpty ? nameless : encoded(id.benchmark)
    return id.kind == .succeeded ? name : "\(name):\(id.kind.rawValue)"
  }

  /// How a name without characters is written, since a tag has some: no other name is encoded so.
  private static let nameless = "%"

  /// The name of a series for people: as its tag, but with the benchmark's own name.
  static func readable(_ id: SeriesID) -> String {
    id.kind == .succeeded ? id.benchmark : "\(id.benchmark):\(id.kind.rawValue)"
  }

  /// A tag of another program, with nothing encoded but what would end it or act on a terminal.
  static func verbatim(_ tag: String) -> String { encoded(tag) { $0 != ":" && $0 != "%" } }

  /// The series of a tag; nil if its kind is not known here.
  static func series(of tag: String) -> SeriesID? {
    guard let colon = tag.firstIndex(of: ":") else { return SeriesID(decoded(tag)) }
    guard let kind = SeriesID.Kind(rawValue: String(tag[tag.index(after: colon)...])),
      kind != .succeeded
    else { return nil }
    return SeriesID(decoded(String(tag[..<colon])), kind)
  }

  private static let digits = Array("0123456789ABCDEF".unicodeScalars)

  /// A name without separators, as far as `isWanted` lets them be encoded.
  private static func encoded(
    _ name: String,
    where isWanted: (Unicode.Scalar) -> Bool = { _ in true }
  )
    -> String
  {
    var output = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      guard isEncoded(scalar), isWanted(scalar) else {
        output.append(scalar)
        continue
      }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        output.append("%")
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      }
    }
    return String(output)
  }

  /// Separators of tag and line, blanks, and control characters.
  private static func isEncoded(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ":", ",", "%": true
    default: scalar.isInvisible || scalar.properties.isWhitespace
    }
  }

  private static func decoded(_ text: String) -> String {
    if text == nameless { return "" }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Whether a terminal or a reader of lines would act on it instead of showing it: control
  /// characters, line separators, and marks that turn the direction of text around.
  var isInvisible: Bool {
    switch value {
    case 0x00...0x1f, 0x7f...0x9f, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }
}

extension String {
  /// With what is invisible written as `\u{1b}`, fit for a terminal.
  var visible: String {
    guard unicodeScalars.contains(where: \.isInvisible) else { return self }
    var output = ""
    for scalar in unicodeScalars {
      if scalar.isInvisible {
        output += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
