import Budgets
import Glibc
import Sessions

/// Reads a file of lines: k6 points, results of vegeta, Locust's requests, and all else that streams
/// may have.
struct LineImport {
  private let parser: LineParser
  private var timeline = SampleTimeline()
  private var foreign = ForeignLines()
  private var lines: UInt64 = 0
  private var formats: Set<StreamFormat> = []
  /// The first line that is no measurement, the first of the file and comments left out.
  private var stray: (line: UInt64, text: String)?

  /// A reader for a file whose measurements without a name are `name`.
  init(name: String) { parser = LineParser(name: name) }

  /// Reads `descriptor`, a file, from its beginning to its end.
  static func read(_ descriptor: Int32, name: String) throws(ImportError) -> ImportedSession {
    var reading = LineImport(name: name)
    reading.parser.goNames = try goNames(in: descriptor, name: name)
    let overlong = try forEachLine(of: descriptor) { reading.take($0) }
    reading.foreign.add(overlong: overlong)
    return try reading.session()
  }

  /// What tells the benchmarks of Go apart takes all of them.
  private static func goNames(
    in descriptor: Int32,
    name: String
  ) throws(ImportError) -> GoNames {
    let parser = LineParser(name: name)
    parser.goRaw = []
    var isOfGo: Bool?
    _ = try forEachLine(of: descriptor) { line in
      // No other format has lines of Go among its own.
      if isOfGo == false { return }
      guard let content = parser.read(line) else { return }
      if case .foreign = content { return }
      isOfGo = parser.lastFormat == .go
    }
    return GoNames(all: parser.goRaw ?? [])
  }

  /// Gives every line of a file; how many were too long.
  private static func forEachLine(
    of descriptor: Int32,
    _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(ImportError) -> UInt64 {
    lseek(descriptor, 0, SEEK_SET)
    let reader = LineReader()
    var outcome = reader.fill(from: descriptor)
    while case .bytes = outcome {
      reader.forEachLine(body)
      outcome = reader.fill(from: descriptor)
    }
    if case .failed(let code) = outcome { throw .unreadable(code: code) }
    reader.finish(body)
    return reader.overlongLines
  }

  private mutating func take(_ line: UnsafeRawBufferPointer) {
    lines += 1
    switch parser.read(line) {
    case .measurement(let measurement): take(measurement, of: line)
    case .level(let level): timeline.setLevel(level)
    case .dropped(let count, let name): timeline.drop(count, of: name.string)
    case .foreign(let problem):
      foreign.add(line, number: lines, problem: problem)
      if stray == nil, lines > 1, LineParser.trimmed(line).first != UInt8(ascii: "#") {
        stray = (lines, ForeignLines.clipped(line))
      }
    case .aside: formats.insert(parser.lastFormat)
    case nil: break
    }
  }

  private mutating func take(_ measurement: Measurement, of line: UnsafeRawBufferPointer) {
    guard let name = MeasurementTable.benchmarkName(measurement.name.string) else {
      return foreign.add(line, number: lines, problem: .noName)
    }
    formats.insert(parser.lastFormat)
    let time = measurement.time.flatMap { WallTime.nanoseconds($0) }
    let length = measurement.timeIsStart ? measurement.nanoseconds : 0
    timeline.add(
      name,
      nanoseconds: measurement.nanoseconds,
      failure: measurement.failure,
      endNanoseconds: time.map { $0 &+ length }
    )
  }

  private mutating func session() throws(ImportError) -> ImportedSession {
    let tool = formats.count == 1 ? formats.first?.tool ?? "" : "several tools"
    guard !timeline.isEmpty else {
      if formats.contains(.locust) {
        throw .summaryOnly(
          tool: "Locust",
          holds: "events without a single request",
          remedy: "Log `events.request` of every worker, as the README shows."
        )
      }
      throw formats.isEmpty ? .unknown : .empty(tool: tool)
    }
    // Numbers between other text are whatever that text is about.
    if formats == [.numbers], let stray {
      throw .notOnlyNumbers(line: stray.line, text: stray.text)
    }
    return try timeline.session(
      tool: tool,
      isSequential: false,
      notices: foreign.takeNotices(atEnd: true)
    )
  }
}

extension StreamFormat {
  /// Whose lines they are, for people.
  fileprivate var tool: String {
    switch self {
    case .headroom: "Headroom's own lines"
    case .k6: "k6"
    case .vegeta: "vegeta"
    case .locust: "Locust"
    case .go: "go test -bench"
    case .numbers: "numbers"
    }
  }
}
