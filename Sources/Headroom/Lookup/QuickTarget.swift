import ArgumentParser
import Sessions

/// What was typed in place of a subcommand.
struct QuickTarget: Equatable {
  /// A whole URL.
  var url: String

  /// Takes a URL, or a host with a port or a path; nil for anything else.
  init?(_ word: String) {
    if word.contains("://") {
      url = word
      return
    }
    // A slash is missing: a host called `http` is not what is meant.
    if word.hasPrefix("http:/") || word.hasPrefix("https:/") { return nil }
    let isFile = [".yaml", ".yml", ".hlog"].contains { word.hasSuffix($0) }
    let isAddress = word == "localhost" || word.contains { ":/.".contains($0) }
    guard isAddress, !isFile, let first = word.first, !"./-".contains(first) else { return nil }
    url = "http://" + word
  }

  /// What a suite of this URL alone is called: its host and path, without a query and credentials.
  static func name(of url: String) -> String {
    let shown = url.withoutQueryAndUser
    let start = shown.firstRange(of: "://")?.upperBound ?? shown.startIndex
    let rest = shown[start...]
    let place = rest.hasPrefix("***@") ? rest.dropFirst(4) : rest
    var name = ""
    for scalar in place.unicodeScalars.prefix(60) {
      let isKept = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar)
      let next: Character = isKept || scalar == "." ? Character(scalar) : "-"
      if next != "-" || (name.last != "-" && !name.isEmpty) { name.append(next) }
    }
    while name.last == "-" { name.removeLast() }
    // 'suite' stands for all benchmarks.
    return name.isEmpty || name == "suite" ? "request" : name
  }
}

/// A word that is neither a command nor a URL.
struct UnknownCommand: CommandFailure, Equatable {
  /// The word.
  var word: String
  /// The suites that there are.
  var suites: [String]

  /// A word.
  init(word: String, suites: [String]) { (self.word, self.suites) = (word, suites) }

  /// The word with which these arguments of the program begin, or that they ask for help with; nil if it
  /// is a command, or stands for one.
  init?(opening arguments: [String]) {
    let isHelp = arguments.first == "help"
    guard let word = isHelp ? arguments.dropFirst().first : arguments.first,
      !word.hasPrefix("-"), !word.isEmpty, word != "help",
      isHelp || QuickTarget(word) == nil, !MeasuredCommands.areMeant(by: arguments)
    else { return nil }
    let known = HeadroomCommandLine.configuration.subcommands
      .compactMap { $0.configuration.commandName }
    guard !known.contains(word) else { return nil }
    self.init(word: word, suites: SuiteLookup().all().map(\.name))
  }

  var status: ExitStatus { .usage }

  var text: String {
    let shown = Visible.text(word)
    if word.hasSuffix(".hlog") { return "to open a recording: headroom replay \(shown)" }
    if suites.contains(word) || word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
      return "to run a suite: headroom run \(shown)"
    }
    if let scheme = ["http", "https"].first(where: { word.hasPrefix($0 + ":/") }) {
      let rest = shown.dropFirst(scheme.count + 1).drop { $0 == "/" }
      return "'\(shown)' is not a URL. Did you mean '\(scheme)://\(rest)'?"
    }
    let commands = HeadroomCommandLine.names
    return "unknown command '\(shown)'. " + Choices.text(commands, nearest: word)
      + " A URL begins with http:// or https://."
  }
}

/// A command whose turn has not come.
struct LaterCommand: CommandFailure, Equatable {
  /// What it will do.
  var purpose: String

  /// Looks for one at the beginning of the arguments; nil if there is none.
  init?(_ arguments: some Collection<String>) {
    let later = [
      "trend": "a trend", "report": "a report",
      "keys": "the list of keys",
    ]
    guard let first = arguments.first, let purpose = later[first] else { return nil }
    self.purpose = purpose
  }

  var status: ExitStatus { .usage }
  var text: String { purpose + " is not available yet." }
}
