import Sessions

/// One measurement as its line tells it: parts of that line, valid as long as its bytes are.
struct Measurement {
  /// The name of its benchmark.
  var name: LineText
  /// How long it took, ns, at least 0.
  var nanoseconds: Int64
  /// Why it failed; nil if it did not.
  var failure: ErrorKind?
  /// When it was taken, as the line writes it; nil if it does not.
  var time: LineText?
  /// Whether `time` is when it began; else it is when it ended.
  var timeIsStart = false
  /// What is shown of it if it is among the slowest.
  var detail = Detail.none

  /// What a line says beside name and duration.
  enum Detail {
    case none
    /// A request: its method, if that is known, and its URL.
    case request(method: LineText?, url: LineText)
    /// An object of tags, with its braces.
    case tags(UnsafeRawBufferPointer)
  }
}

/// A text in a line.
struct LineText {
  /// Its bytes; of a string of JSON those between the quotes.
  var bytes: UnsafeRawBufferPointer
  /// Whether escapes of JSON may be in it.
  var isJSON: Bool

  /// The body of a string of JSON.
  init(json bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    isJSON = true
  }

  /// A text as it stands.
  init(plain bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    isJSON = false
  }

  /// The text without escapes; what is no UTF-8 is replaced.
  var string: String {
    guard isJSON, bytes.contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
    let read = try? JSON(parsing: quoted[...])
    return read?.stringValue ?? String(decoding: bytes, as: UTF8.self)
  }
}

extension Measurement.Detail {
  /// `GET /notes`, `size=10k lang=lua`; empty for nothing.
  ///
  /// At most 300 characters, without control characters.
  var text: String {
    switch self {
    case .none: return ""
    case .request(let method, let url):
      return Self.clipped((method.map { $0.string + " " } ?? "") + url.string)
    case .tags(let object):
      var scan = JSONObjectScan()
      guard scan.read(object) else { return "" }
      let tags = scan.plainMembers.map {
        LineText(json: $0.key).string + "=" + LineText(json: $0.value).string
      }
      return Self.clipped(tags.joined(separator: " "))
    }
  }

  /// Whether there is anything to show.
  var isNone: Bool { if case .none = self { true } else { false } }

  private static func clipped(_ text: String) -> String { Visible.text(text.prefix(300)) }
}

/// What a line turned out to be.
enum LineContent {
  /// A measurement.
  case measurement(Measurement)
  /// How many users there are now.
  case level(Double)
  /// So many iterations that were due and never began.
  case dropped(UInt64, of: LineText)
  /// Part of a known format, without a measurement.
  case aside
  /// Nothing that is known.
  case foreign(LineProblem)
}

/// Why a line is no measurement.
enum LineProblem: Error, Equatable {
  /// It begins like none of the formats.
  case unknown
  /// It is not of the format that was asked for.
  case otherFormat(String)
  /// It begins as a JSON object and is none.
  case brokenObject
  /// It is an object of no known format.
  case noMeasure
  /// Its name is no text, or empty.
  case noName
  /// It has no duration.
  case noDuration
  /// Its unit is none of time.
  case badUnit(String)
  /// Its duration is below zero.
  case negative

  /// In words that follow a colon.
  var text: String {
    switch self {
    case .unknown: "neither a JSON object nor a number"
    case .otherFormat(let name): "not of the format '\(name)'"
    case .brokenObject: "no whole JSON object"
    case .noMeasure: "a JSON object without \"measure\""
    case .noName: "a measurement without a name"
    case .noDuration: "no duration; write \"ms\": 0.84, or ns, us, s"
    case .badUnit(let unit): "'\(unit)' is no unit of time; ns, us, ms and s are"
    case .negative: "a duration below zero"
    }
  }
}
