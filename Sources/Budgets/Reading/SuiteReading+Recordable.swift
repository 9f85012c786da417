extension SuiteReading {
  /// Notes the variables of a URL as secret where its user part, or a query that is cut, may hold
  /// them.
  func noteSecrets(inAddress text: String, of node: SourceNode) {
    guard case .scalar(let raw, _) = node.content else { return }
    if SecretText.hidingUser(in: text) != text {
      // What stands in a variable as a whole is secret as a whole.
      scope.noteSecrets(in: SecretText.hidingUser(in: raw) == raw ? raw : SecretText.user(in: raw))
    }
    guard text.contains("?"), !keepsQueries else { return }
    let path = SecretText.withoutQuery(raw)
    scope.noteSecrets(in: path == raw ? raw : String(raw.dropFirst(path.count)))
  }

  /// Adds the text and the values that a recording may keep.
  func addRecordable(_ root: SourceNode, to suite: inout Suite) {
    var kept: Set<String> = []
    var withheld: Set<String> = []
    for (name, uses) in scope.uses {
      let isSecret =
        uses.contains(.secret) || scope.values[name].map(SecretText.looksSecret) ?? false
      if isSecret { withheld.insert(name) }
      guard !uses.isDisjoint(with: [.figure, .argument]) else { continue }
      if !isSecret {
        kept.insert(name)
        suite.recordableVariables[name] = scope.values[name]
      } else if !isRecorded, uses.contains(.figure) {
        warn(
          "${\(name)} is used in a header, a body or a URL, so recordings leave it out. What it sets "
            + "elsewhere cannot be judged in a replay. Use two variables.",
          at: nil
        )
      }
    }
    let recordable = RecordableText(keepsQueries: keepsQueries, withheld: withheld, kept: kept)
    suite.recordableText = recordable.text(of: root)
  }
}
