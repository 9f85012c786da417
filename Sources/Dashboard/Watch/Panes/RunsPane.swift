import Budgets
import Measurements
import Sessions

/// What commands and functions take besides their percentiles: mean time, CPU time and memory, of the
/// whole run.
struct RunsPane {
  let view: WatchView

  private static let ends = [28, 37, 46, 57]

  func draw(in area: Area, into canvas: inout Canvas) {
    var rest = area
    Rule("a run, whole run").draw(in: rest.takeTop(1), into: &canvas, view.glyphs)
    let all = view.snapshot.benchmarks.filter { $0.whole.latency != nil }
    let hasResources = all.contains { $0.runs != nil }
    let titles = ["mean"] + (hasResources ? ["user", "system", "memory"] : [])
    put(titles, .muted, in: rest.takeTop(1), &canvas)
    for (index, benchmark) in all.prefix(rest.rows).enumerated() {
      draw(benchmark, in: rest.line(index), into: &canvas)
    }
  }

  private func draw(_ benchmark: BenchmarkStatus, in area: Area, into canvas: inout Canvas) {
    let isSelected = benchmark.name == view.row?.name
    if isSelected { canvas.put(view.glyphs.selected, Style(.accent, .bold), in: area, column: 1) }
    let name = Columns.clip(benchmark.name, to: 16, ellipsis: view.glyphs.ellipsis)
    canvas.put(name, isSelected ? Style(.accent, .bold) : .text, in: area, column: 3)
    var figures = [benchmark.whole.latency.map { Figures.duration(nanoseconds: $0.mean) } ?? ""]
    if let runs = benchmark.runs {
      figures += [
        Figures.duration(nanoseconds: runs.userNanoseconds),
        Figures.duration(nanoseconds: runs.systemNanoseconds),
        runs.memory(view.glyphs, isDecimal: view.countsBytesDecimally),
      ]
    }
    put(figures, .text, in: area, &canvas)
  }

  private func put(_ texts: [String], _ style: Style, in area: Area, _ canvas: inout Canvas) {
    for (text, end) in zip(texts, Self.ends) { canvas.putRight(text, style, in: area, end: end) }
  }
}
