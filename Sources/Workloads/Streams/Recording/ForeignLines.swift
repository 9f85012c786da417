import Sessions

/// Lines that hold no measurement: the first few are told as they are, the rest as a count.
struct ForeignLines {
  /// Lines that are told one by one.
  static let mostShown = 5
  /// What is shown of a line, characters.
  static let mostCharacters = 120

  /// Lines so far.
  private(set) var count: UInt64 = 0
  private var shown: [String] = []
  private var told: UInt64 = 0
  /// What the lines are, in words: `is no measurement`.
  private let what: String

  init(what: String = "no measurement") { self.what = what }

  /// Takes in a line; `number` is its place in the stream, from 1.
  mutating func add(_ line: UnsafeRawBufferPointer, number: UInt64, problem: LineProblem) {
    count += 1
    guard count <= Self.mostShown else { return }
    shown.append("line \(number) is \(what) (\(problem.text)): \(Self.clipped(line))")
  }

  /// Takes in lines that were too long to look at.
  mutating func add(overlong lines: UInt64) {
    guard lines > 0 else { return }
    count += lines
    guard count <= Self.mostShown else { return }
    let length = LineReader.mostLineBytes >> 20
    shown.append(
      lines == 1
        ? "a line longer than \(length) MiB was left out"
        : "\(lines) lines longer than \(length) MiB were left out"
    )
  }

  /// What is to be told now: lines, and the count where there are ten times as many as when it was
  /// last told, or at the end any more.
  mutating func takeNotices(atEnd: Bool = false) -> [String] {
    var notices = shown
    shown = []
    let isDue = count >= max(told * 10, UInt64(Self.mostShown) * 2)
    if count > max(told, UInt64(Self.mostShown)), isDue || atEnd {
      told = count
      notices.append("\(count) lines so far are \(what)")
    }
    return notices
  }

  /// A line as it may be shown, clipped.
  static func clipped(_ line: UnsafeRawBufferPointer) -> String {
    // Four bytes a character at most.
    let start = String(decoding: line.prefix(mostCharacters * 4), as: UTF8.self)
    let visible = Visible.text(start.prefix(mostCharacters))
    let isWhole = start.count <= mostCharacters && line.count <= mostCharacters * 4
    return isWhole ? visible : visible + "\u{2026}"
  }
}
