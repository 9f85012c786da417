/// What git knows of the working directory.
struct GitFacts: Equatable {
  /// The commit, abbreviated to 12 digits; nil outside a repository or before its first commit.
  var commit: String?
  /// The branch; nil if none is checked out.
  var branch: String?
  /// Whether files that git knows were changed and not committed.
  var isDirty = false

  /// Asks git, for at most `seconds`; knows nothing if there is no git or no repository.
  static func ask(seconds: Double = 2) -> GitFacts {
    // Without locks and without a program that the repository names (core.fsmonitor).
    let arguments = [
      "git", "--no-optional-locks", "-c", "core.fsmonitor=false", "status", "--porcelain=v2",
      "--branch", "--untracked-files=no", "--ignore-submodules=all",
    ]
    guard let output = Subprocess.output(of: arguments, seconds: seconds) else {
      return GitFacts()
    }
    return GitFacts(reading: output)
  }

  /// Nothing is known.
  init() {}

  /// Reads what `git status --porcelain=v2 --branch` prints (git-status(1)).
  init(reading output: String) {
    for line in output.split(separator: "\n") {
      if line.hasPrefix("# branch.oid ") {
        let oid = line.dropFirst("# branch.oid ".count)
        commit = oid == "(initial)" ? nil : String(oid.prefix(12))
      } else if line.hasPrefix("# branch.head ") {
        let head = line.dropFirst("# branch.head ".count)
        branch = head == "(detached)" ? nil : String(head)
      } else if !line.hasPrefix("#") {
        isDirty = true
      }
    }
  }
}
