extension SuiteReading {
  /// Reads `flow:`.
  func readFlow(
    _ parts: Section,
    _ override: Section?,
    _ around: Surroundings,
    into read: inout ReadBenchmark
  ) {
    guard let entry = parts["flow"] else { return }
    guard case .sequence(let nodes) = entry.value.content, !nodes.isEmpty else {
      report(
        "'flow' is a list of steps, as in [ \(SectionName.step.example) ]; here is "
          + "\(entry.value.kindName).",
        at: entry.value.position
      )
      return
    }
    var shared = around
    merge(headers(parts["headers"]), into: &shared.headers)
    merge(headers(override?["headers"]), into: &shared.headers)
    var benchmark = Benchmark(name: read.entry.name, workload: .flow(Flow(steps: [])))
    readPace(parts, into: &benchmark)
    var names = TemplateNames()
    let rows = dataFile(parts["data"])
    if parts["data"] != nil { names.columns = nil }
    var steps: [Flow.Step] = []
    var isComplete = true
    for node in nodes {
      let found = withNames(names) {
        self.step(node, parts, timeout: benchmark.timeoutNanoseconds, shared)
      }
      guard var step = found else {
        isComplete = false
        continue
      }
      step.name = unused(step.name, among: steps.map(\.name), at: stepName(node))
      names.captured += step.request.captures.map(\.name)
      steps.append(step)
    }
    read.entry.parts = steps.map(\.name)
    guard isComplete else { return }
    var flow = Flow(steps: steps)
    flow.rows = rows
    benchmark.workload = .flow(flow)
    read.benchmarks = [benchmark]
  }

  private func step(
    _ node: SourceNode,
    _ flow: Section,
    timeout: Int64,
    _ around: Surroundings
  ) -> Flow.Step? {
    guard let own = Section(.step, node, label: "a step", in: self) else { return nil }
    let kinds: [WorkloadKind] = [.http, .graphql].filter { own[$0.rawValue] != nil }
    guard let kind = kinds.first, kinds.count == 1 else {
      if kinds.count == 2 {
        report("a step is 'http' or 'graphql', not both. Remove one.", at: own["graphql"]?.position)
      } else if !own.hasUnknownKeys {
        report("a step needs http or graphql, as in \(SectionName.step.example).", at: own.position)
      }
      return nil
    }
    var section = own
    for key in ["retries", "retry_after", "http2"] where own[key] == nil {
      if let entry = flow[key] { section.set(entry) }
    }
    for key in ["query", "variables"] where kind == .http {
      guard let entry = own[key] else { continue }
      report("'\(key)' is of GraphQL queries. Remove it.", at: entry.position)
    }
    for key in ["body", "json"] where kind == .graphql {
      guard let entry = own[key] else { continue }
      report(
        "'\(key)' is of HTTP requests, and this is a GraphQL query. Remove it.",
        at: entry.position
      )
    }
    let (found, parts) = request(section, kind, nil, around)
    let captures = captures(parts["capture"])
    let name = name(of: own, kind, method: found?.method ?? "GET")
    guard var request = found else { return nil }
    request.captures = captures
    var step = Flow.Step(name: name, request: request)
    step.timeoutNanoseconds = self.timeout(parts["timeout"]) ?? timeout
    if let think = parts["think"], let range = durationRange(think) {
      step.thinkNanoseconds = range
    }
    return step
  }

  // MARK: - Names

  /// The name of a step, or the method and the path, without a query.
  private func name(of step: Section, _ kind: WorkloadKind, method: String) -> String {
    if let entry = step["name"], let name = text(entry.value, entry.key),
      checkName(SourceEntry(key: name, position: entry.value.position, value: entry.value), "step")
    {
      return name
    }
    let node = step[kind.rawValue]?.value
    let url = node?.entries == nil ? node : node?.entries?.first { $0.key == "url" }?.value
    var path = kind == .graphql ? "/graphql" : "/"
    if let url, case .scalar(let raw, _) = url.content, kind == .http || raw.first == "/" {
      let words = raw.split(separator: " ", maxSplits: 1)
      let isBare = words.count < 2 || raw.first == "/" || raw.hasPrefix("{{")
      let address = SecretText.withoutQuery(isBare ? raw : String(words[1]))
      // Whoever replays the session needs the same name.
      path = SecretText.withoutOrigin(fill(address, of: url, use: .figure) ?? address)
    }
    return String(VisibleText.of("\(method) \(path)").prefix(200))
  }

  private func stepName(_ node: SourceNode) -> SourcePosition? {
    node.entries?.first { $0.key == "name" }?.value.position
  }

  /// A name that no other step has; one that was written, at `position`, must be so already.
  private func unused(
    _ name: String,
    among others: [String],
    at position: SourcePosition?
  ) -> String {
    guard others.contains(name) else { return name }
    if let position {
      report("two steps are called '\(name)'. Rename one.", at: position)
    }
    var number = 2
    while others.contains("\(name) (\(number))") { number += 1 }
    return "\(name) (\(number))"
  }

  // MARK: - Captures

  /// Reads `capture:`.
  private func captures(_ entry: SourceEntry?) -> [Capture] {
    guard let entry else { return [] }
    guard let entries = entry.value.entries else {
      report(
        "'capture' is a mapping, as in { id: $.id }; here is \(entry.value.kindName).",
        at: entry.value.position
      )
      return []
    }
    return entries.compactMap { item in
      let builtIns = ["counter", "user", "uuid", "random", "random_string", "row"]
      if builtIns.contains(item.key) {
        report("'\(item.key)' is built in. Choose another name.", at: item.position)
        return nil
      }
      guard TemplateScanner.isName(item.key) else {
        report(
          "'\(item.key)' is no name for a value. Write letters, digits and '_'.",
          at: item.position
        )
        return nil
      }
      return captureSource(item).map { Capture(name: item.key, source: $0) }
    }
  }

  private func captureSource(_ item: SourceEntry) -> Capture.Source? {
    guard let text = text(item.value, item.key, .text) else { return nil }
    if text.hasPrefix("$") {
      return jsonPath(text, at: item.value.position).map(Capture.Source.json)
    }
    if text.hasPrefix("header:") {
      var name = text.dropFirst(7).drop { $0 == " " }
      while name.last == " " { name.removeLast() }
      let field = SourceEntry(key: String(name), position: item.value.position, value: item.value)
      return checkFieldName(field) ? .header(String(name)) : nil
    }
    if text.hasPrefix("regex:") {
      let pattern = String(text.dropFirst(6))
      if BoundedPattern(pattern) != nil, !pattern.isEmpty {
        return .regularExpression(pattern)
      }
      report("'\(pattern)' is no regular expression.", at: item.value.position)
      return nil
    }
    if !isRecorded {
      report(
        "'\(text)' does not say where '\(item.key)' is. Write $.a.b[0] for a place in the JSON of "
          + "the body, header:NAME, or regex:PATTERN.",
        at: item.value.position
      )
    }
    return nil
  }
}
