extension SuiteReading {
  /// Reads `processes:`; labels are unique, and no benchmark is called so.
  func processes(_ entry: SourceEntry?, _ benchmarks: Set<String>) -> [WatchedProcess] {
    guard let entry else { return [] }
    var found: [WatchedProcess] = []
    for node in elements(entry.value) {
      guard let process = process(node) else { continue }
      let label = VisibleText.of(process.label)
      if benchmarks.contains(process.label) {
        report(
          "a benchmark is called '\(label)' too. Write a label: for the process.",
          at: node.position
        )
      } else if found.contains(where: { $0.label == process.label }) {
        report("two processes are called '\(label)'. Write a label: for one.", at: node.position)
      } else {
        found.append(process)
      }
    }
    return found
  }

  private func process(_ node: SourceNode) -> WatchedProcess? {
    guard node.entries != nil else {
      guard let text = text(node, "processes", .section(.process)) else { return nil }
      if text == "host" { return WatchedProcess(label: "host", target: .host) }
      report(
        "'\(text)' does not say what it is. Write { name: \(text) }, { pid: … }, { cgroup: … } or host.",
        at: node.position
      )
      return nil
    }
    guard let section = Section(.process, node, label: "a process", in: self) else { return nil }
    let kinds = ["name", "pid", "cgroup"].compactMap { section[$0] }
    guard let entry = kinds.first, kinds.count == 1 else {
      if kinds.count > 1 {
        let names = kinds.map { "'\($0.key)'" }.joined(separator: " and ")
        report("\(names) are both what is watched. Remove one.", at: kinds[1].position)
      } else if !section.hasUnknownKeys {
        report(
          "a process needs name, pid or cgroup, as in \(SectionName.process.example).",
          at: section.position
        )
      }
      return nil
    }
    guard var process = target(of: entry) else { return nil }
    if let label = section["label"], let text = text(label.value, label.key) {
      let named = SourceEntry(key: text, position: label.value.position, value: label.value)
      guard checkName(named, "process") else { return nil }
      process.label = text
    }
    return process
  }

  private func target(of entry: SourceEntry) -> WatchedProcess? {
    switch entry.key {
    case "pid":
      // The kernel gives none above 2^22 (proc_sys_kernel(5), pid_max).
      guard let pid = count(entry, 1...4_194_304) else { return nil }
      return WatchedProcess(label: "pid-\(pid)", target: .pid(Int32(pid)))
    case "cgroup":
      guard let path = text(entry.value, entry.key), checkTarget(path, entry) else { return nil }
      let parts = path.split(separator: "/")
      guard !parts.isEmpty, !parts.contains("..") else {
        report(
          "'\(path)' is no control group. Write its path below /sys/fs/cgroup, as in "
            + "system.slice/notes.service.",
          at: entry.value.position
        )
        return nil
      }
      let relative = path.hasPrefix("/sys/fs/cgroup/") ? parts.dropFirst(3) : parts[...]
      return WatchedProcess(
        label: relative.last.map(String.init) ?? "cgroup",
        target: .controlGroup(relative.joined(separator: "/"))
      )
    default:
      guard let name = text(entry.value, entry.key), checkTarget(name, entry) else { return nil }
      return WatchedProcess(label: name, target: .name(name))
    }
  }

  private func checkTarget(_ text: String, _ entry: SourceEntry) -> Bool {
    checkName(SourceEntry(key: text, position: entry.value.position, value: entry.value), "process")
  }

  /// Reads the `swift:` of a suite.
  func swiftProduct(_ entry: SourceEntry?) -> SwiftProduct? {
    guard let entry, let section = Section(.swift, entry.value, label: "'swift'", in: self) else {
      return nil
    }
    guard let product = section["product"] else {
      if !section.hasUnknownKeys {
        report("'swift' needs a product, as in \(SectionName.swift.example).", at: section.position)
      }
      return nil
    }
    let package = section["package"].flatMap(path) ?? "."
    let arguments = words(section["args"]) ?? []
    return path(product).map {
      SwiftProduct(package: package, product: $0, arguments: arguments)
    }
  }

  /// Reads `seed:`.
  func seed(_ entry: SourceEntry?) -> UInt64? {
    guard let entry, let text = text(entry.value, entry.key, .count) else { return nil }
    if let seed = UInt64(text) { return seed }
    report(
      "'seed' is a whole number from 0 to \(UInt64.max), not '\(text)'.",
      at: entry.value.position
    )
    return nil
  }
}
