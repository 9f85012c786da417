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
  ///
  /// Nothing is said of what leaves figures as they are: how long a load that does not change went on,
  /// how a suite file is laid out, what it asks of its figures, and what is known of one side only.
  static func differences(_ base: SessionFigures, _ current: SessionFigures) -> [Circumstance] {
    let found =
      load(base, current) + work(base, current) + surroundings(base, current) + both(base, current)
    return Weight.allCases.flatMap { weight in found.filter { $0.weight == weight } }
  }

  /// A circumstance if it differs.
  static func difference(
    _ weight: Weight,
    _ name: String,
    _ base: String?,
    _ current: String?
  ) -> [Circumstance] {
    base == current
      ? [] : [Circumstance(weight: weight, name: name, base: base, current: current)]
  }

  /// A circumstance if it is known on both sides and differs.
  private static func known(
    _ weight: Weight,
    _ name: String,
    _ base: String,
    _ current: String
  ) -> [Circumstance] {
    base.isEmpty || current.isEmpty ? [] : difference(weight, name, base, current)
  }

  /// Machine, target and program.
  private static func surroundings(
    _ base: SessionFigures,
    _ current: SessionFigures
  ) -> [Circumstance] {
    let (before, now) = (base.head, current.head)
    let isSameHost = withoutPort(before.target) == withoutPort(now.target)
    return difference(.mayExplain, "environment", before.environment, now.environment)
      + known(isSameHost ? .note : .mayExplain, "target", before.target, now.target)
      + known(.mayExplain, "host", before.host.name, now.host.name)
      + known(.mayExplain, "CPUs", cpus(before), cpus(now))
      + known(.mayExplain, "kernel", before.host.kernel, now.host.kernel)
      + known(.mayExplain, "program", before.program, now.program)
      + difference(.note, "profile", before.profile, now.profile)
      + difference(
        .note,
        "interval",
        ValueText.duration(before.intervalNanoseconds),
        ValueText.duration(now.intervalNanoseconds)
      )
      + difference(.note, "commit", commit(before), commit(now))
      + difference(.note, "branch", before.branch, now.branch)
  }

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

  private static func commit(_ head: SessionHead) -> String? {
    head.commit.map { String($0.prefix(7)) + (head.isDirty ? "+changes" : "") }
  }

  private static func cpus(_ head: SessionHead) -> String {
    head.host.cpus > 0 ? String(head.host.cpus) : ""
  }

  /// A target whose port is left out: two builds on one machine mostly differ in it alone.
  private static func withoutPort(_ target: String) -> String {
    target.split(separator: ",").map { place in
      guard let colon = place.lastIndex(of: ":"),
        place[colon...].dropFirst().prefix(while: { $0 != "/" }).allSatisfy(\.isNumber)
      else { return String(place) }
      return String(place[..<colon])
    }.joined(separator: ",")
  }
}
