/// Why requests failed, where there is more to say than their kind: of `tls` that the certificate has
/// expired.
package struct ErrorReason: Hashable, Sendable {
  /// The kind that they count as.
  package var kind: ErrorKind
  /// The reason in words, without control characters.
  package var text: String

  /// A reason of a kind.
  package init(kind: ErrorKind, text: String) {
    self.kind = kind
    self.text = text
  }

  /// So many reasons of one benchmark are told apart.
  package static let most = 50
  /// What stands for those beyond that.
  package static let others = "other reasons"

  /// Adds counts up; where there are too many reasons, as other ones of their kind.
  static func add(_ more: [ErrorReason: UInt64], to all: inout [ErrorReason: UInt64]) {
    guard !more.isEmpty else { return }
    // In the same order in a run and in its replay, since the limit may be reached in between.
    let sorted = more.sorted { ($0.key.kind.name, $0.key.text) < ($1.key.kind.name, $1.key.text) }
    for (reason, count) in sorted {
      let isKnown = all[reason] != nil || all.count < most
      let key = isKnown ? reason : ErrorReason(kind: reason.kind, text: others)
      all[key] = all[key, default: 0].addingSaturated(count)
    }
  }
}

extension FixedWidthInteger {
  /// The sum, or the number next to it that there is.
  package func addingSaturated(_ other: Self) -> Self {
    let sum = addingReportingOverflow(other)
    guard sum.overflow else { return sum.partialValue }
    return other < 0 ? .min : .max
  }
}

/// How often requests failed for one reason.
package struct ReasonCount: Sendable, Equatable {
  /// The reason in words.
  package var text: String
  /// How often.
  package var count: UInt64

  /// A reason and how often.
  package init(text: String, count: UInt64) {
    self.text = text
    self.count = count
  }
}

extension ErrorCount {
  /// The kinds of `errors` with their reasons, the most frequent first, then by name.
  static func sorted(
    _ errors: [ErrorKind: UInt64],
    reasons: [ErrorReason: UInt64] = [:]
  ) -> [ErrorCount] {
    var all = errors.filter { $0.value > 0 }.map { ErrorCount(kind: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.kind.name) < ($0.count, $1.kind.name) }
    guard !reasons.isEmpty else { return all }
    for place in all.indices {
      all[place].reasons = reasons.filter { $0.key.kind == all[place].kind }
        .map { ReasonCount(text: $0.key.text, count: $0.value) }
        .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    }
    return all
  }

  /// What follows the kind, `: certificate expired on 2026-10-01`; empty if nothing is known.
  ///
  /// Several reasons have their counts, and at most so many are named.
  package func because(most: Int) -> String {
    guard let first = reasons.first else { return "" }
    if reasons.count == 1, first.count == count { return ": " + first.text }
    let named = reasons.prefix(most).map { "\($0.text) (\($0.count))" }
    let others = reasons.count - named.count
    let rest = others > 0 ? ["\(others) other reason\(others == 1 ? "" : "s")"] : []
    return ": " + (named + rest).joined(separator: ", ")
  }

  /// What failed, in words: `39 tls: certificate expired on 2026-10-01; 3 timeout`.
  package static func list(_ errors: [ErrorCount], mostReasons: Int = 3) -> String {
    // Reasons have commas of their own.
    let separator = errors.contains { !$0.reasons.isEmpty } ? "; " : ", "
    return errors.map { "\($0.count) \($0.kind.name)" + $0.because(most: mostReasons) }
      .joined(separator: separator)
  }
}
