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
      ("Tab 1-6", "screens"), ("w", "window 10 s, 60 s, run"),
      ("s v", "sort; the session behind"), ("/ :", "filter; command line"),
    ]
    let moving = [
      ("\(glyphs.leftRight) h l", "1 s; H L 10 s; , . interval"),
      ("^ $", view.state.origin == .live ? "start, now" : "start, end"),
      ("n N", "next, previous event"), ("t", "go to a time"),
      ("< >", "slower, faster"), ("i o", "region from, to here"), ("e", "what if: another budget"),
    ]
    let files = [
      ("S M", "save the screen; mouse on, off"),
      ("\(glyphs.limit)100 \(glyphs.limit)110", "drift, violation; one if hard"),
    ]
    guard view.state.origin == .live else {
      return looking + [("space", "play, stop")] + moving
        + [("m", "note beside the file"), ("c", "compare")] + files + [("q", "leave")]
    }
    let over = [("R", "run again"), ("q", "leave")]
    let steering = [
      ("m", "mark this moment"), ("+ - =", "load by 10%, or type it"), ("P", "pause, go on"),
      ("!", "twice the load for 10 s"), ("O", "only this benchmark"),
      ("X", "stop after this stage"), ("q", "end the run"),
    ]
    return looking + [("space", "freeze, go on; play")] + moving + files
      + (view.state.isOver ? over : steering)
  }
}
