/// A stretch of a session as a session of its own, which begins where the stretch does.
///
/// Its bounds snap outward to those of intervals. It has no summary of its own: what the run came to
/// is not what the stretch came to. Owned by one thread.
package final class StretchArchive: SessionArchive {
  private let base: any SessionArchive
  /// Since the start of the whole session, ns; from the start of an interval on.
  private let bounds: Range<Int64>
  /// Intervals of the whole session before the stretch.
  private var skipped = 0
  /// The change that led to the load with which the stretch begins.
  private var before: SessionEvent?
  /// What comes before anything else is read.
  private var pending: [SessionInput] = []
  private var hasBegun = false
  private var isOver = false

  /// A stretch of `base`, ns since its start.
  ///
  /// - Throws: why the place where it begins can't be read.
  package init(_ base: any SessionArchive, _ wanted: Range<Int64>) throws {
    self.base = base
    var from = max(0, wanted.lowerBound)
    if from > 0 {
      for case .interval(let record) in try base.inputs(upTo: from + 1, count: 1)
      where record.startNanoseconds <= from && from < record.endNanoseconds {
        from = record.startNanoseconds
      }
    }
    bounds = from..<max(from, wanted.upperBound)
  }

  package var head: SessionHead {
    var head = base.head
    head.startedNanoseconds += bounds.lowerBound
    return head
  }

  package var endNanoseconds: Int64 {
    max(0, min(base.endNanoseconds, bounds.upperBound) - bounds.lowerBound)
  }

  package var recordedSummary: Summary? { nil }

  package var warnings: [String] { base.warnings }

  package func next() throws -> ArchiveStep {
    while !isOver {
      if let input = pending.popLast() { return .input(input) }
      let step = try base.next()
      guard case .input(let input) = step else { return step }
      switch input {
      case .interval(let record) where record.endNanoseconds <= bounds.lowerBound: skipped += 1
      case .interval:
        guard let moved = moved(input) else { return end(.completed) }
        guard !hasBegun, let opening else { return .input(moved) }
        hasBegun = true
        pending = [moved]
        return .input(opening)
      case .event(let event) where event.atNanoseconds < bounds.lowerBound:
        if case .load = event.kind { before = event }
      case .event: if let moved = moved(input) { return .input(moved) }
      case .end(let reason): return end(reason)
      case .preview: break
      }
    }
    return .over
  }

  private func end(_ reason: SessionEnd) -> ArchiveStep {
    isOver = true
    return .input(.end(reason))
  }

  /// The load with which the stretch begins, as an event of its first moment.
  private var opening: SessionInput? {
    guard var event = before else { return nil }
    event.atNanoseconds = 0
    return .event(event)
  }

  package func inputs(of intervals: Range<Int>) throws -> [SessionInput] {
    let shifted = intervals.lowerBound + skipped..<intervals.upperBound + skipped
    let inputs = try base.inputs(of: shifted).compactMap(moved)
    return intervals.lowerBound == 0 ? (opening.map { [$0] } ?? []) + inputs : inputs
  }

  package func inputs(upTo nanoseconds: Int64, count: Int) throws -> [SessionInput] {
    try base.inputs(upTo: nanoseconds + bounds.lowerBound, count: count).compactMap(moved)
  }

  /// An input with its times counted from the start of the stretch; nil if it lies outside.
  private func moved(_ input: SessionInput) -> SessionInput? {
    switch input {
    case .interval(var record):
      guard record.endNanoseconds > bounds.lowerBound,
        record.startNanoseconds < bounds.upperBound
      else { return nil }
      record.startNanoseconds -= bounds.lowerBound
      record.endNanoseconds -= bounds.lowerBound
      return .interval(record)
    case .event(var event):
      guard bounds.contains(event.atNanoseconds) else { return nil }
      event.atNanoseconds -= bounds.lowerBound
      if case .slowest(var requests) = event.kind {
        for index in requests.indices { requests[index].atNanoseconds -= bounds.lowerBound }
        event.kind = .slowest(requests)
      }
      return .event(event)
    case .preview, .end: return input
    }
  }
}
