import ArgumentParser
import Foundation
import Testing

@testable import Headroom

/// Every help page as a new user reads it, in 80 columns.
@Suite struct HelpTests {
  /// A page and the words that show it.
  struct Page: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String

    var testDescription: String { name }
  }

  static let pages: [Page] = {
    let root = Page(name: "headroom", text: HeadroomCommandLine.helpMessage(columns: 80))
    let commands = HeadroomCommandLine.configuration.subcommands.flatMap { command in
      [command] + command.configuration.subcommands
    }
    let subpages = commands.map { command in
      let parent = BaselineCommand.configuration.subcommands.contains { $0 == command }
      let name = command.configuration.commandName ?? "\(command)".lowercased()
      return Page(
        name: (parent ? "baseline-" : "") + name,
        text: HeadroomCommandLine.helpMessage(for: command, columns: 80)
      )
    }
    return [root, Page(name: "command", text: MeasureCommand.helpMessage(columns: 80))] + subpages
  }()

  @Test("a page is as it was agreed", arguments: pages)
  func golden(page: Page) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/help-\(page.name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try (page.text + "\n").write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(page.name)")
      return
    }
    #expect(try page.text + "\n" == String(contentsOf: file, encoding: .utf8))
  }

  @Test("no line is too long, or broken where nothing may be", arguments: pages)
  func lines(page: Page) throws {
    let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.filter { $0.count > 80 } == [])
    let start = try #require(lines.firstIndex { $0 == "Examples:" || $0 == "Example:" })
    let examples = lines[(start + 1)...].prefix { !$0.isEmpty }
    #expect(!examples.isEmpty)
    // What a line had no room for would stand at the left edge.
    #expect(examples.filter { !$0.hasPrefix("  ") } == [])
    #expect(lines.first?.hasPrefix("OVERVIEW: ") == true)
    #expect(lines.dropFirst().first == "", "the first sentence takes two lines")
  }

  @Test("no page has an option without a word about it", arguments: pages)
  func options(page: Page) {
    let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.hasPrefix("  -") {
      let isOnNextLine = lines[index + 1].hasPrefix(String(repeating: " ", count: 26))
      #expect(line.count > 26 && line.dropFirst(26).first != " " || isOnNextLine, "\(line)")
    }
  }

  @Test("commands that send nothing offer nothing about sending")
  func foreign() throws {
    for page in Self.pages where ["attach", "command"].contains(page.name) {
      for option in ["--threads", "--seed", "--users", "--rate", "--insecure", "--yes"] {
        #expect(!page.text.contains("  \(option)"), "\(page.name) has \(option)")
      }
    }
  }

  @Test("the README has every command, and the options of a run")
  func readme() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../README.md").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    let section = try #require(text.split(separator: "\n## ").first { $0.hasPrefix("Commands\n") })
    for name in HeadroomCommandLine.names {
      #expect(section.contains("`headroom \(name)"), "\(name) is missing")
    }
    let run = try #require(Self.pages.first { $0.name == "run" })
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `-") }
    let documented = Set(rows.flatMap { Self.options(in: String($0.split(separator: " | ")[0])) })
    let offered = Set(
      Self.options(
        in: run.text.split(separator: "\n").filter { $0.hasPrefix("  -") }
          .map { String($0.prefix(40)) }.joined(separator: "\n")
      )
    )
    #expect(documented == offered.subtracting(["--version", "--help"]))
  }

  private static func options(in text: String) -> [String] {
    text.matches(of: /--[a-z][a-z0-9-]*/).map { String($0.output) }
  }
}
