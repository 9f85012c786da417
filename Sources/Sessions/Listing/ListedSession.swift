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
  /// Why it can't be read; nil if it can.
  package var problem: String?
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
  /// The start in the session's own zone: `2026-11-21 14:03`.
  package var startedText: String {
    let shifted = startedNanoseconds + Int64(utcOffsetSeconds) * 1_000_000_000
    let text = UTCTime(nanoseconds: shifted).iso8601
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
  }

  /// The commit as lists show it, `abc1234`, with `+changes` if the tree had some; nil without one.
  package var commitText: String? {
    commit.map { $0.prefix(7) + (isDirty ? "+changes" : "") }
  }
}
