import Sessions

/// Text from outside in Markdown as GitHub reads it (GitHub Flavored Markdown, 2.4 and 4.10).
package enum MarkdownText {
  /// The text on one line, with nothing in it that is markup.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in Visible.text(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      // A name is no mention of a person and no number of a pull request.
      case "@": escaped += "&#64;"
      case "#": escaped += "&#35;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "!": escaped += "\\" + String(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The lines of a table; `columns` has an `l` or `r` for each.
  package static func table(_ head: [String], columns: String, _ rows: [[String]]) -> [String] {
    func line(_ cells: [String]) -> String {
      "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }
    let rule = columns.map { $0 == "r" ? "---:" : ":---" }
    return [line(head), "| " + rule.joined(separator: " | ") + " |"] + rows.map(line)
  }
}
