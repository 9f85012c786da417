/// Reads suite files.
package enum SuiteReader {
  /// How long a run takes that does not say it, ns: 30 s.
  static let defaultLength: Int64 = 30_000_000_000
  /// The smallest suite.
  static let smallestText =
    "benchmarks: { list: { http: http://localhost:8080/, budget: { p95: 200ms } } }"
  /// The smallest suite, as a way out.
  static let smallest = "A whole suite is: \(smallestText)"

  /// The suite of a file's bytes, or everything that is wrong with it.
  ///
  /// `file` is what messages call it. Reads at most 1 MiB.
  package static func read(
    bytes: [UInt8],
    file: String,
    request: SuiteRequest
  )
    throws(SuiteErrors) -> Suite
  {
    let part = bytes.prefix(SourceLoader.mostBytes + 1)
    if bytes.count <= SourceLoader.mostBytes, let offset = firstInvalid(part) {
      // What stands before the invalid byte is valid.
      let source = SourceText(String(decoding: part[..<offset], as: UTF8.self))
      let problem = SuiteProblem(
        file: file,
        position: source.position(ofOffset: source.scalars.count),
        message: "this byte is not UTF-8. Save the file as UTF-8.",
        line: nil
      )
      throw SuiteErrors([problem])
    }
    return try read(
      String(decoding: part, as: UTF8.self),
      byteCount: bytes.count,
      file: file,
      request: request
    )
  }

  /// The suite of a text, or everything that is wrong with it.
  ///
  /// `file` is what messages call it.
  package static func read(
    text: String,
    file: String,
    request: SuiteRequest
  )
    throws(SuiteErrors) -> Suite
  {
    try read(text, byteCount: text.utf8.count, file: file, request: request)
  }

  private static func read(
    _ text: String,
    byteCount: Int,
    file: String,
    request: SuiteRequest
  )
    throws(SuiteErrors) -> Suite
  {
    var loader = SourceLoader(byteCount <= SourceLoader.mostBytes ? text : "")
    let root = loader.load(byteCount: byteCount)
    let reading = SuiteReading(file: file, source: loader.source, request: request)
    for (position, message) in loader.problems { reading.report(message, at: position) }
    reading.reported = Set(loader.problems.compactMap(\.0))
    guard let root else { throw SuiteErrors(reading.problems) }
    let suite = reading.suite(root)
    guard let suite, reading.problems.isEmpty else { throw SuiteErrors(reading.problems) }
    return suite
  }

  /// The first byte that is not part of valid UTF-8.
  private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = bytes.startIndex
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput, .error: return offset
      }
    }
  }
}
