import Budgets
import Sessions

/// Finds suite files: by path, or by name in `budgets/`, upwards to the root of the repository.
struct SuiteLookup {
  /// Where the search begins.
  var folder: String

  /// A search from the working directory.
  init(from folder: String = Files.workingFolder()) { self.folder = folder }

  /// A suite file.
  struct Found: Equatable {
    /// What it is called on the command line: the file's name without its ending.
    var name: String
    /// The path, relative to the working directory if it lies below it.
    var path: String
  }

  /// The suites of the nearest `budgets/` that has any, sorted by name.
  func all() -> [Found] {
    for place in ProjectFolder.places(from: folder) {
      let found = suites(in: place)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The file that `name` means; the only suite there needs no name.
  func find(_ name: String?) throws(SuiteLookupError) -> Found {
    guard let name else { return try findOnly() }
    // What a shell completes gets a slash where a folder has the name of the suite.
    if name.hasSuffix("/"), let found = named(String(name.dropLast())) { return found }
    if Self.looksLikePath(name) {
      let path = Path.join(folder, name)
      guard Files.exists(path) else { throw .noFile(name) }
      guard !Files.isFolder(path) else { throw .isFolder(name) }
      return Found(name: Self.stem(Path.last(name)), path: name)
    }
    if let found = named(name) { return found }
    throw .unknown(name, existing: all().map(\.name))
  }

  /// The suite of this name in the nearest `budgets/` that has it.
  private func named(_ name: String) -> Found? {
    for place in ProjectFolder.places(from: folder) {
      if let found = suites(in: place).first(where: { $0.name == name }) { return found }
    }
    return nil
  }

  private func findOnly() throws(SuiteLookupError) -> Found {
    let found = all()
    guard let only = found.first else { throw .none }
    guard found.count == 1 else { throw .several(found.map(\.name)) }
    return only
  }

  private func suites(in place: ProjectFolder.Place) -> [Found] {
    let inside = Path.join(place.folder, "budgets")
    return Files.names(in: inside).filter(Self.isSuite).map { file in
      Found(name: Self.stem(file), path: place.shown + "budgets/" + file)
    }
  }

  private static func isSuite(_ file: String) -> Bool {
    !file.hasPrefix(".") && (file.hasSuffix(".yaml") || file.hasSuffix(".yml"))
  }

  private static func looksLikePath(_ name: String) -> Bool { name.contains("/") || isSuite(name) }

  private static func stem(_ file: String) -> String {
    for ending in [".yaml", ".yml"] where file.hasSuffix(ending) {
      return String(file.dropLast(ending.count))
    }
    return file
  }
}

/// Why no suite was found.
enum SuiteLookupError: CommandFailure, Equatable {
  /// There is no file at the path.
  case noFile(String)
  /// The path is a folder.
  case isFolder(String)
  /// No suite has that name.
  case unknown(String, existing: [String])
  /// There is no suite at all.
  case none
  /// No name was given, and there are several.
  case several([String])

  var status: ExitStatus {
    if case .several = self { .usage } else { .noInput }
  }

  var text: String {
    switch self {
    case .noFile(let path):
      return "there is no file '\(Visible.text(path))'."
    case .isFolder(let path):
      return "'\(Visible.text(path))' is a folder; a suite is one YAML file in it."
    case .unknown(let name, let existing):
      let shown = Visible.text(name)
      guard !existing.isEmpty else {
        return "no suite '\(shown)': there is no budgets/ folder with suites here or above. "
          + "`headroom init` writes one, `headroom demo` needs none."
      }
      return "unknown suite '\(shown)'. " + Choices.text(existing, nearest: name)
    case .none:
      return "no suite: there is no budgets/ folder with suites here or above. "
        + "`headroom init` writes one, `headroom demo` needs none."
    case .several(let existing):
      return "which suite? " + Choices.text(existing)
    }
  }
}

/// What exists instead of what was asked for.
enum Choices {
  /// The names, after the nearest one: `Did you mean 'a'? There are: a, b, c.`.
  static func text(_ existing: [String], nearest word: String? = nil) -> String {
    let list = existing.map { Visible.text($0) }.joined(separator: ", ")
    let meant = word.flatMap { Spelling.nearest(to: $0, among: existing) }
    let hint = meant.map { "Did you mean '\(Visible.text($0))'? " } ?? ""
    switch existing.count {
    case 0: return hint + "There are none."
    case 1: return hint + "There is: \(list)."
    default: return hint + "There are: \(list)."
    }
  }
}
