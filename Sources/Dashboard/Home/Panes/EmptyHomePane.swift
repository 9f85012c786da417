import Sessions

/// What a folder with nothing in it can be used for.
struct EmptyHomePane {
  let glyphs: Glyphs

  private static let lines: [(text: String, style: Style)] = [
    ("There are no suites (budgets/*.yaml) and no recordings here yet.", .bold), ("", .text),
    ("d or Enter the demo: a live run against a server that is built in", Style(.accent)),
    ("", .text), ("headroom http://127.0.0.1:8080/ -d 10s", .text),
    ("    one request of yours, without a suite", .muted), ("headroom init", .text),
    ("    three questions, and a suite of your own", .muted), ("headroom --help", .text),
    ("    all commands", .muted),
  ]

  func draw(in area: Area, into canvas: inout Canvas) {
    let text = Self.lines.flatMap { line in
      MessageBox.wrapped(line.text, columns: min(area.columns - 4, 76)).map { ($0, line.style) }
    }
    let column = max(2, (area.columns - 76) / 2)
    let first = max(0, (area.rows - text.count) / 2)
    for (row, line) in text.enumerated() {
      canvas.put(line.0, line.1, in: area, column: column, row: first + row)
    }
  }
}
