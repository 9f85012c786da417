extension SuiteDescription {
  /// The benchmarks with their objectives.
  static func benchmarks(_ suite: Suite) -> [String] {
    var lines = ["", "benchmarks"]
    let objectives = Dictionary(grouping: suite.objectives, by: \.subject)
    let weights = suite.benchmarks.filter { $0.workload.kind == .load }.map(\.weight)
    let shared = weights.count > 1 && suite.classes.isEmpty ? weights.reduce(0, +) : nil
    for benchmark in suite.benchmarks {
      lines.append("  " + VisibleText.of(benchmark.name))
      lines += describe(benchmark, suite, ofLoad: shared).map { "    " + $0 }
      let own = objectives[.benchmark(benchmark.name)] ?? []
      lines += rows(own.map { row($0, suite.tolerance) }, indent: 4)
      lines += parts(of: benchmark, objectives, suite.tolerance)
    }
    return suite.benchmarks.isEmpty ? [] : lines
  }

  /// The objectives of the steps of a flow, or the parts of a WebSocket.
  private static func parts(
    of benchmark: Benchmark,
    _ objectives: [Subject: [Objective]],
    _ tolerance: Tolerance?
  ) -> [String] {
    benchmark.names.dropFirst().flatMap { name -> [String] in
      guard let own = objectives[.benchmark(name)] else { return [] }
      let part = name.dropFirst(benchmark.name.count + 1)
      return ["    " + VisibleText.of(part)]
        + rows(own.map { row($0, tolerance) }, indent: 6)
    }
  }

  /// What a benchmark does; `total` is the weight of all that share the load, nil if none do.
  private static func describe(
    _ benchmark: Benchmark,
    _ suite: Suite,
    ofLoad total: Double?
  ) -> [String] {
    var parts: [String]
    var steps: [String] = []
    switch benchmark.workload {
    case .http(let request): parts = describe(request, suite)
    case .flow(let flow):
      parts = ["a flow of \(flow.steps.count) \(flow.steps.count == 1 ? "step" : "steps")"]
      if let rows = flow.rows { parts.append(describe(rows)) }
      steps = flow.steps.map { "  " + describe($0, suite).joined(separator: ", ") }
    case .webSocket(let exchange): parts = describe(exchange, suite)
    case .command(let command): parts = describe(command)
    case .function(let sampling): parts = ["a Swift function"] + describe(sampling)
    case .external(let engine): parts = ["from \(VisibleText.of(engine))"]
    }
    if benchmark.workload.kind == .load {
      if let total {
        parts.append("\(percent(benchmark.weight / total)) of the load")
      }
      if benchmark.thinkNanoseconds.upperBound > 0 {
        parts.append("think \(range(benchmark.thinkNanoseconds))")
      }
      if steps.isEmpty {
        parts.append("timeout \(ValueText.duration(benchmark.timeoutNanoseconds))")
      }
    } else if case .command = benchmark.workload, benchmark.timeoutNanoseconds < 3_600_000_000_000 {
      parts.append("timeout \(ValueText.duration(benchmark.timeoutNanoseconds))")
    }
    return [parts.joined(separator: ", ")] + steps
  }

  // MARK: - Requests

  private static func describe(_ request: HTTPRequest, _ suite: Suite) -> [String] {
    var parts = [VisibleText.of("\(request.method) \(shown(request.url, suite))")]
    if !request.body.isEmpty {
      parts.append("body of \(ValueText.bytes(Int64(request.body.utf8.count)))")
    }
    if !request.headers.isEmpty {
      let names = request.headers.map { VisibleText.of($0.name) }
      parts.append("headers " + names.joined(separator: " "))
    }
    parts += describe(request.expect)
    if request.retries > 0 {
      let pause = request.retryPauseNanoseconds
      parts.append(
        "\(request.retries) retries" + (pause > 0 ? " after \(ValueText.duration(pause))" : "")
      )
    }
    switch request.version {
    case .one: break
    case .two: parts.append("HTTP/2")
    case .negotiated: parts.append("HTTP/2 if offered")
    }
    if let rows = request.rows { parts.append(describe(rows)) }
    return parts
  }

  private static func describe(_ expect: Expectation) -> [String] {
    var parts: [String] = []
    if !expect.statuses.isEmpty {
      parts.append("expects " + statuses(expect.statuses))
    }
    if expect.bodyContains != nil { parts.append("expects a text in the body") }
    if !expect.headers.isEmpty {
      let names = expect.headers.map { VisibleText.of($0.name) }
      parts.append("expects headers " + names.joined(separator: " "))
    }
    if !expect.json.isEmpty {
      let paths = expect.json.map { VisibleText.of($0.path.text) }
      parts.append("expects values of " + paths.joined(separator: " "))
    }
    if expect.refusesGraphQLErrors { parts.append("expects no GraphQL errors") }
    return parts
  }

  private static func statuses(_ ranges: [ClosedRange<Int>]) -> String {
    ranges
      .map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)" }
      .joined(separator: " or ")
  }

  private static func describe(_ step: Flow.Step, _ suite: Suite) -> [String] {
    var parts = describe(step.request, suite)
    if step.name != parts[0] { parts.insert(VisibleText.of(step.name) + ":", at: 0) }
    if parts.count > 1, parts[0].last == ":" { parts[0...1] = [parts[0] + " " + parts[1]] }
    if !step.request.captures.isEmpty {
      let names = step.request.captures.map { VisibleText.of($0.name) }
      parts.append("captures " + names.joined(separator: " "))
    }
    if step.thinkNanoseconds.upperBound > 0 {
      parts.append("think \(range(step.thinkNanoseconds))")
    }
    parts.append("timeout \(ValueText.duration(step.timeoutNanoseconds))")
    return parts
  }

  private static func describe(_ rows: DataFile) -> String {
    "rows of \(VisibleText.of(rows.path))" + (rows.order == .sequential ? "" : " at random")
  }

  private static func describe(_ exchange: WebSocketExchange, _ suite: Suite) -> [String] {
    var parts = ["WebSocket " + VisibleText.of(shown(exchange.url, suite))]
    if !exchange.headers.isEmpty {
      let names = exchange.headers.map { VisibleText.of($0.name) }
      parts.append("headers " + names.joined(separator: " "))
    }
    if exchange.subscribe != nil { parts.append("subscribes") }
    if exchange.send != nil {
      switch exchange.match {
      case nil: parts.append("sends, the next message answers")
      case .json(let path)?: parts.append("sends, the same \(VisibleText.of(path.text)) answers")
      case .contains?: parts.append("sends, a text in the message answers")
      }
    }
    return parts
  }

  private static func shown(_ url: String, _ suite: Suite) -> String {
    let hidden = SecretText.hidden(url)
    return suite.recordsFullURLs ? hidden : SecretText.cuttingQuery(of: hidden)
  }

  // MARK: - Programs

  private static func describe(_ command: Command) -> [String] {
    var parts = [line(command.arguments, usesShell: command.usesShell)]
    parts += describe(command.sampling)
    if let prepare = command.prepare { parts.append("before each " + line(prepare)) }
    if let cleanup = command.cleanup { parts.append("after each " + line(cleanup)) }
    if let folder = command.workingDirectory { parts.append("in " + VisibleText.of(folder)) }
    if !command.environment.isEmpty {
      parts.append(
        "env " + command.environment.map { VisibleText.of($0.name) }.joined(separator: " ")
      )
    }
    switch command.input {
    case nil: break
    case .text(let text)?: parts.append("reads \(ValueText.bytes(Int64(text.utf8.count)))")
    case .file(let path)?: parts.append("reads \(VisibleText.of(path))")
    }
    if command.expectedStatuses != [0...0] {
      parts.append("expects exit " + statuses(command.expectedStatuses))
    }
    return parts
  }

  private static func describe(_ sampling: Sampling) -> [String] {
    var parts = ["\(sampling.warmupCount) to warm up"]
    let isTimed = sampling.durationNanoseconds != nil || sampling.samples == nil
    let count = "\(sampling.leastCount) measured"
    parts.append(isTimed ? "at least \(count)" : count)
    if isTimed { parts[1] += " and \(ValueText.duration(sampling.leastNanoseconds))" }
    return parts
  }

  /// A program and its arguments; what could be a secret is hidden.
  static func line(_ arguments: [String], usesShell: Bool = false) -> String {
    if usesShell {
      return "shell: " + VisibleText.of(SecretText.hidden(line: arguments.last ?? ""))
    }
    return SecretText.hidden(arguments: arguments)
      .map { word in
        let isPlain = !word.isEmpty && !word.contains(where: \.isWhitespace)
        return isPlain ? VisibleText.of(word) : "'\(VisibleText.of(word))'"
      }
      .joined(separator: " ")
  }
}
