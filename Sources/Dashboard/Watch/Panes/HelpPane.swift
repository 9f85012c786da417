import Sessions

/// The keys that work, over the screen.
struct HelpPane {
  let view: WatchView

  func draw(in area: Area, into canvas: inout Canvas) {
    HelpBox(lines).draw(in: area, into: &canvas, view.glyphs)
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
