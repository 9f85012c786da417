import ArgumentParser
import Sessions

/// How a list of sessions is printed.
struct ListOutputOptions: ParsableArguments {
  @Flag(help: "Use only ASCII marks.")
  var plain = false

  @Option(help: ArgumentHelp("What to print.", valueName: "format"))
  var format = ResultFormat.text

  /// Prints sessions as a table, or as an object whose member `key` has them; `otherwise` stands in
  /// for a table without rows.
  func print(
    _ sessions: [ListedSession],
    columns: [SessionTable.Column],
    key: String,
    otherwise: String
  ) throws {
    let text: String
    switch format {
    case .json:
      let object: JSON = .object([
        .init("headroom", JSON(Summary.formatVersion)),
        .init(key, .array(sessions.map(\.json))),
      ])
      text = object.text + "\n"
    case .text where sessions.isEmpty: text = otherwise + "\n"
    case .text:
      let table = SessionTable(columns: columns, glyphs: StandardStreams.glyphs(plain: plain))
      text = table.lines(sessions).joined(separator: "\n") + "\n"
    }
    guard StandardStreams.print(text) else { throw ExitStatus.inputOutput.exitCode }
  }
}
