import Budgets
import Measurements
import Sessions
import Synchronization
import Testing

@testable import Workloads

/// What a source told from its start to its end.
struct SourceLog {
  /// All of it, previews included.
  let inputs: [SessionInput]

  /// Starts a source, does something with it, and takes down what it tells until its end.
  static func of(
    _ source: any SessionSource,
    then act: () async -> Void = {}
  ) async throws -> SourceLog {
    let inbox = Inbox()
    try source.start(into: inbox)
    await act()
    let taken = Mutex<[SessionInput]>([])
    let isOver = await Deadline.wait {
      let new = inbox.takeAll(withinNanoseconds: 1_000_000)
      return taken.withLock { all in
        all += new
        return all.contains { if case .end = $0 { true } else { false } }
      }
    }
    #expect(isOver)
    return SourceLog(inputs: taken.withLock { $0 })
  }

  var records: [IntervalRecord] {
    inputs.compactMap { if case .interval(let record) = $0 { record } else { nil } }
  }

  var events: [SessionEvent] {
    inputs.compactMap { if case .event(let event) = $0 { event } else { nil } }
  }

  var notices: [String] {
    events.compactMap { if case .notice(let text) = $0.kind { text } else { nil } }
  }

  var end: SessionEnd? {
    guard case .end(let end) = inputs.last else { return nil }
    return end
  }

  /// The samples of a series, of all intervals.
  func counts(_ benchmark: String, _ kind: SeriesID.Kind = .succeeded) -> SparseCounts {
    let id = SeriesID(benchmark, kind)
    return SparseCounts(
      merging: records.flatMap(\.series).filter { $0.id == id }.map(\.counts)
    )
  }

  /// Failures of a benchmark by kind.
  func errors(_ benchmark: String) -> [ErrorKind: UInt64] {
    records.flatMap(\.counters).filter { $0.benchmark == benchmark }
      .reduce(into: [:]) { $0.merge($1.errors, uniquingKeysWith: +) }
  }

  /// Whether intervals are numbered and follow each other without gaps, each with a length.
  var isContinuous: Bool {
    var next: (number: Int, start: Int64) = (0, 0)
    for record in records {
      guard record.number == next.number, record.startNanoseconds == next.start,
        record.endNanoseconds > record.startNanoseconds,
        record.endNanoseconds % 1_000_000 == 0
      else { return false }
      next = (record.number + 1, record.endNanoseconds)
    }
    return true
  }
}
