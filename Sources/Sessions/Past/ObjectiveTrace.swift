package import Budgets

/// How one objective stood after each measured interval, from which it can be judged by another
/// budget.
///
/// One point per interval until there are too many, then one per 2, 4, 8 … intervals.
package struct ObjectiveTrace: Sendable, Equatable {
  /// The most points: four and a half hours of seconds.
  package static let capacity = 16_384

  /// `[point]`: the end of its last interval, ns since the start of the session.
  package var ends = TraceColumn<Int64>()
  /// `[point]`: the value of the whole run so far; NaN while it is pending.
  package var whole = TraceColumn<Double>()
  /// `[point]`: the value of the last 10 s, the worst of its intervals; NaN where it is pending.
  package var last10 = TraceColumn<Double>()
  /// `[point]`: whether it was violated for lack of answers, whatever the budget.
  package var lacksAnswers = TraceColumn<Bool>()
  private var stride = 1
  private var filled = 0
  private let comparison: Comparison

  /// No intervals.
  package init(_ comparison: Comparison = .atMost) { self.comparison = comparison }

  /// Takes in how it stands at the end of a measured interval.
  mutating func append(
    endNanoseconds: Int64,
    whole: Double,
    last10: Double,
    lacksAnswers: Bool
  ) {
    if filled == stride || ends.isEmpty {
      if ends.count == Self.capacity { joinPairs() }
      ends.append(endNanoseconds)
      self.whole.append(whole)
      self.last10.append(last10)
      self.lacksAnswers.append(lacksAnswers)
      filled = 1
      return
    }
    let newest = ends.count - 1
    ends[newest] = endNanoseconds
    self.whole[newest] = whole
    self.last10[newest] = Self.worse(self.last10[newest], last10, comparison)
    self.lacksAnswers[newest] = self.lacksAnswers[newest] || lacksAnswers
    filled += 1
  }

  /// Keeps the ends of its points together with those of `other`, if they are the same.
  mutating func shareEnds(with other: ObjectiveTrace) {
    if ends == other.ends { ends = other.ends }
  }

  private mutating func joinPairs() {
    ends.joinPairs { $1 }
    whole.joinPairs { $1 }
    last10.joinPairs { [comparison] in Self.worse($0, $1, comparison) }
    lacksAnswers.joinPairs { $0 || $1 }
    stride *= 2
  }

  private static func worse(_ left: Double, _ right: Double, _ comparison: Comparison) -> Double {
    if left.isNaN { return right }
    if right.isNaN { return left }
    return comparison == .atMost ? max(left, right) : min(left, right)
  }
}

extension ObjectiveTrace {
  /// Takes in an objective at the end of a measured interval.
  mutating func append(
    _ objective: ObjectiveState,
    _ subject: SubjectState,
    lastTen: Totals,
    endNanoseconds: Int64
  ) {
    let whole = objective.whole(subject)
    append(
      endNanoseconds: endNanoseconds,
      whole: whole.judged,
      last10: judge(objective.objective, lastTen).judged,
      lacksAnswers: whole.tooFewAnswers
    )
  }
}

extension Judgement {
  /// The value; NaN while it is pending or there is none.
  fileprivate var judged: Double { verdict == .pending ? .nan : observed ?? .nan }
}
