extension SuiteReading {
  /// Reads something in which other values can be filled in.
  func withNames<Result>(_ names: TemplateNames, _ body: () -> Result) -> Result {
    let before = self.names
    self.names = names
    defer { self.names = before }
    return body()
  }

  /// A text with `{{ … }}` in it, whose names exist here; nil, with a problem, if one does not.
  ///
  /// What a recording has kept is taken as it is.
  func template(_ text: String, of node: SourceNode) -> Template? {
    guard !isRecorded, text.contains("{{") else { return Template(text: text) }
    do throws(TemplateFailure) {
      return try Template(text, names: names)
    } catch {
      report(error.message, at: place(of: error.excerpt, in: node))
      return nil
    }
  }

  /// `text`, if what is filled into it exists.
  func checked(_ text: String, of node: SourceNode) -> String? {
    template(text, of: node).map { _ in text }
  }

  /// A text that is the same each time: `what` can't have values filled in.
  func constant(_ text: String, of node: SourceNode, in what: String) -> String? {
    guard !isRecorded, text.contains("{{") else { return text }
    do throws(TemplateFailure) {
      let template = try Template(text)
      if let constant = template.constant { return constant }
      let excerpt = "{{ \(template.values.first?.text ?? "") }}"
      report(
        "\(excerpt) has no place in \(what), which is the same each time. Write {{ '{{' }} for two "
          + "braces.",
        at: place(of: "{{", in: node)
      )
    } catch {
      report(error.message, at: place(of: error.excerpt, in: node))
    }
    return nil
  }

  /// A text with the parameters of a command filled in; nil, with a problem, if there is no such
  /// parameter.
  ///
  /// Without parameters `{{` means nothing.
  func filled(_ text: String, of node: SourceNode) -> String? {
    guard !parameters.isEmpty, !isRecorded, text.contains("{{") else { return text }
    var names = TemplateNames()
    names.captured = parameters.map(\.name)
    names.hasBuiltIns = false
    let values = Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
    return withNames(names) {
      template(text, of: node)?
        .text { value in
          if case .captured(let name) = value { return values[name] }
          return nil
        }
    }
  }

  /// A JSON string with `{{ … }}` in it, whose values are escaped when they are filled in.
  ///
  /// `| raw` behind the only value of a text leaves the quotes out: a number, `true`, or any JSON.
  func jsonString(_ text: String, of node: SourceNode) -> String? {
    guard let template = template(text, of: node) else { return nil }
    if template.parts.count == 1, case .value(let value, .raw)? = template.parts.first {
      return Template(parts: [.value(value, .none)]).source
    }
    let parts = template.parts.map { part in
      switch part {
      case .text(let text): Template.Part.text(TemplateEscaping.json.escaped(text))
      case .value(let value, .none): Template.Part.value(value, .json)
      case .value: part
      }
    }
    return "\"" + Template(parts: parts).source + "\""
  }

  private func place(of excerpt: String, in node: SourceNode) -> SourcePosition {
    source.find(excerpt, from: node.position) ?? source.find("{{", from: node.position)
      ?? node.position
  }
}
