package import Budgets

/// A recorded session in a list: what is known of it without reading all of it.
package struct ListedSession: Sendable, Equatable {
  /// The file.
  package var path: String
  /// Its length, bytes.
  package var bytes: Int64
  /// What is known since the start; nil if the file can't be read or is a log of another program.
  package var head: SessionHead?
  /// How it ended; nil if it did not, or still goes on.
  package var summary: Summary?
  /// Why it ended; nil if it did not, or still goes on.
  package var end: SessionEnd?
  /// Why it can't be read, or not as it was written; nil if it can.
  package var problem: String?
  /// What it is instead of a session, in a word or two; nil for a session.
  package var stranger: String?
  /// The name of the baseline that it is, or was copied to; nil if it is none.
  package var baseline: String?

  /// A file of which only this is known.
  package init(path: String, bytes: Int64 = 0) {
    self.path = path
    self.bytes = bytes
  }

  /// The file's name.
  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The verdict; nil if the run did not end.
  package var verdict: Verdict? { summary?.verdict }

  /// Everything of it that a filter looks at, in small letters.
  package var searchText: String {
    let words: [String?] = [
      name, head?.suite, head?.profile, head?.environment, head?.label, head?.commit, head?.branch,
      verdict?.rawValue, baseline.map { "baseline " + $0 },
    ]
    return words.compactMap { $0 }.joined(separator: " ").lowercased()
  }
}

extension SessionHead {
  /// The start on the clock of who looks at it: `2026-11-21 14:03`.
  package var startedText: String {
    let text = localText(at: 0)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
  }

  /// A moment, ns since the start, on the clock of who looks at it, in the form of ISO 8601.
  package func localText(at nanoseconds: Int64) -> String {
    let offset = Int64(shownOffsetSeconds) * 1_000_000_000
    return UTCTime(nanoseconds: startedNanoseconds + nanoseconds + offset).iso8601
  }

  /// The offset from UTC, seconds, that times are shown with.
  package var shownOffsetSeconds: Int { readerOffsetSeconds ?? utcOffsetSeconds }

  /// Where it was measured, if the clock was another one there: `Asia/Tokyo, UTC+9`.
  package var otherZone: String? {
    guard let offset = otherOffset else { return nil }
    return timeZone.isEmpty || timeZone.hasSuffix("UTC") ? offset : "\(timeZone), \(offset)"
  }

  /// The clock where it was measured, if it was another one: `UTC+9`.
  package var otherOffset: String? {
    // A log of another program says nothing of that.
    guard let readerOffsetSeconds, readerOffsetSeconds != utcOffsetSeconds, !program.isEmpty else {
      return nil
    }
    let minutes = utcOffsetSeconds.magnitude / 60
    let rest = minutes % 60 == 0 ? "" : ":" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)"
    let sign = utcOffsetSeconds < 0 ? "-" : "+"
    return utcOffsetSeconds == 0 ? "UTC" : "UTC\(sign)\(minutes / 60)\(rest)"
  }

  /// The commit as lists show it, `abc1234`, with `+changes` if the tree had some; nil without one.
  package var commitText: String? {
    commit.map { $0.prefix(7) + (isDirty ? "+changes" : "") }
  }
}
