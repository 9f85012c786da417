import ArgumentParser
import Budgets
import Sessions

/// Commands as they are typed, and what they are called.
enum MeasuredCommands {
  /// Whether these arguments of the program mean commands to be measured: `-- COMMAND…` or `-c COMMAND`.
  static func areMeant(by arguments: some Collection<String>) -> Bool {
    let own = arguments.prefix { $0 != "--" }
    let subcommands = HeadroomCommandLine.configuration.subcommands
      .compactMap { $0.configuration.commandName }
    if let first = own.first, subcommands.contains(first) || first == "help" { return false }
    let asks = own.contains { $0 == "-c" || $0 == "--command" || $0.hasPrefix("--command=") }
    return asks || own.count < arguments.count
  }

  /// The benchmarks of these commands, each a list of words or a line for a shell, called as they were
  /// typed or by `names`.
  static func programs(
    _ commands: [[String]],
    names: [String],
    usesShell: Bool
  ) -> [CommandSuiteText.Program] {
    var taken: Set<String> = ["suite"]
    return commands.enumerated().map { index, words in
      // Names are recorded and shown, so that what looks like a secret is hidden in them.
      let shown =
        usesShell ? words.map { SecretText.hidden(line: $0) } : SecretText.hidden(arguments: words)
      let wanted = names.indices.contains(index) ? names[index] : name(of: shown)
      var name = wanted
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(wanted) (\(number))"
        number += 1
      }
      return CommandSuiteText.Program(
        name: name,
        kind: usesShell ? .shell(words.joined(separator: " ")) : .command(words)
      )
    }
  }

  /// What a command is called: its words, the last of them left out where they are too long.
  private static func name(of words: [String]) -> String {
    var name = Visible.text(words.first ?? "")
    for word in words.dropFirst() {
      guard name.count + word.count < 60 else {
        name += " ..."
        break
      }
      name += " " + Visible.text(word)
    }
    let kept = name.prefix(100).drop { $0 == " " }
    return kept.isEmpty ? "command" : String(kept.reversed().drop { $0 == " " }.reversed())
  }

  /// What a suite of these commands is called: the programs, without their folders.
  static func suiteName(_ commands: [[String]]) -> String {
    let programs = commands.compactMap { $0.first?.split(separator: " ").first }
      .map { $0.split(separator: "/").last.map(String.init) ?? "" }
    var names: [String] = []
    for program in programs where !names.contains(program) { names.append(program) }
    let kept = names.joined(separator: "-").unicodeScalars.prefix(60).map { scalar in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar)
      return isPlain || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
    }
    let name = String(kept).drop { $0 == "-" || $0 == "." }
    return name.isEmpty ? "command" : String(name)
  }
}
