import Sessions

/// The keys that work, over the screen.
struct HelpPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    let lines = lines
    let isDouble = area.rows < lines.count + 2 && area.columns >= 76
    let half = (lines.count + 1) / 2
    let rows = min(area.rows, (isDouble ? half : lines.count) + 2)
    let width = min(area.columns, isDouble ? 76 : 44)
    let box = Area(
      column: area.column + (area.columns - width) / 2,
      row: area.row + (area.rows - rows) / 2,
      columns: width,
      rows: rows
    )
    canvas.fill(box)
    Rule("keys", trailing: "any key closes").draw(in: box.line(0), into: &canvas, view.glyphs)
    Rule().draw(in: box.line(rows - 1), into: &canvas, view.glyphs)
    for (index, line) in lines.enumerated() {
      let column = isDouble && index >= half ? 38 : 0
      let row = isDouble ? index % half : index
      guard row < rows - 2 else { continue }
      canvas.put(line.keys, Style(.accent, .bold), in: box, column: column + 2, row: row + 1)
      canvas.put(line.words, in: box, column: column + 14, row: row + 1)
    }
  }

  private var lines: [(keys: String, words: String)] {
    let glyphs = view.glyphs
    let looking = [
      ("\(glyphs.upDown) j k g G", "select a row"), ("Enter Esc", "open, go back"),
      ("Tab 1-6", "screens"), ("space", "stop, and ride on now"),
      ("\(glyphs.leftRight) h l", "1 s; H L 10 s; , . interval"),
      ("^ $", "start, now"), ("n N", "next, previous event"), ("t", "go to a time"),
      ("w", "window 10 s, 60 s, run"), ("s v", "sort; marks of the last run"), ("/", "filter"),
      ("M", "mouse on and off"),
    ]
    let over = [("R", "run again"), ("q", "leave")]
    let steering = [
      ("m", "mark this moment"), ("+ - =", "load by 10%, or type it"), ("P", "pause, go on"),
      ("!", "twice the load for 10 s"), ("O", "only this benchmark"),
      ("X", "stop after this stage"), ("q", "end the run"),
    ]
    return looking + (view.state.isOver ? over : steering)
  }
}
