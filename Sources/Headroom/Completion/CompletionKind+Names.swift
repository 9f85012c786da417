import ArgumentParser
import Sessions

extension CompletionKind {
  /// Suites by name or path.
  static let suites = names(Candidates.suites)
  /// Benchmarks of the suite that was typed.
  static let benchmarks = names(Candidates.benchmarks)
  /// Profiles of the suite that was typed.
  static let profiles = names(Candidates.profiles)
  /// Environments of the suite that was typed.
  static let environments = names(Candidates.environments)
  /// Recordings by name, path, or the words for them.
  static let recordings = names(Candidates.recordings)
  /// Baselines by name.
  static let baselines = names(Candidates.baselines)
  /// Benchmarks of the recording that was typed.
  static let series = names(Candidates.series)

  private static func names(_ find: @escaping @Sendable (TypedLine) -> [String]) -> CompletionKind {
    .custom { words, index, _ in
      let line = TypedLine(words, index: index)
      let found = find(line).filter { name in
        !name.isEmpty && name.hasPrefix(line.typed) && Visible.text(name) == name
          && isTakenWhole(name, by: CompletionShell.requesting)
      }
      var known: Set<String> = []
      return found.filter { known.insert($0).inserted }
        .map { name in
          // bash adds the slash of a folder itself.
          let isOfBash = CompletionShell.requesting == .bash
          let shown = isOfBash && name.hasSuffix("/") ? String(name.dropLast()) : name
          return escaped(shown, for: CompletionShell.requesting)
        }
    }
  }

  /// Whether the line editor of a shell inserts a name so that it stays what it is: readline leaves some
  /// of a name with a `$` or a backquote in it without a backslash.
  static func isTakenWhole(_ name: String, by shell: CompletionShell?) -> Bool {
    shell != .bash || !name.contains { "$`".contains($0) }
  }

  /// A candidate as the script of a shell takes it for what it is.
  ///
  /// `compgen -W` of bash expands every word, so that a name with `$(…)` in it would be run; `_describe` of
  /// zsh ends a word at a colon.
  static func escaped(_ name: String, for shell: CompletionShell?) -> String {
    let special: (Character) -> Bool
    switch shell {
    case .bash?: special = { !($0.isLetter || $0.isNumber || "_./:@+,%=-".contains($0)) }
    case .zsh?: special = { $0 == ":" || $0 == "\\" }
    default: return name
    }
    return name.reduce(into: "") { result, character in
      if special(character) { result.append("\\") }
      result.append(character)
    }
  }
}
