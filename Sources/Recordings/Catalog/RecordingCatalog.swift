import Glibc
package import Sessions

/// The recordings of a directory.
package struct RecordingCatalog: Sendable {
  /// Where they are.
  package var directory: String

  /// The recordings of `directory`, which need not be there.
  package init(directory: String = "recordings") { self.directory = directory }

  /// All files that end in `.hlog`, the latest start first; those without a head last.
  package func entries() -> [RecordingEntry] {
    heads().map { entry in
      var entry = entry
      entry.readEnd()
      return entry
    }
  }

  /// The same without their ends, which take the most time to read.
  private func heads() -> [RecordingEntry] {
    let read = names().map { RecordingEntry(headOf: "\(directory)/\($0)") }
    return read.sorted { left, right in
      switch (left.head?.startedNanoseconds, right.head?.startedNanoseconds) {
      case (let a?, let b?) where a != b: a > b
      case (.some, nil): true
      case (nil, .some): false
      default: left.name > right.name
      }
    }
  }

  /// The last session of the same suite, profile and environment as another one that came to its
  /// end, the other one left out; nil if there is none.
  ///
  /// Only those that started before the other one are looked at.
  package func last(before head: SessionHead) -> RecordingEntry? {
    let candidates = heads().filter { entry in
      guard let own = entry.head else { return false }
      return own.isSameKind(as: head) && own.startedNanoseconds < head.startedNanoseconds
    }
    for var entry in candidates {
      entry.readEnd()
      if entry.isFinished { return entry }
    }
    return nil
  }

  /// The file that an argument means: a path, `last`, `last~2`, `baseline`, `baseline:NAME`, or the
  /// start of a file's name.
  ///
  /// `baseline` is that of the session `beside` it, as in a comparison; without one, the only one.
  package func resolve(
    _ argument: String,
    beside head: SessionHead? = nil
  ) throws(RecordingError)
    -> String
  {
    if let path = try resolveBaseline(argument, beside: head) { return path }
    if let back = Self.steps(argument) {
      let entries = heads().filter { $0.head != nil }
      guard !entries.isEmpty else { throw .noRecordings(directory: directory) }
      guard back < entries.count else {
        throw .tooFew(argument: argument, count: entries.count, directory: directory)
      }
      return entries[back].path
    }
    if argument.contains("/") || access(argument, F_OK) == 0 { return argument }
    let matches = names().filter { $0.hasPrefix(argument) }.sorted()
    if matches.contains(argument) || matches.count == 1 {
      return "\(directory)/\(matches.first { $0 == argument } ?? matches[0])"
    }
    guard matches.isEmpty else {
      throw .ambiguous(argument: argument, matches: Array(matches.suffix(5)))
    }
    let newest = heads().prefix(5).map(\.name)
    guard !newest.isEmpty else {
      if argument.hasSuffix(".hlog") { throw .notFound(path: argument) }
      throw .noRecordings(directory: directory)
    }
    throw .noMatch(argument: argument, directory: directory, newest: newest)
  }

  /// How far back `last` and `last~2` mean; nil for anything else.
  private static func steps(_ argument: String) -> Int? {
    if argument == "last" { return 0 }
    guard argument.hasPrefix("last~") else { return nil }
    let digits = argument.dropFirst(5)
    guard (1...6).contains(digits.count), digits.allSatisfy({ "0" <= $0 && $0 <= "9" }) else {
      return nil
    }
    return Int(digits)
  }

  private func names() -> [String] { Directory.recordings(in: directory) }
}
