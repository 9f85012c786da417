/// Finds what somebody probably meant.
package enum Spelling {
  /// The candidate that `word` is nearest to, if it is near enough to be a slip.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let lowered = word.lowercased()
    guard !lowered.isEmpty, lowered.count <= 64 else { return nil }
    let allowed = lowered.count <= 3 ? 1 : lowered.count <= 7 ? 2 : 3
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate.count <= 128 {
      let found = distance(lowered, candidate.lowercased())
      guard found <= allowed, found < candidate.count else { continue }
      if best.map({ found < $0.distance }) ?? true { best = (found, candidate) }
    }
    return best?.candidate
  }

  /// ` Did you mean 'x'?`, or nothing.
  static func hint(for word: String, among candidates: some Sequence<String>) -> String? {
    nearest(to: word, among: candidates).map { "Did you mean '\(VisibleText.of($0))'?" }
  }

  /// The edits between two words, a swap of neighbours counted as one: optimal string alignment
  /// (Boytsov, Indexing methods for approximate dictionary searching, 2011, section 2.2).
  static func distance(_ left: String, _ right: String) -> Int {
    let a = Array(left)
    let b = Array(right)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let same = a[i - 1] == b[j - 1]
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
