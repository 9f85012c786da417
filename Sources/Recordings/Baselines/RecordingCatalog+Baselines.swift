import Glibc
package import Sessions

/// The baselines below `baselines/` of a directory of recordings.
extension RecordingCatalog {
  /// What a session replaced when it became a baseline.
  package struct BaselineChange: Sendable {
    /// The new one.
    package var baseline: Baseline
    /// The session that was the baseline before; nil if there was none, or it was the same.
    package var replaced: RecordingEntry?
    /// What spoke against it and was overruled.
    package var overruled: [BaselineObjection]
  }

  private var baselineDirectory: String { directory + "/baselines" }

  /// Where a baseline is kept.
  package func path(of name: BaselineName) -> String { "\(baselineDirectory)/\(name.text).hlog" }

  /// All baselines, sorted by name.
  package func baselines() -> [Baseline] {
    baselineNames().map { Baseline(name: $0, entry: RecordingEntry(path: path(of: $0))) }
  }

  /// The baseline of the suite, profile and environment of a session; nil if there is none.
  package func baseline(of head: SessionHead) -> Baseline? {
    let name = BaselineName(of: head)
    let entry = RecordingEntry(path: path(of: name))
    // Somebody may have put another session there.
    guard let own = entry.head, own.isSameKind(as: head) else { return nil }
    return Baseline(name: name, entry: entry)
  }

  /// Makes a copy of a recording the baseline of its suite, profile and environment.
  ///
  /// Whoever reads the file meanwhile has the old one or the new one, never a part. A session that
  /// makes a bad baseline is refused unless `force`.
  package func setBaseline(
    _ path: String,
    force: Bool
  ) throws(BaselineError)
    -> BaselineChange
  {
    let entry = RecordingEntry(path: path)
    if let problem = entry.problem { throw .recording(problem) }
    guard let head = entry.head else { throw .headless(path: path) }
    let objections = entry.baselineObjections
    guard force || objections.isEmpty else { throw .refused(path: path, objections) }
    let name = BaselineName(of: head)
    let target = self.path(of: name)
    if FileIdentity(target) == FileIdentity(path) { throw .isBaseline(path: path) }
    var replaced = access(target, F_OK) == 0 ? RecordingEntry(path: target) : nil
    if let other = replaced?.head, !other.isSameKind(as: head) {
      throw .ofAnotherKind(path: target, kind: BaselineName.words(other))
    }
    if replaced?.head?.isSameRun(as: head) == true { replaced = nil }
    do throws(RecordingError) {
      try AtomicCopy.copy(path, to: target)
    } catch {
      throw .recording(error)
    }
    return BaselineChange(
      baseline: Baseline(name: name, entry: RecordingEntry(path: target)),
      replaced: replaced,
      overruled: objections
    )
  }

  /// The file that `baseline` or `baseline:NAME` means; nil if the argument is neither.
  ///
  /// A NAME is the beginning of one of the names that `headroom baseline list` shows. Without one it
  /// is the baseline of the suite, profile and environment of the session beside it; where there is
  /// no session beside it, the only baseline.
  func resolveBaseline(
    _ argument: String,
    beside head: SessionHead?
  ) throws(RecordingError)
    -> String?
  {
    guard argument == "baseline" || argument.hasPrefix("baseline:") else { return nil }
    let wanted = argument.dropFirst("baseline:".count)
    if wanted.isEmpty, let head {
      guard let baseline = baseline(of: head) else {
        throw .noBaseline(name: BaselineName(of: head).text, existing: baselineNames().map(\.text))
      }
      return baseline.entry.path
    }
    let all = baselineNames()
    let matches = all.filter { $0.text.hasPrefix(wanted) }
    if let exact = matches.first(where: { $0.text == wanted }) { return path(of: exact) }
    guard let first = matches.first else {
      throw .noBaseline(name: String(wanted), existing: all.map(\.text))
    }
    guard matches.count == 1 else {
      throw .severalBaselines(argument: argument, matches: matches.map(\.text))
    }
    return path(of: first)
  }

  /// The baseline of exactly this name: who removes one must say which.
  package func baseline(named name: String) throws(RecordingError) -> Baseline {
    let all = baselineNames()
    guard let found = all.first(where: { $0.text == name }) else {
      throw .noBaseline(name: name, existing: all.map(\.text))
    }
    return Baseline(name: found, entry: RecordingEntry(path: path(of: found)))
  }

  private func baselineNames() -> [BaselineName] {
    Directory.names(in: baselineDirectory).flatMap { folder in
      Directory.recordings(in: "\(baselineDirectory)/\(folder)").map { file in
        BaselineName(folder: folder, stem: String(file.dropLast(".hlog".count)))
      }
    }.sorted()
  }
}

extension SessionHead {
  /// Whether both are of the same suite, profile and environment.
  package func isSameKind(as other: SessionHead) -> Bool {
    suite == other.suite && profile == other.profile && environment == other.environment
  }

  /// Whether both are heads of the same run, one of them in a copy.
  package func isSameRun(as other: SessionHead) -> Bool {
    isSameKind(as: other) && startedNanoseconds == other.startedNanoseconds && seed == other.seed
  }
}
