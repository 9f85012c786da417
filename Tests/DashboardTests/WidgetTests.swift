import Dashboard
import Sessions
import Testing

struct WidgetTests {
  @Test func `a gauge shows fill, marks, band and the last window`() {
    let cases: [(Double?, Double?, Role, String)] = [
      (1.3, 1.62, .violation, "███████▓┃▓█┃█◆"),
      (1.024, 1.096, .drift, "███████▓┃▌◆│··"),
      (0.58, 5, .pass, "██▉····░│░·│·◆"),
      (0.926, 0.94, .pass, "██████◆░│░·│··"),
      (0.48, 0.52, .pass, "██◆····░│░·│··"),
      (nil, nil, .muted, "·······░│░·│··"),
      (.infinity, nil, .violation, "███████▓┃▓█┃██"),
      (0.001, nil, .pass, "▏······░│░·│··"),
      (1.0, nil, .pass, "███████▓│░·│··"),
    ]
    for (consumption, recent, role, expected) in cases {
      var gauge = Gauge(consumption: consumption, recent: recent, role: role)
      gauge.tolerance = 0.05
      let drawn = lines(columns: 16, rows: 2) { area, canvas in
        gauge.draw(in: area.slice(from: 1, columns: 14), into: &canvas, .unicode)
      }
      #expect(drawn == ["x" + expected + "x", "xxxxxxxxxxxxxxxx"])
    }
  }

  @Test func `a gauge without a band is drawn in ASCII too`() {
    let gauge = Gauge(consumption: 1.024, recent: 1.096, role: .drift)
    let drawn = lines(columns: 14, rows: 1) { gauge.draw(in: $0, into: &$1, .ascii) }
    #expect(drawn == ["########|-o|.."])
    #expect(Gauge.heading(.unicode) == "0    100│  │110")
  }

  @Test func `a hard budget has one limit and one mark`() {
    for (consumption, expected) in [
      (1.02, "████████┃▍····"), (1.3, "████████┃█████"), (0.5, "██▌·····│·····"),
    ] {
      var gauge = Gauge(consumption: consumption, role: .violation)
      gauge.limits = (1, 1)
      let drawn = lines(columns: 14, rows: 1) { gauge.draw(in: $0, into: &$1, .unicode) }
      #expect(drawn == [expected])
    }
    #expect(Gauge.heading(limits: (1, 1), .unicode) == "0    100│")
  }

  @Test func `a sparkline keeps gaps and gathers what does not fit by its highest`() {
    let drawn = lines(columns: 6, rows: 1) { area, canvas in
      Sparkline([0, 1, nil, 8]).draw(in: area, into: &canvas, .unicode)
    }
    #expect(drawn == ["▁▁x█xx"])
    let gathered = lines(columns: 2, rows: 1) { area, canvas in
      Sparkline([0, 4, 8, 1]).draw(in: area, into: &canvas, .unicode)
    }
    #expect(gathered == ["▄█"])
  }

  @Test func `a plot draws bars over the line of the budget`() {
    let plot = Plot(values: [0, 500, 1000, 1500, nil, 2000], budget: 1000) { "\(Int($0))" }
    let drawn = lines(columns: 13, rows: 4) { area, canvas in
      let gutter = area.slice(from: 0, columns: 6)
      plot.draw(in: area.slice(from: 6), gutter: gutter, into: &canvas, .unicode)
    }
    #expect(
      drawn == [
        "x2000xxxxxx█x",
        "xxxxxxxxx█x█x",
        "x1000x┄┄██┄█┄",
        "xxxxxx▁███x█x",
      ]
    )
  }

  @Test func `percentile bars bear budget, ghost and the change against it`() {
    let bars = PercentileBars([
      .init(label: "p50", value: 1e9, ghost: 0.5e9),
      .init(label: "p95", value: 2e9, ghost: 2e9, budget: 1e9),
      .init(label: "max", value: nil),
    ])
    let drawn = lines(columns: 46, rows: 3) { bars.draw(in: $0, into: &$1, .unicode) }
    #expect(
      drawn == [
        "xp50xxxx█████╎████xxxxxxxxxxxxxx1.00sxxxx+100%",
        "xp95xxxx██████████┊████████╎xxxx2.00sxxxxxxx0%",
        "xmaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx–xxxxxxxxx",
      ]
    )
  }

  @Test func `text is clipped to its area, and wide characters are never halved`() {
    let drawn = lines(columns: 8, rows: 3) { area, canvas in
      canvas.put("abcdefghij", in: area.slice(from: 1, columns: 4), row: 0)
      canvas.put("漢字かな", in: area.slice(from: 1, columns: 5), row: 1)
      canvas.put("e\u{301}\u{1B}[1m", in: area, row: 2)
      canvas.put("outside", in: area, row: 3)
    }
    #expect(drawn == ["xabcdxxx", "x漢字 xx", "e\u{301}^[[1mxx"])
  }

  @Test func `what overwrites half of a wide character blanks the other half`() {
    let drawn = lines(columns: 6, rows: 1) { area, canvas in
      canvas.put("漢字", in: area)
      canvas.put("a", in: area, column: 1)
      canvas.put("b", in: area, column: 2)
    }
    #expect(drawn == [" ab xx"])
  }

  @Test func `the key line keeps help and quit and drops what does not fit`() {
    let line = KeyLine([
      .init("a", "first"), .init("b", "second"), .init("?", "help"), .init("q", "quit"),
    ])
    let wide = lines(columns: 40, rows: 1) { line.draw(in: $0, into: &$1) }
    #expect(wide == ["xa firstxxb secondxx? helpxxq quitxxxxxx"])
    let narrow = lines(columns: 26, rows: 1) { line.draw(in: $0, into: &$1) }
    #expect(narrow == ["xa firstxx? helpxxq quitxx"])
  }

  @Test func `a time axis puts samples under each other and keeps peaks`() {
    let axis = TimeAxis(to: 100, columns: 10)
    #expect(axis.column(at: 0) == 0)
    #expect(axis.column(at: 100) == 9)
    #expect(axis.column(at: 101) == nil)
    let gathered = axis.gather([
      .init(from: 0, to: 1, value: 5), .init(from: 1, to: 2, value: 9),
      .init(from: 10, to: 30, value: 3),
    ])
    #expect(gathered == [9, 3, 3, nil, nil, nil, nil, nil, nil, nil])
    #expect(axis.ticks(spacing: 5) == [0, 60])
  }
}
