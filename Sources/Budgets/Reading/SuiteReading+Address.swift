extension SuiteReading {
  /// A request of a method and a URL or path, in which values can be filled in.
  func request(
    _ method: String,
    _ url: String,
    _ node: SourceNode,
    _ around: Surroundings
  ) -> HTTPRequest? {
    guard let address = address(url, node, around) else { return nil }
    var request = HTTPRequest(method: method, url: address.url)
    if let value = address.authorization {
      request.headers = [HeaderField(name: "Authorization", value: value)]
    }
    return request
  }

  /// Where a request goes: a path below the target or a whole URL, and what the user part stands for.
  ///
  /// A host without a scheme, `localhost:8080/notes`, is one of `http`, as on the command line.
  /// Nil, with a problem, if it leads nowhere.
  func address(
    _ written: String,
    _ node: SourceNode,
    _ around: Surroundings
  ) -> (url: String, authorization: String?)? {
    let url = RequestAddress.spelledOut(written, hasTarget: hasTarget) ?? written
    noteSecrets(inAddress: url, of: node)
    guard !isRecorded else { return (url, nil) }
    guard let template = template(url, of: node) else { return nil }
    // A whole URL or a path that an earlier answer had: where it leads is seen when it is known.
    if case .value? = template.parts.first { return (template.source, nil) }
    let hidden = HiddenValues(template)
    do throws(RequestAddress.Failure) {
      if hidden.text.contains("://") {
        guard !hidden.isInHost else {
          report(
            "the host of '\(url)' cannot be filled in for each request. Connections are kept: write "
              + "the host as it is.",
            at: node.position
          )
          return nil
        }
        let address = try RequestAddress.parse(hidden.text)
        return (hidden.shown(address.origin + address.path), address.authorization)
      }
      let path = hidden.shown(try RequestAddress.checkPath(hidden.text))
      guard let target = around.target else {
        // A target that is there and wrong has its own error.
        guard !hasTarget else { return nil }
        report(
          "'\(url)' needs a target. Write target: http://localhost:8080 above, or a whole URL.",
          at: node.position
        )
        return nil
      }
      guard case .address(let address) = target else { return (path, nil) }
      var base = address.path
      while base.last == "/" { base.removeLast() }
      return (base + path, address.authorization)
    } catch {
      report(hidden.shown(error.message), at: node.position)
      return nil
    }
  }
}

/// A text in which words stand for the values that are filled in, so that it can be checked as a URL.
private struct HiddenValues {
  /// The text.
  private(set) var text = ""
  private var values: [(word: String, source: String)] = []

  init(_ template: Template) {
    for part in template.parts {
      switch part {
      case .text(let piece): text += piece
      case .value:
        let word = "~~\(values.count)~~"
        values.append((word, Template(parts: [part]).source))
        text += word
      }
    }
  }

  /// Whether one of the values stands between the scheme and the path.
  var isInHost: Bool {
    guard let mark = text.range(of: "://") else { return false }
    let authority = text[mark.upperBound...].prefix { !"/?#".contains($0) }
    return values.contains { authority.contains($0.word) }
  }

  /// A part of the text, or a message about it, as it was written.
  func shown(_ part: String) -> String {
    values.reduce(part) { result, value in
      result.split(separator: value.word, omittingEmptySubsequences: false)
        .joined(separator: value.source)
    }
  }
}
