import Recordings
import Reports
import Sessions

/// What pruning removes, or would remove.
struct PruneText {
  /// What goes.
  var plan: PrunePlan
  /// Where the recordings are.
  var folder: String
  /// Whether it is gone already.
  var isDone: Bool
  /// The moment that ages count to, nanoseconds since 1970-01-01 UTC.
  var nowNanoseconds: Int64
  /// The bytes of the notes beside each file, when they are gone already; nil to look.
  var notesBytes: [String: Int64]?

  /// All lines.
  var lines: [String] {
    guard !plan.isEmpty else {
      return ["Nothing in \(Visible.text(folder))/ is that old."] + kept
    }
    var table = TextTable([.left, .right, .right, .left])
    for entry in plan.entries {
      let notes = notesBytes.map { $0[entry.path] ?? 0 } ?? entry.notesBytes
      let age = entry.head.map { Figures.age(nanoseconds: nowNanoseconds - $0.startedNanoseconds) }
      table.add([
        Shell.word(entry.path), Figures.bytes(Double(entry.bytes)), age ?? "",
        notes > 0 ? "and its notes, \(Figures.bytes(Double(notes)))" : "",
      ])
    }
    let total = plan.entries.reduce(Int64(0)) { sum, entry in
      sum + entry.bytes + (notesBytes.map { $0[entry.path] ?? 0 } ?? entry.notesBytes)
    }
    let what = "\(count), \(Figures.bytes(Double(total)))"
    if isDone { return ["Removed \(what):"] + table.lines() + kept }
    return ["This would remove \(what):"] + table.lines() + kept
      + ["Nothing was removed; --yes removes them."]
  }

  private var count: String {
    let recordings = plan.recordings.count
    let baselines = plan.baselines.count
    var parts: [String] = []
    if recordings > 0 { parts.append("\(recordings) recording\(recordings == 1 ? "" : "s")") }
    if baselines > 0 { parts.append("\(baselines) baseline\(baselines == 1 ? "" : "s")") }
    return parts.joined(separator: " and ")
  }

  private var kept: [String] {
    plan.kept.map { baseline in
      "Kept, since its suite would have no baseline: " + Visible.text(baseline.name.text)
    }
  }
}
