import Sessions

/// What a program says on its standard error: the first lines as they are, the rest as a count.
struct ErrorOutput {
  /// Lines that are told one by one.
  static let mostShown = 10

  /// The last line that was not blank; empty if there was none.
  private(set) var last = ""
  private var count: UInt64 = 0
  private var shown: [String] = []
  private let name: String

  /// The output of a program that is called `name`.
  init(name: String) { self.name = name }

  /// Takes in a line.
  mutating func add(_ line: UnsafeRawBufferPointer) {
    let line = LineParser.trimmed(line)
    guard !line.isEmpty else { return }
    count += 1
    last = ForeignLines.clipped(line)
    if count <= Self.mostShown { shown.append("\(name): \(last)") }
  }

  /// What is to be told now; the count at the end alone.
  mutating func takeNotices(atEnd: Bool = false) -> [String] {
    defer { shown = [] }
    guard atEnd, count > Self.mostShown else { return shown }
    let more = count - UInt64(Self.mostShown)
    return shown + ["\(name): \(more) more lines on standard error, the last: \(last)"]
  }
}
