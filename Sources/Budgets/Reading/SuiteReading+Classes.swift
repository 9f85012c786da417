extension SuiteReading {
  /// A class of the file, which names its benchmarks.
  struct ReadClass {
    /// Its name, weight and pause.
    var own: UserClass
    /// The benchmarks that it names, with their weights where they are written; nil for all.
    var benchmarks: [(name: String, weight: Double?)]?
  }

  /// Reads the `classes:` of the suite.
  func classes(_ entry: SourceEntry?) -> [ReadClass] {
    named(entry, .userClass, "class").map { name, section -> ReadClass in
      var own = UserClass(name: name)
      if let weight = section["weight"].flatMap(self.weight) { own.weight = weight }
      own.thinkNanoseconds = section["think"].flatMap(self.durationRange)
      let shares = section["benchmarks"].flatMap { self.shares($0, isUsable: self.isLoad) }
      return ReadClass(own: own, benchmarks: shares)
    }
  }

  /// Reads the `classes:` of a profile: those that it has, with their weights; nil for all.
  func chosenClasses(
    _ entry: SourceEntry?,
    _ classes: [ReadClass]
  ) -> [(name: String, weight: Double?)]? {
    guard let entry else { return nil }
    let names = classes.map(\.own.name)
    return shares(entry) { name, position in
      guard !names.contains(name) else { return true }
      let list = names.map { VisibleText.of($0) }.joined(separator: ", ")
      let way =
        Spelling.hint(for: name, among: names)
        ?? (names.isEmpty ? "The suite has no classes." : "Classes: \(list).")
      self.report("no class '\(name)'. \(way)", at: position)
      return false
    }
  }

  /// The classes in force, with the places of their benchmarks among those that run.
  func inForce(
    _ classes: [ReadClass],
    _ chosen: [(name: String, weight: Double?)]?,
    _ benchmarks: [Benchmark]
  ) -> [UserClass] {
    let load = benchmarks.indices.filter { benchmarks[$0].workload.kind == .load }
    return classes.compactMap { item in
      var result = item.own
      if let chosen {
        guard let choice = chosen.first(where: { $0.name == item.own.name }) else { return nil }
        result.weight = choice.weight ?? result.weight
      }
      result.benchmarks = load.compactMap { index in
        let benchmark = benchmarks[index]
        guard let named = item.benchmarks else {
          return UserClass.Share(benchmark: index, weight: benchmark.weight)
        }
        return named.first { $0.name == benchmark.name }.map {
          UserClass.Share(benchmark: index, weight: $0.weight ?? benchmark.weight)
        }
      }
      return result.benchmarks.isEmpty ? nil : result
    }
  }

  /// A list of names, or a mapping of names and weights.
  private func shares(
    _ entry: SourceEntry,
    isUsable: (String, SourcePosition) -> Bool
  ) -> [(name: String, weight: Double?)]? {
    var found: [(name: String, weight: Double?)] = []
    if let entries = entry.value.entries {
      for item in entries where isUsable(item.key, item.position) {
        if let weight = weight(item) { found.append((item.key, weight)) }
      }
    } else {
      for node in elements(entry.value) {
        guard let name = text(node, entry.key), isUsable(name, node.position) else { continue }
        guard !found.contains(where: { $0.name == name }) else {
          report("'\(name)' stands twice in '\(entry.key)'. Remove one.", at: node.position)
          continue
        }
        found.append((name, nil))
      }
    }
    guard !found.isEmpty else {
      if elements(entry.value).isEmpty || entry.value.entries?.isEmpty == true {
        report("'\(entry.key)' is empty. Leave it out for all.", at: entry.value.position)
      }
      return nil
    }
    return found
  }

  /// Whether users can do a benchmark; a problem if it does not exist, or is no load.
  private func isLoad(_ name: String, at position: SourcePosition) -> Bool {
    let names = roster.entries.map(\.name)
    guard let entry = roster.entries.first(where: { $0.name == name }) else {
      let list = names.prefix(20).map { VisibleText.of($0) }.joined(separator: ", ")
      let way = Spelling.hint(for: name, among: names) ?? "Benchmarks: \(list)."
      report("no benchmark '\(name)'. \(way)", at: position)
      return false
    }
    guard let kind = entry.kind, !kind.isLoad else { return true }
    report(
      "'\(name)' is \(kind.noun), and users send requests. Leave it out of the class.",
      at: position
    )
    return false
  }
}
