import Glibc
import Sessions

/// Which recordings and baselines are old enough to be removed.
package struct PrunePlan: Sendable {
  /// How old each may become, ns; nil keeps all of them.
  package struct Limits: Sendable, Equatable {
    /// Of recordings.
    package var recordingNanoseconds: Int64?
    /// Of baselines.
    package var baselineNanoseconds: Int64?

    /// Limits; nil keeps all of them.
    package init(recordingNanoseconds: Int64? = nil, baselineNanoseconds: Int64? = nil) {
      self.recordingNanoseconds = recordingNanoseconds
      self.baselineNanoseconds = baselineNanoseconds
    }
  }

  /// Recordings that are older than their limit, the oldest last.
  package private(set) var recordings: [RecordingEntry] = []
  /// Baselines that are older than their limit, by name.
  package private(set) var baselines: [Baseline] = []
  /// Baselines that are older too, and stay since their suite would have none.
  package private(set) var kept: [Baseline] = []

  /// Nothing is older than its limit.
  package var isEmpty: Bool { recordings.isEmpty && baselines.isEmpty }

  /// The same without files that could not be removed.
  package func leavingOut(_ paths: Set<String>) -> PrunePlan {
    var plan = self
    plan.recordings.removeAll { paths.contains($0.path) }
    plan.baselines.removeAll { paths.contains($0.entry.path) }
    return plan
  }

  /// Everything that goes.
  package var entries: [RecordingEntry] { recordings + baselines.map(\.entry) }

  /// Sorts out what is older at the moment `now` than it may become.
  ///
  /// The age of a session counts from its start; that of one without an end from its last write,
  /// since its run may still go on. A file whose head can't be read is none of ours, and stays. The
  /// newest baseline of a suite stays.
  package init(
    recordings all: [RecordingEntry],
    baselines: [Baseline],
    limits: Limits,
    nowNanoseconds now: Int64
  ) {
    if let limit = limits.recordingNanoseconds {
      recordings = all.filter { $0.isOlder(than: limit, now: now) }
    }
    guard let limit = limits.baselineNanoseconds else { return }
    var newest: [String: BaselineName] = [:]
    let dated = baselines.compactMap { baseline in baseline.entry.head.map { (baseline, $0) } }
    for (baseline, head) in dated.sorted(by: { $0.1.startedNanoseconds < $1.1.startedNanoseconds })
    {
      newest[head.suite] = baseline.name
    }
    for (baseline, head) in dated where baseline.entry.isOlder(than: limit, now: now) {
      if newest[head.suite] == baseline.name {
        kept.append(baseline)
      } else {
        self.baselines.append(baseline)
      }
    }
  }
}

extension RecordingEntry {
  fileprivate func isOlder(than limit: Int64, now: Int64) -> Bool {
    guard let head else { return false }
    let since = isFinished ? head.startedNanoseconds : modifiedNanoseconds
    return now - since > limit
  }
}

extension RecordingCatalog {
  /// Which recordings and baselines are older at the moment `now` than they may become.
  package func prunePlan(_ limits: PrunePlan.Limits, nowNanoseconds now: Int64) -> PrunePlan {
    PrunePlan(
      recordings: limits.recordingNanoseconds == nil
        ? [] : entries().filter { !Self.isLinked($0.path) && !Self.isInUse($0.path) },
      baselines: limits.baselineNanoseconds == nil
        ? [] : baselines().filter { !Self.isLinked($0.entry.path) },
      limits: limits,
      nowNanoseconds: now
    )
  }

  /// Whether a file, or the folder that it lies in, is a link: what it leads to may lie anywhere.
  private static func isLinked(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    // The folder of all recordings may be one: its owner has put it there.
    let isOfBaseline = folder?.contains("/baselines/") == true
    return ([path] + (isOfBaseline ? [folder ?? "."] : [])).contains { place in
      var status = stat()
      return lstat(place, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
  }

  /// Whether a run writes it: its file is locked as long as that lasts.
  private static func isInUse(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Removes a recording and the notes beside it: the very file that was looked at, unless its run goes on.
  package static func remove(_ entry: RecordingEntry) throws(RecordingError) {
    let there = FileIdentity(entry.path)
    guard there == nil || there == entry.identity else { throw .changed(path: entry.path) }
    if isInUse(entry.path) { throw .inUse(path: entry.path) }
    // Either both go or none.
    var notes = stat()
    if lstat(entry.notesPath, &notes) == 0, notes.st_mode & S_IFMT == S_IFDIR {
      throw .notRemoved(path: entry.notesPath, code: EISDIR)
    }
    for path in [entry.path, entry.notesPath] where unlink(path) != 0 {
      if path == entry.notesPath, errno == ENOENT { continue }
      throw .notRemoved(path: path, code: errno)
    }
  }
}

extension RecordingEntry {
  /// Bytes of the notes beside it; 0 if there are none.
  package var notesBytes: Int64 {
    var status = stat()
    return stat(notesPath, &status) == 0 ? Int64(status.st_size) : 0
  }
}
