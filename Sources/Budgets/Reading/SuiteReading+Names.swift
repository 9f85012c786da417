extension SuiteReading {
  /// A mapping of names: profiles, benchmarks, environments.
  func named(
    _ entry: SourceEntry?,
    _ kind: SectionName,
    _ noun: String
  ) -> [(
    name: String, section: Section
  )] {
    guard let entry else { return [] }
    guard let entries = entry.value.entries, !entries.isEmpty else {
      let example = "{ name: \(kind.example) }"
      report(
        "'\(entry.key)' is a mapping of names, as in \(example); here is "
          + "\(entry.value.entries == nil ? entry.value.kindName : "none").",
        at: entry.value.position
      )
      return []
    }
    return entries.compactMap { item in
      if item.value.isNull, let missing = MissingBlank(item.key) {
        report(missing.complaint + ".", at: item.position)
        return nil
      }
      guard checkName(item, noun),
        let section = Section(kind, item.value, label: "\(noun) '\(item.key)'", in: self)
      else { return nil }
      return (item.key, section)
    }
  }

  func checkName(_ entry: SourceEntry, _ noun: String) -> Bool {
    let name = entry.key
    if name.unicodeScalars.contains(where: VisibleText.isHidden) {
      report(
        "the name of \(noun) '\(name)' has a control character in it. Remove it.",
        at: entry.position
      )
      return false
    }
    if name.isEmpty || name.count > 200 || name.first == " " || name.last == " " {
      report(
        "'\(name.prefix(40))' is no name for a \(noun). Write 1 to 200 characters without blanks "
          + "around them.",
        at: entry.position
      )
      return false
    }
    if noun == "benchmark", name == "suite" {
      report("'suite' stands for all benchmarks. Choose another name.", at: entry.position)
      return false
    }
    return true
  }

  func suiteName(_ entry: SourceEntry?) -> String {
    if let entry, let name = text(entry.value, entry.key, .text) {
      if checkName(
        SourceEntry(key: name, position: entry.value.position, value: entry.value),
        "suite"
      ) {
        return name
      }
    }
    let last = file.split(separator: "/").last.map(String.init) ?? file
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    return stem.isEmpty ? "suite" : VisibleText.of(stem)
  }

  /// The name that was asked for, if it exists; a problem that lists what exists if not.
  func chosen(
    _ asked: String?,
    _ names: [String],
    _ noun: String,
    _ plural: String,
    of option: String = ""
  ) -> String? {
    guard let asked else { return nil }
    guard !names.contains(asked) else { return asked }
    let list = names.map(VisibleText.of).joined(separator: ", ")
    let exist = names.isEmpty ? "The suite has no \(plural)." : "There is: \(list)."
    let hint = Spelling.hint(for: asked, among: names).map { $0 + " " } ?? ""
    report("\(option)no \(noun) '\(asked)'. \(hint)\(exist)", at: nil)
    return nil
  }

  func chosenProfile(_ environment: Section?, _ names: [String]) -> String? {
    if let asked = request.profile {
      // The profile of a run without any has this name.
      if names.isEmpty, asked == "default" { return nil }
      return chosen(asked, names, "profile", "profiles")
    }
    if let entry = environment?["profile"], let name = text(entry.value, entry.key, .text) {
      if names.contains(name) { return name }
    }
    return names.first
  }
}
