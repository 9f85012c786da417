import Sessions
import Testing

@testable import Dashboard

struct CompareKeyTests {
  private let state = CompareFixture.state(140, 45)

  private func selected(_ state: CompareState) -> CompareRow {
    let rows = state.visibleRows
    return rows[state.selectedIndex(in: rows)]
  }

  @Test func `what became worse stands first: errors, then what got slower`() {
    let rows = state.visibleRows
    #expect(rows[0].change.words == "more errors")
    #expect(rows[0].subject == "get-note")
    #expect(rows.first { $0.change.words == "slower" }?.subject == "sync-status")
    let faster = rows.firstIndex { $0.change.finding == .better }
    let same = rows.firstIndex { $0.change.finding == .noDifference }
    #expect(faster != nil && same != nil && faster ?? 0 < same ?? 0)
  }

  @Test func `arrows select, and stop at both ends`() {
    #expect(selected(state.after(.up)) == state.visibleRows[0])
    #expect(selected(state.after(.down, .down)) == state.visibleRows[2])
    #expect(selected(state.typing("G").after(.down)) == state.visibleRows.last)
    #expect(selected(state.typing("Gg")) == state.visibleRows[0])
  }

  @Test func `s sorts by benchmark and back, and the selection stays`() {
    let chosen = selected(state.after(.down))
    let sorted = state.after(.down).typing("s")
    #expect(sorted.order == .benchmark)
    #expect(selected(sorted) == chosen)
    #expect(sorted.visibleRows.map(\.subject) != state.visibleRows.map(\.subject))
    #expect(sorted.typing("s").visibleRows == state.visibleRows)
  }

  @Test func `w hides what did not change`() {
    let changed = state.typing("w")
    #expect(changed.visibleRows.allSatisfy { $0.change.finding.isClaim })
    #expect(changed.visibleRows.count < state.visibleRows.count)
    #expect(changed.after(.escape).visibleRows == state.visibleRows)
  }

  @Test func `a slash filters by benchmark, metric and words`() {
    #expect(Set(state.typing("/list").visibleRows.map(\.subject)) == ["list-notes"])
    #expect(state.typing("/slower").visibleRows.allSatisfy { $0.change.words == "slower" })
    #expect(state.typing("/zzz").visibleRows.isEmpty)
    #expect(screen(state.typing("/zzz")).contains("nothing: Esc shows all"))
    #expect(state.typing("/zzz").after(.escape).filter.isEmpty)
    #expect(state.typing("/listq").after(.backspace, .enter).filter == "list")
  }

  @Test func `Enter opens the curves, Tab turns pages, Esc comes back`() {
    #expect(state.after(.enter).page == .curves)
    #expect(state.after(.enter, .escape).page == .changes)
    #expect(state.after(.tab, .tab).page == .circumstances)
    #expect(state.after(.tab, .tab, .tab).page == .changes)
    #expect(state.after(.backTab).page == .circumstances)
    #expect(state.typing("2").page == .curves)
  }

  @Test func `on the page of curves arrows go from benchmark to benchmark`() {
    let names = ["get-note", "suite", "sync-status", "list-notes"]
    var curves = state.after(.enter)
    for name in names {
      #expect(curves.selectedSubject == name)
      #expect(screen(curves).contains("\(name) by percentile"))
      curves = curves.after(.down)
    }
  }

  @Test func `q leaves, also from a page, and any key closes the help`() {
    #expect(state.update(.character("q")).effects == [.quit])
    #expect(state.after(.enter).update(.character("q")).effects == [.quit])
    let help = state.typing("?")
    #expect(screen(help).contains("any key closes"))
    #expect(help.update(.character("q")).effects.isEmpty)
    #expect(!help.typing("q").showsHelp)
  }

  @Test func `from another screen Esc undoes one thing at a time and then goes back to it`() {
    let nested = CompareFixture.state(140, 45, isNested: true)
    #expect(screen(nested).contains("Esc back"))
    #expect(!screen(nested).contains("q quit"))
    #expect(nested.update(.escape).effects == [.quit])
    #expect(nested.update(.character("q")).effects == [.quit])
    for changed in [nested.after(.enter), nested.typing("w"), nested.typing("/list").after(.enter)]
    {
      #expect(changed.update(.escape).effects.isEmpty)
      #expect(changed.after(.escape).update(.escape).effects == [.quit])
    }
    #expect(state.update(.escape).effects.isEmpty)
  }

  @Test func `a click selects a row, a second one opens it, the key line can be clicked`() {
    let layout = CompareLayout(state)
    let third = Key.mouse(Mouse(.press, column: 5, row: layout.rows.row + 2))
    #expect(selected(state.after(third)) == state.visibleRows[2])
    #expect(state.after(third).page == .changes)
    #expect(state.after(third, third).page == .curves)
    let wheel = Key.mouse(Mouse(.wheelDown, column: 5, row: layout.rows.row))
    #expect(selected(state.after(wheel)) == state.visibleRows[3])
    let hints = KeyLine(CompareKeyHints.hints(for: state)).placed(columns: 140)
    let quit = hints.last.map { Mouse(.press, column: $0.column, row: 44) }
    #expect(quit.map { state.update(.mouse($0)).effects } == [.quit])
  }

  @Test func `M turns the mouse off and on`() {
    #expect(state.update(.character("M")).effects == [.mouse(false)])
    #expect(state.typing("M").update(.character("M")).effects == [.mouse(true)])
  }

  @Test func `a new size is taken over at once`() {
    #expect(state.after(.resize(Size(columns: 80, rows: 24))).size == Size(columns: 80, rows: 24))
  }
}
