import Dashboard
import Foundation
import Sessions
import Testing

/// Draws and gives the lines, without blanks at their ends.
func lines(columns: Int, rows: Int, _ draw: (Area, inout Canvas) -> Void) -> [String] {
  var canvas = Canvas(Size(columns: columns, rows: rows), filledWith: "x")
  draw(canvas.area, &canvas)
  return canvas.lines
}

/// The text of a screen of a state.
func screen(_ state: WatchState) -> String {
  text(state.size) { state.draw(in: $0, into: &$1) }
}

/// The text of what is drawn, each line without blanks at its end.
func text(_ size: Size, _ draw: (Area, inout Canvas) -> Void) -> String {
  var canvas = Canvas(size)
  draw(canvas.area, &canvas)
  return canvas.lines.map { line in
    String(line.reversed().drop { $0 == " " }.reversed())
  }.joined(separator: "\n") + "\n"
}

extension WatchState {
  /// The state after some keys.
  func after(_ keys: Key...) -> WatchState {
    keys.reduce(self) { $0.update($1).state }
  }

  /// The state after some typed characters.
  func typing(_ text: String) -> WatchState {
    text.reduce(self) { $0.update(.character($1)).state }
  }
}

/// Compares with a file of `Goldens`; `RECORD_SNAPSHOTS=1` writes it and fails, so that nobody records
/// one unseen.
func expectGolden(
  _ text: String,
  _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let golden = try String(contentsOf: file, encoding: .utf8)
  #expect(text == golden, sourceLocation: sourceLocation)
}
