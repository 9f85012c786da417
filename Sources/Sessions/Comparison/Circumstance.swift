import Budgets

/// Something besides the measured program in which two sessions differ.
package struct Circumstance: Sendable, Equatable {
  /// How much it matters.
  package enum Weight: String, Sendable, CaseIterable {
    /// The two did not measure the same: differences say nothing of the program.
    case voids
    /// It may be why figures differ.
    case mayExplain = "may_explain"
    /// It is worth knowing, as the commits that are compared.
    case note

    /// Two words for it.
    package var words: String {
      switch self {
      case .voids: "voids it"
      case .mayExplain: "may explain"
      case .note: "note"
      }
    }
  }

  /// How much it matters.
  package var weight: Weight
  /// What differs: `load`, `CPUs`.
  package var name: String
  /// In the base; nil for nothing.
  package var base: String?
  /// In the current session; nil for nothing.
  package var current: String?
}

extension Circumstance {
  /// In what two sessions differ, what matters most first.
  static func differences(_ base: SessionFigures, _ current: SessionFigures) -> [Circumstance] {
    let all = Self.all.compactMap { weight, name, text -> Circumstance? in
      let (before, now) = (text(base), text(current))
      guard before != now else { return nil }
      return Circumstance(weight: weight, name: name, base: before, current: now)
    }
    return Weight.allCases.flatMap { weight in
      (all + both(base, current)).filter { $0.weight == weight }
    }
  }

  /// What is held side by side.
  private static let all: [(Weight, String, @Sendable (SessionFigures) -> String?)] = [
    (.voids, "suite", { $0.head.suite }),
    (.voids, "model", { $0.profile?.model.rawValue }),
    (.voids, "load", { $0.profile.map(SuiteDescription.load) }),
    (.voids, "steered by hand", { $0.summary.steered ? "yes" : "no" }),
    (.mayExplain, "profile", { $0.head.profile }),
    (.mayExplain, "environment", { $0.head.environment }),
    (.mayExplain, "target", { text($0.head.target) }),
    (.mayExplain, "suite file", { $0.head.suiteText.isEmpty ? nil : checksum($0.head.suiteText) }),
    (.mayExplain, "variables", { variables($0.head) }),
    (.mayExplain, "benchmarks", { $0.benchmarks.map(\.name).joined(separator: ", ") }),
    (.mayExplain, "warm-up", { $0.profile.map { ValueText.duration($0.warmupNanoseconds) } }),
    (.mayExplain, "host", { text($0.head.host.name) }),
    (.mayExplain, "CPUs", { $0.head.host.cpus > 0 ? String($0.head.host.cpus) : nil }),
    (.mayExplain, "kernel", { text($0.head.host.kernel) }),
    (.mayExplain, "ended", { $0.end.words }),
    (.mayExplain, "program", { text($0.head.program) }),
    (.note, "interval", { ValueText.duration($0.head.intervalNanoseconds) }),
    (.note, "commit", { commit($0.head) }),
    (.note, "branch", { $0.head.branch }),
  ]

  /// What matters even if it is so on both sides.
  private static func both(_ base: SessionFigures, _ current: SessionFigures) -> [Circumstance] {
    var found: [Circumstance] = []
    if base.summary.steered, current.summary.steered {
      found.append(
        Circumstance(weight: .voids, name: "steered by hand", base: "yes", current: "yes")
      )
    }
    let trusts = [base, current].map { $0.summary.trust }
    if trusts.contains(where: { $0.verdict == .doubtful }) {
      let words = trusts.map { $0.reasons.first ?? $0.verdict.rawValue }
      found.append(
        Circumstance(weight: .mayExplain, name: "trust", base: words[0], current: words[1])
      )
    }
    if base.head == current.head {
      found.append(
        Circumstance(weight: .note, name: "session", base: "the same", current: "the same")
      )
    } else if base.head.startedNanoseconds > current.head.startedNanoseconds {
      found.append(
        Circumstance(weight: .note, name: "order", base: "the later", current: "the earlier")
      )
    }
    return found
  }

  private static func text(_ text: String) -> String? { text.isEmpty ? nil : text }

  private static func commit(_ head: SessionHead) -> String? {
    head.commit.map { String($0.prefix(7)) + (head.isDirty ? "+changes" : "") }
  }

  private static func variables(_ head: SessionHead) -> String? {
    let all = head.variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return text(all.joined(separator: " "))
  }

  /// The text's length in lines and 32 bits of FNV-1a, by which a reader tells that it is another.
  private static func checksum(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
    return "\(lines) lines, \(String(repeating: "0", count: 8 - digits.count))\(digits)"
  }
}

extension SessionEnd {
  /// `as planned`, `stopped by the user`.
  fileprivate var words: String {
    switch self {
    case .completed: "as planned"
    case .stopped: "stopped by the user"
    case .signal(let number): "by signal \(number)"
    case .violated: "stopped at a violation"
    case .torn: "without an end"
    }
  }
}
