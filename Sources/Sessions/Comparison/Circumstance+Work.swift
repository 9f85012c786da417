import Budgets

/// What both measured.
extension Circumstance {
  /// What differs in what was measured.
  static func work(_ base: SessionFigures, _ current: SessionFigures) -> [Circumstance] {
    let names = [base, current].map { Set($0.benchmarks.map(\.name)) }
    let sharesLoad = base.loadProfile != nil || current.loadProfile != nil
    var found = difference(.note, "suite", base.head.suite, current.head.suite)
    if names[0] != names[1], !names[0].isDisjoint(with: names[1]) {
      let lists = names.map { $0.sorted().joined(separator: ", ") }
      // What runs by itself does not feel what else is measured.
      found += difference(sharesLoad ? .mayExplain : .note, "benchmarks", lists[0], lists[1])
    }
    guard let before = base.suite, let now = current.suite else { return found }
    found += benchmarks(before, now)
    if sharesLoad, names[0] == names[1] {
      found += difference(.mayExplain, "weights", weights(before), weights(now))
      found += difference(.mayExplain, "think time", thinking(before), thinking(now))
      if classes(before) != classes(now) {
        found += difference(.mayExplain, "classes of users", classes(before), classes(now))
      }
    }
    found += difference(.mayExplain, "engines", engines(before), engines(now))
    return found + variables(base.head, current.head)
  }

  /// The benchmarks of both that do something else, by name: where that is so of all of them, the two
  /// did not measure the same.
  private static func benchmarks(_ base: Suite, _ current: Suite) -> [Circumstance] {
    let others = Dictionary(
      current.benchmarks.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let pairs = base.benchmarks.compactMap { own in others[own.name].map { (own, $0) } }
    let changed = pairs.filter { $0.0.work != $0.1.work }
    guard let first = changed.first else { return [] }
    let names = changed.map(\.0.name).joined(separator: ", ")
    var words = [first.0, first.1].map(\.workload.about)
    if changed.count > 1 || words[0] == words[1] || words.contains("") {
      words = ["one request, flow or command", "another one"]
    }
    return difference(
      changed.count == pairs.count ? .voids : .mayExplain,
      "what \(names) \(changed.count == 1 ? "does" : "do")",
      words[0],
      words[1]
    )
  }

  private static func weights(_ suite: Suite) -> String {
    let total = suite.benchmarks.reduce(0) { $0 + $1.weight }
    return suite.benchmarks.sorted { $0.name < $1.name }.map { benchmark in
      "\(benchmark.name) \(Figures.share(total > 0 ? benchmark.weight / total : 0))"
    }.joined(separator: ", ")
  }

  private static func thinking(_ suite: Suite) -> String {
    suite.benchmarks.sorted { $0.name < $1.name }.map { benchmark in
      let think = benchmark.thinkNanoseconds
      let bounds = [think.lowerBound, think.upperBound].map(ValueText.duration)
      return
        "\(benchmark.name) \(Set(bounds).count == 1 ? bounds[0] : bounds.joined(separator: ".."))"
    }.joined(separator: ", ")
  }

  private static func classes(_ suite: Suite) -> String {
    suite.classes.sorted { $0.name < $1.name }.map { group in
      "\(group.name) \(ValueText.number(group.weight))"
    }.joined(separator: ", ")
  }

  /// The scripts of other programs; a file or a stream of measurements does not count.
  private static func engines(_ suite: Suite) -> String? {
    let scripts = suite.engines.compactMap { engine -> String? in
      switch engine.kind {
      case .k6(let script):
        return ([script.script] + script.arguments).joined(separator: " ")
      case .locust(let file): return file.file
      case .stream(let program):
        guard case .program(let words) = program.source else { return nil }
        return words.joined(separator: " ")
      }
    }
    return scripts.isEmpty ? nil : scripts.joined(separator: "; ")
  }

  /// The variables that differ; what they change is told by itself.
  private static func variables(_ base: SessionHead, _ current: SessionHead) -> [Circumstance] {
    let keys = Set(base.variables.keys).union(current.variables.keys).sorted()
    let changed = keys.filter { base.variables[$0] != current.variables[$0] }
    guard !changed.isEmpty else { return [] }
    let texts = [base, current].map { head in
      changed.compactMap { key in head.variables[key].map { "\(key)=\($0)" } }.joined(
        separator: " "
      )
    }
    return difference(
      .note,
      "variables",
      texts[0].isEmpty ? nil : texts[0],
      texts[1].isEmpty ? nil : texts[1]
    )
  }
}

extension Benchmark {
  /// What it does to its target, wherever that is: how often, and where, is told apart.
  fileprivate var work: Benchmark {
    var work = self
    (work.weight, work.thinkNanoseconds) = (1, 0...0)
    switch workload {
    case .http(var request):
      request.url = Self.path(request.url)
      work.workload = .http(request)
    case .flow(var flow):
      for step in flow.steps.indices {
        flow.steps[step].request.url = Self.path(flow.steps[step].request.url)
      }
      work.workload = .flow(flow)
    case .webSocket(var exchange):
      exchange.url = Self.path(exchange.url)
      work.workload = .webSocket(exchange)
    case .command(var command):
      // How often it is run leaves each run as it is.
      command.sampling = Sampling()
      work.workload = .command(command)
    case .function: work.workload = .function(Sampling())
    case .external: work.workload = .external(engine: "")
    }
    return work
  }

  /// A URL without scheme, host and port.
  private static func path(_ url: String) -> String {
    guard let scheme = url.range(of: "://") else { return url }
    return String(url[scheme.upperBound...].drop { $0 != "/" && $0 != "?" })
  }
}

extension StringProtocol {
  /// Where `text` first is.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<(index(start, offsetBy: text.count, limitedBy: endIndex) ?? endIndex)
      }
      start = index(after: start)
    }
    return nil
  }
}
