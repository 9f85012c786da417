/// The folder that `budgets/` and `recordings/` stand in.
struct ProjectFolder: Equatable {
  /// The path to it from the working directory: empty, or `../`, `../../` and so on.
  var prefix: String

  /// The nearest one from `folder` upwards, up to the root of the repository; `folder` itself if
  /// there is none, or no repository.
  init(from folder: String = Files.workingFolder()) {
    prefix = ""
    for place in Self.places(from: folder) {
      let hasBudgets = Files.isFolder(Path.join(place.folder, "budgets"))
      if hasBudgets || Files.isFolder(Path.join(place.folder, "recordings")) {
        prefix = place.shown
        return
      }
    }
  }

  /// Where recordings go and come from.
  var recordings: String { prefix + "recordings" }

  /// Where suites are written to.
  var budgets: String { prefix + "budgets" }

  /// The absolute path as titles show it: `~` stands for `home`, that of the user.
  func title(from folder: String = Files.workingFolder(), home: String?) -> String {
    var path = folder
    for _ in 0..<prefix.utf8.count / "../".utf8.count { path = Path.parent(path) ?? path }
    guard let home, home.count > 1, path == home || path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }

  /// A folder and the path to it from where the search began.
  struct Place {
    /// The absolute path.
    var folder: String
    /// Empty, or `../` and so on.
    var shown: String
  }

  /// The folders to look in, nearest first: up to the one that has `.git`; without a repository
  /// only the first.
  static func places(from folder: String) -> [Place] {
    var places: [Place] = []
    var current = folder
    var shown = ""
    while true {
      places.append(Place(folder: current, shown: shown))
      if Files.exists(Path.join(current, ".git")) { return places }
      guard let parent = Path.parent(current) else { break }
      current = parent
      shown += "../"
    }
    return Array(places.prefix(1))
  }
}
