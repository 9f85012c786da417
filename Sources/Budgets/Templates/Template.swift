/// A text with values that are filled in for each request: `/api/notes/{{ id }}`.
///
/// It is parsed once. Between `{{` and `}}` stands a value, and behind `|` how it is escaped:
/// `{{ name | url }}`. `{{ '{{' }}` is the text between the quotes.
package struct Template: Sendable, Hashable {
  /// What it consists of, in order; neighbouring texts are one.
  package private(set) var parts: [Part] = []

  /// A piece of it.
  package enum Part: Sendable, Hashable {
    /// What is always there.
    case text(String)
    /// What is filled in.
    case value(TemplateValue, TemplateEscaping)
  }

  /// A text without anything to fill in.
  package init(text: String) {
    if !text.isEmpty { parts = [.text(text)] }
  }

  /// Parses a text.
  ///
  /// With `names` a name that does not exist is a failure, else any name is taken as a captured one.
  package init(_ text: String, names: TemplateNames? = nil) throws(TemplateFailure) {
    var rest = text[...]
    var plain = ""
    while let start = rest.range(of: "{{") {
      plain += rest[..<start.lowerBound]
      let offset = text.unicodeScalars.distance(from: text.startIndex, to: start.lowerBound)
      var scanner = TemplateScanner(rest[start.upperBound...], offset: offset)
      let part: Part
      do throws(TemplateFailure) {
        part = try scanner.part(names: names)
      } catch {
        throw error.shown(as: Self.excerpt(rest[start.lowerBound...]))
      }
      if case .text(let quoted) = part {
        plain += quoted
      } else {
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        parts.append(part)
      }
      rest = scanner.rest
    }
    plain += rest
    if !plain.isEmpty { parts.append(.text(plain)) }
  }

  /// What is filled in, in order.
  package var values: [TemplateValue] {
    parts.compactMap { part in
      if case .value(let value, _) = part { return value }
      return nil
    }
  }

  /// The whole text, if nothing is filled in.
  package var constant: String? {
    switch parts.first {
    case nil: return ""
    case .text(let text)? where parts.count == 1: return text
    default: return nil
    }
  }

  /// A template of parts.
  init(parts: [Part]) { self.parts = parts }

  /// The text with all values filled in; nil if `value` does not have one.
  package func text(_ value: (TemplateValue) -> String?) -> String? {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .value(let wanted, let escaping):
        guard let found = value(wanted) else { return nil }
        result += escaping.escaped(found)
      }
    }
    return result
  }

  /// As it is written; what is written so is parsed as the same template.
  package var source: String {
    parts.reduce(into: "") { result, part in
      switch part {
      case .text(let text):
        let pieces = text.split(separator: "{{", omittingEmptySubsequences: false)
        result += pieces.joined(separator: "{{ '{{' }}")
      case .value(let value, .none): result += "{{ \(value.text) }}"
      case .value(let value, let escaping):
        result += "{{ \(value.text) | \(escaping.rawValue) }}"
      }
    }
  }

  /// The beginning of what stands between the braces, with them, for messages.
  private static func excerpt(_ text: Substring) -> String {
    let end = text.range(of: "}}")
    let whole = end.map { text[..<$0.upperBound] } ?? text.prefix { !$0.isNewline }
    return whole.count > 40 ? whole.prefix(36) + "…" : String(whole)
  }
}

/// A value that is filled into a template.
package enum TemplateValue: Sendable, Hashable {
  /// One that an earlier step took from its answer.
  case captured(String)
  /// The number of this turn of the benchmark, from 1: the same all through a flow, and in a message
  /// and what is compared with its answer.
  case counter
  /// The number of the user, from 1.
  case user
  /// A random UUID of version 4 (RFC 9562, 5.4), another one each time.
  case uuid
  /// A random whole number of a range, another one each time.
  case random(ClosedRange<Int64>)
  /// So many random letters and digits, others each time.
  case randomString(Int)
  /// The column of this name in the row of this turn.
  case row(String)

  /// As it is written.
  package var text: String {
    switch self {
    case .captured(let name): name
    case .counter: "counter"
    case .user: "user"
    case .uuid: "uuid"
    case .random(let range): "random(\(range.lowerBound)..\(range.upperBound))"
    case .randomString(let count): "random_string(\(count))"
    case .row(let column): "row.\(column)"
    }
  }
}

/// How a value is written into its surroundings.
package enum TemplateEscaping: String, Sendable, Hashable, CaseIterable {
  /// As it is.
  case none = ""
  /// As it is; where it is the whole of a text of `json:`, without the quotes around it.
  case raw
  /// Inside the quotes of a JSON string (RFC 8259, 7).
  case json
  /// Inside a part of a URL: all but unreserved characters as `%XX` (RFC 3986, 2.3).
  case url

  /// A value as it is written.
  package func escaped(_ value: String) -> String {
    switch self {
    case .none, .raw: value
    case .json: String(JSONText.quoted(value).dropFirst().dropLast())
    case .url: Self.percentEncoded(value)
    }
  }

  private static func percentEncoded(_ value: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in value.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: bytes.append(byte)
      default: bytes += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The names that exist where a template stands.
package struct TemplateNames: Sendable {
  /// What earlier steps take from their answers, or parameters.
  package var captured: [String] = []
  /// The columns of the CSV file; nil if they are not known, empty if there is no file.
  package var columns: [String]? = []
  /// Whether there are values besides those captured: a counter, a user, random ones.
  package var hasBuiltIns = true

  /// Nothing but what is built in.
  package init() {}
}

/// Why a text is no template, with the way out.
package struct TemplateFailure: Error, Sendable, Equatable {
  /// Where its `{{` stands, in Unicode scalars from the beginning of the text.
  package var offset: Int
  /// What stands between the braces, with them, as it is written.
  package var excerpt = ""
  /// One line, without a place.
  package var message: String

  fileprivate func shown(as excerpt: String) -> TemplateFailure {
    var failure = self
    failure.excerpt = excerpt
    return failure
  }
}
