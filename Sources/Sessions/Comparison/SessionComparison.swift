import Budgets
import Measurements

/// What changed from one session to another, with certainty.
package struct SessionComparison: Sendable {
  /// How sure a claim is.
  package static let confidence = DifferenceInterval.confidence
  /// The least relative change that is claimed, unless said otherwise.
  package static let defaultMinChange = 0.01
  /// The smallest change of an error rate that is of interest, as a share of all requests, where the
  /// rate is so small that no relative one is.
  package static let minErrorRateChange = 0.001

  /// The session that is the reference.
  package var base: Side
  /// The session that is held against it.
  package var current: Side
  /// The least relative change that is claimed.
  package var minChange: Double
  /// What differs besides what was measured, what matters most first.
  package var circumstances: [Circumstance]
  /// The benchmarks of both and, if there are several, the suite as a whole; what needs attention
  /// most first.
  package var subjects: [SubjectComparison]
  /// Benchmarks that only the base has.
  package var onlyInBase: [String]
  /// Benchmarks that only the current session has.
  package var onlyInCurrent: [String]

  /// What is told of a session besides its figures.
  package struct Side: Sendable, Equatable {
    /// The file.
    package var path: String
    /// What was known when it started.
    package var head: SessionHead
    /// The measured part without pauses, ns.
    package var measuredNanoseconds: Int64
  }

  /// A metric of a subject.
  package struct Claim: Sendable, Equatable {
    /// The benchmark's name, or `suite`.
    package var subject: String
    /// What was found.
    package var change: MetricChange
  }

  /// Compares two sessions, each with the path of its file.
  package init(
    base: (path: String, figures: SessionFigures),
    current: (path: String, figures: SessionFigures),
    minChange: Double = defaultMinChange
  ) {
    self.base = Side(base.path, base.figures)
    self.current = Side(current.path, current.figures)
    self.minChange = minChange
    circumstances = Circumstance.differences(base.figures, current.figures)
    let isPaired = base.figures.hadTheSameChangingLoad(as: current.figures)
    let before = Dictionary(
      base.figures.benchmarks.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var subjects: [SubjectComparison] = []
    func compare(_ base: SubjectFigures, _ current: SubjectFigures) {
      subjects.append(
        SubjectComparison(base: base, current: current, isPaired: isPaired, minChange: minChange)
      )
    }
    for benchmark in current.figures.benchmarks {
      if let same = before[benchmark.name] { compare(same, benchmark) }
    }
    let alone = base.figures.only(besides: current.figures)
    if let alone { compare(alone.base, alone.current) }
    if max(base.figures.benchmarks.count, current.figures.benchmarks.count) > 1 {
      compare(base.figures.whole, current.figures.whole)
    }
    self.subjects = subjects.enumerated().sorted { left, right in
      let (first, second) = (left.element.attention, right.element.attention)
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
    guard alone == nil else {
      (onlyInBase, onlyInCurrent) = ([], [])
      return
    }
    let now = Set(current.figures.benchmarks.map(\.name))
    onlyInBase = base.figures.benchmarks.map(\.name).filter { !now.contains($0) }
    onlyInCurrent = current.figures.benchmarks.map(\.name).filter { before[$0] == nil }
  }

  /// Every difference that is claimed, what needs attention most first.
  package var claims: [Claim] {
    all.filter { $0.change.finding.isClaim }.enumerated().sorted { left, right in
      let first = left.element.change.attention
      let second = right.element.change.attention
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
  }

  /// The finding that needs attention most.
  package var verdict: MetricChange.Finding {
    if let first = claims.first { return first.change.finding }
    if count(of: .cantTell) > 0 { return .cantTell }
    return count(of: .noDifference) > 0 ? .noDifference : .tooFew
  }

  /// What could not be told, of which people ask first: p95 of the first benchmark that has it.
  package var unclear: Claim? {
    let unclear = all.filter { $0.change.finding == .cantTell }
    let order: [Metric] = [.quantile(.p95), .quantile(.p50), .mean, .throughput, .errorRate]
    return order.lazy.compactMap { metric in unclear.first { $0.change.metric == metric } }.first
      ?? unclear.first
  }

  /// How many metrics were compared.
  package var metricCount: Int { all.count }

  /// What makes the comparison void, as `load, model`; nil if nothing does.
  package var voidReason: String? {
    let names = circumstances.filter { $0.weight == .voids }.map(\.name)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  /// Whether anything became worse: slower, less throughput, more errors.
  package var isRegression: Bool { all.contains { $0.change.finding == .worse } }

  /// How many metrics ended in a finding.
  package func count(of finding: MetricChange.Finding) -> Int {
    all.count { $0.change.finding == finding }
  }

  private var all: [Claim] {
    subjects.flatMap { subject in
      subject.changes.map { Claim(subject: subject.name, change: $0) }
    }
  }
}

extension SessionComparison.Side {
  fileprivate init(_ path: String, _ figures: SessionFigures) {
    self.path = path
    head = figures.head
    measuredNanoseconds = figures.summary.measuredNanoseconds
  }
}

extension SubjectComparison {
  /// How much attention its most remarkable metric needs.
  package var attention: Double { changes.reduce(0) { max($0, $1.attention) } }
}

extension SessionFigures {
  /// The only benchmarks of two sessions, each of which is called after its suite, as what a file
  /// without names holds is after the file; nil for any others.
  fileprivate func only(
    besides other: SessionFigures
  ) -> (base: SubjectFigures, current: SubjectFigures)? {
    guard benchmarks.count == 1, other.benchmarks.count == 1,
      benchmarks[0].name != other.benchmarks[0].name,
      benchmarks[0].name == head.suite, other.benchmarks[0].name == other.head.suite
    else { return nil }
    return (benchmarks[0], other.benchmarks[0])
  }

  /// Whether both ran through the same plan, and it has more than one level of load.
  func hadTheSameChangingLoad(as other: SessionFigures) -> Bool {
    guard let profile = loadProfile, let plan = other.loadProfile, profile.stages == plan.stages,
      profile.model == plan.model, !summary.steered, !other.summary.steered
    else { return false }
    let levels = Set(profile.stages.flatMap { [$0.from, $0.to] })
    return levels.count > 1
  }
}

extension SessionComparison.Side {
  /// `2026-11-21 13:41 · notes-api · stress · staging · abc1234 · 30m00s "rc4"`.
  package func title(glyphs: Glyphs) -> String {
    var parts = [started, head.suite, head.profile]
    if let environment = head.environment { parts.append(environment) }
    if let commit = head.commit {
      parts.append(String(commit.prefix(7)) + (head.isDirty ? "+changes" : ""))
    }
    parts.append(Figures.shortDuration(nanoseconds: Double(measuredNanoseconds)))
    let label = head.label.map { " \"\($0)\"" } ?? ""
    return parts.filter { !$0.isEmpty }.joined(separator: " \(glyphs.separator) ") + label
  }

  /// When it started, on the clock of who looks at it, and where the clock was another one:
  /// `2026-11-21 13:41`, `2026-11-21 13:41 (Asia/Tokyo, UTC+9)`.
  package var started: String {
    head.startedText + (head.otherZone.map { " (\($0))" } ?? "")
  }
}
