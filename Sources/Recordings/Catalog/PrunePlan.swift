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
      recordings: limits.recordingNanoseconds == nil ? [] : entries(),
      baselines: limits.baselineNanoseconds == nil ? [] : baselines(),
      limits: limits,
      nowNanoseconds: now
    )
  }

  /// Removes a recording and the notes beside it.
  package static func remove(_ entry: RecordingEntry) throws(RecordingError) {
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
