/// The state of reading one file: what is asked, what was found wrong so far, who uses variables.
final class SuiteReading {
  /// The file as it was named.
  let file: String
  /// Its text.
  let source: SourceText
  /// What is asked.
  let request: SuiteRequest
  /// What is wrong.
  var problems: [SuiteProblem] = []
  /// Places that the YAML itself was complained about.
  var reported: Set<SourcePosition> = []
  /// What should be known.
  var warnings: [SuiteProblem] = []
  /// The variables.
  var scope: VariableScope
  /// The `target:` in force.
  var targetEntry: SourceEntry?
  /// Whether recordings keep the query strings of URLs.
  var keepsQueries = false
  /// The names of all profiles.
  var profileNames: [String] = []
  /// Whether a benchmark that does not say what it does is a Swift function.
  var hasFunctions = false
  /// Everything that a budget can name.
  var roster = Roster()
  /// What `{{ … }}` can be filled in with, where a text is read.
  var names = TemplateNames()
  /// The parameters of the command that is read, and their values.
  var parameters: [(name: String, value: String)] = []
  /// Whether what is read takes part in the run.
  ///
  /// What does not may use variables that are not set.
  var isInForce = true

  /// A reading that has found nothing yet.
  init(file: String, source: SourceText, request: SuiteRequest) {
    self.file = file
    self.source = source
    self.request = request
    scope = VariableScope(
      lookup: request.variables,
      placeholder: request.purpose == .recorded ? "***" : nil
    )
  }

  /// Whether a recording is judged.
  var isRecorded: Bool { request.purpose == .recorded }

  /// Whether one more mistake would be shown.
  var canReport: Bool { problems.count < 200 }

  /// Notes a mistake.
  func report(_ message: String, at position: SourcePosition?) {
    guard canReport, position.map({ !reported.contains($0) }) ?? true else { return }
    problems.append(problem(message, at: position))
  }

  /// Notes what should be known.
  func warn(_ message: String, at position: SourcePosition?) {
    warnings.append(problem(message, at: position))
  }

  private func problem(_ message: String, at position: SourcePosition?) -> SuiteProblem {
    // Nobody has seen the text: what counts is which option a line comes from.
    if !request.origins.isEmpty {
      let option = position.flatMap { request.origins[$0.line] } ?? ""
      return SuiteProblem(file: option, position: nil, message: message, line: nil)
    }
    return SuiteProblem(
      file: file,
      position: position,
      message: message,
      line: position.flatMap { source.line($0.line) }
    )
  }

  /// Notes a key or metric whose turn has not come; it is tolerated when a recording is judged.
  func reportLater(_ what: String, at position: SourcePosition) {
    guard !isRecorded else { return }
    report("\(what) is not available yet. Leave it out for now.", at: position)
  }

  /// Reads something that does not take part in the run.
  func outOfForce<Result>(_ isOutside: Bool, _ body: () -> Result) -> Result {
    let before = isInForce
    if isOutside { isInForce = false }
    defer { isInForce = before }
    return body()
  }

  // MARK: - Scalars

  /// The text of a node with its variables replaced; nil, and a problem unless it is not in force,
  /// if there is none.
  func text(
    _ node: SourceNode,
    _ label: String,
    _ kind: ValueKind = .text,
    use: VariableScope.Use = .figure
  ) -> String? {
    guard case .scalar(let raw, _) = node.content, !node.isNull else {
      report("'\(label)' needs \(kind.example); here is \(node.kindName).", at: node.position)
      return nil
    }
    guard let text = fill(raw, of: node, use: use) else { return nil }
    // What a recording withholds is left at its default.
    if isRecorded, use == .figure, text.contains(SecretText.mask) { return nil }
    return text
  }

  /// `raw` with its variables replaced.
  func fill(_ raw: String, of node: SourceNode, use: VariableScope.Use) -> String? {
    do throws(VariableScope.Failure) {
      // What is out of force uses variables too, but nobody needs their values.
      guard isInForce else {
        var other = scope
        if use == .secret { scope.noteSecrets(in: raw) }
        return try other.fill(raw, use: use)
      }
      return try scope.fill(raw, use: use)
    } catch {
      switch error {
      case .unset(let name):
        guard isInForce, !isRecorded else { return nil }
        let position = source.find("${\(name)", from: node.position) ?? node.position
        report(
          "${\(name)} is not set. Set \(name) in the environment, or write ${\(name):-default}.",
          at: position
        )
      case .malformed(let message):
        guard !isRecorded else { return nil }
        report(message, at: source.find("${", from: node.position) ?? node.position)
      }
      return nil
    }
  }

  /// A quantity of a node.
  func quantity(_ node: SourceNode, _ label: String, _ need: QuantityNeed) -> Double? {
    let kind: ValueKind =
      switch need {
      case .duration, .length, .pause: .duration
      case .share: .share
      case .rate: .rate
      case .size: .text
      case .count: .number
      }
    guard case .scalar = node.content, !node.isNull else {
      let example = "\(need.noun), as in \(need.example)"
      report("'\(label)' needs \(example); here is \(node.kindName).", at: node.position)
      return nil
    }
    guard let text = text(node, label, kind) else { return nil }
    do throws(ValueError) {
      return try need.read(text)
    } catch {
      report("'\(label)': \(error.message)", at: node.position)
      return nil
    }
  }

  /// A duration in ns, within `range`.
  func duration(
    _ entry: SourceEntry?,
    least: Int64 = 1,
    most: Int64 = SuiteReading.longest,
    _ need: QuantityNeed = .length
  )
    -> Int64?
  {
    guard let entry else { return nil }
    guard let value = quantity(entry.value, entry.key, need) else { return nil }
    guard value >= Double(least), value <= Double(most) else {
      let (low, high) = (ValueText.duration(least), ValueText.duration(most))
      let seen = ValueText.duration(Int64(exactly: value) ?? .max)
      let bound =
        value < Double(least) ? "Write at least \(low)." : "Write at most \(high)."
      report("'\(entry.key)' of \(seen) is out of range. \(bound)", at: entry.value.position)
      return nil
    }
    return Int64(value)
  }

  /// The longest duration of a profile: 31 days.
  static let longest: Int64 = 31 * 24 * 3_600_000_000_000

  /// A whole number within `range`.
  func count(_ entry: SourceEntry?, _ range: ClosedRange<Int>) -> Int? {
    guard let entry, let text = text(entry.value, entry.key, .count) else { return nil }
    guard case .number(let number)? = try? Quantity.parse(text), let value = number.integer else {
      report(
        "'\(entry.key)' is \(ValueKind.count.example), not '\(text)'.",
        at: entry.value.position
      )
      return nil
    }
    guard range.contains(Int(value)) else {
      report(
        "'\(entry.key)' is \(value). Write \(range.lowerBound) to \(range.upperBound).",
        at: entry.value.position
      )
      return nil
    }
    return Int(value)
  }

  /// One of the words of a choice.
  func choice(_ entry: SourceEntry?, _ words: [String]) -> String? {
    guard let entry, let text = text(entry.value, entry.key, .choice(words)) else { return nil }
    if words.contains(text) { return text }
    let list = words.joined(separator: ", ")
    let way = Spelling.hint(for: text, among: words) ?? "Choices: \(list)."
    report("'\(text)' is no choice for '\(entry.key)'. \(way)", at: entry.value.position)
    return nil
  }

  /// The elements of a list, or the value itself as the only one.
  func elements(_ node: SourceNode) -> [SourceNode] {
    if case .sequence(let nodes) = node.content { return nodes }
    return [node]
  }
}
