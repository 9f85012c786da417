import Sessions

// Headroom's own lines: {"measure":"transpile-simple","ms":0.84}.
extension LineParser {
  /// A measurement by its members; those that are not named here are ignored.
  ///
  /// They are `measure`; one of `ns`, `us`, `ms`, `s`, or `value` and `unit`; `ok`, `error`, `tags`
  /// and `at`.
  @inline(__always)
  func readMeasure() -> LineContent {
    guard let name = object.string("measure") else { return .foreign(.noName) }
    let failure = failure
    let nanoseconds: Int64
    switch duration {
    case .success(let measured): nanoseconds = measured
    // What failed need not have taken any time.
    case .failure(.noDuration) where failure != nil: nanoseconds = 0
    case .failure(let problem): return .foreign(problem)
    }
    var measurement = Measurement(
      name: LineText(json: name),
      nanoseconds: nanoseconds,
      failure: failure,
      time: time("at")
    )
    if let tags = object.object("tags") { measurement.detail = .tags(tags) }
    return .measurement(measurement)
  }

  @inline(__always)
  private var duration: Result<Int64, LineProblem> {
    if let number = object.number("ms") { return scaled(number, .milliseconds) }
    if let number = object.number("us") { return scaled(number, .microseconds) }
    if let number = object.number("ns") { return scaled(number, .nanoseconds) }
    if let number = object.number("s") { return scaled(number, .seconds) }
    guard let number = object.number("value") else { return .failure(.noDuration) }
    guard let unit = object.string("unit") else { return .failure(.noDuration) }
    guard let known = TimeUnit(unit) else {
      return .failure(.badUnit(Visible.text(LineText(json: unit).string.prefix(20))))
    }
    return scaled(number, known)
  }

  @inline(__always)
  private func scaled(_ number: DecimalNumber, _ unit: TimeUnit) -> Result<Int64, LineProblem> {
    number.scaled(byPowerOfTen: unit.power).map { .success($0) } ?? .failure(.negative)
  }

  /// Whether `ok` is false or `error` is a text, and why.
  @inline(__always)
  private var failure: ErrorKind? {
    let ok = object.value("ok")?.kind
    if ok == .yes { return nil }
    guard let error = object.string("error") else { return ok == .no ? .reported("failed") : nil }
    return .reported(LineText(json: error))
  }

  /// When something was, as a text or a number.
  @inline(__always)
  func time(_ key: StaticString) -> LineText? {
    object.scalar(key).map { LineText(json: $0) }
  }
}

extension ErrorKind {
  /// What a program said, clipped, without control characters.
  static func reported(_ text: LineText) -> ErrorKind {
    .reported(Visible.text(text.string.prefix(120)))
  }
}
