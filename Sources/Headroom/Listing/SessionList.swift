import Recordings
import Sessions

/// The recordings of a folder, and which of them are baselines.
struct SessionList {
  /// Those in `recordings/`, the latest first.
  var recordings: [ListedSession]
  /// Those in `recordings/baselines/`, by name.
  var baselines: [ListedSession]

  /// Reads the head and the end of each file.
  init(_ catalog: RecordingCatalog) {
    let chosen = catalog.baselines()
    baselines = chosen.map { baseline in
      var session = ListedSession(baseline.entry)
      session.baseline = baseline.name.text
      return session
    }
    recordings = catalog.entries().map { entry in
      var session = ListedSession(entry)
      if let head = entry.head {
        session.baseline =
          chosen.first { $0.entry.head?.isSameRun(as: head) ?? false }?.name.text
      }
      return session
    }
  }

  /// The recordings, and the baselines whose recording is not there (any more), the latest first.
  var all: [ListedSession] {
    let known = Set(recordings.compactMap(\.baseline))
    let alone = baselines.filter { $0.baseline.map { !known.contains($0) } ?? true }
    guard !alone.isEmpty else { return recordings }
    return (recordings + alone).enumerated().sorted { left, right in
      let starts = [left, right].map { $0.element.head?.startedNanoseconds ?? .min }
      return starts[0] == starts[1] ? left.offset < right.offset : starts[0] > starts[1]
    }.map(\.element)
  }
}

extension ListedSession {
  /// What a list shows of a file.
  init(_ entry: RecordingEntry) {
    self.init(path: entry.path, bytes: entry.bytes)
    head = entry.head.map(HostFacts.shownHere)
    summary = entry.summary
    end = entry.end
    problem = entry.problem?.reason ?? entry.damage
    stranger =
      entry.problem?.shortText ?? (entry.damage == nil ? nil : "damaged")
      ?? (entry.isForeign ? "other program" : nil)
  }
}
