package import Sessions

/// Reads a recording from beginning to end with bounded memory.
///
/// What is damaged is left out and told; an interval is whole or not there.
package final class RecordingReader {
  /// The file.
  package let path: String
  /// What is known since the start; of a log of another program, what can be derived from it.
  package let head: SessionHead
  /// Whether another program wrote it: each tag is a benchmark, and there is no suite.
  package let isForeign: Bool
  /// The summary that the run ended with; nil before the end was read, and if there is none.
  package private(set) var summary: Summary?
  /// Why it ended; nil before the end was read.
  package private(set) var end: SessionEnd?
  /// The first 100 warnings so far.
  package var warnings: [RecordingWarning] { list.kept }
  /// All warnings so far.
  package var warningCount: Int { list.count }
  /// The first 10,000 derived events that the run wrote; a replay computes them again.
  package private(set) var derivedEvents: [SessionEvent] = []

  private let file: InputFile
  private let decoder: PayloadDecoder
  private(set) var list: WarningList
  private var log: Log
  /// What was read and not passed on, and how much of it was.
  private var waiting: [SessionInput] = []
  private var taken = 0

  /// Opens a recording, or a log of another program, and reads its head.
  package init(path: String) throws(RecordingError) {
    self.path = path
    file = try InputFile(path)
    decoder = PayloadDecoder()
    var list = WarningList()
    let opening = try LogOpening(file)
    var foreign: ForeignLog?
    if opening.author == .other {
      let log = try ForeignLog(file, &list, with: decoder)
      // A mark of ours may stand far behind its beginning.
      if !log.hasOwnMarks { foreign = log }
    }
    isForeign = foreign != nil
    if let foreign {
      (head, log) = (foreign.head, .foreign(foreign))
    } else {
      (head, log) = (try opening.ownHead(&list), .own(OwnLog(file)))
    }
    self.list = list
  }

  /// Where a reader is, for one of another thread.
  struct Position: Sendable {
    fileprivate var file: InputFile
    fileprivate var head: SessionHead
    fileprivate var log: Log
    fileprivate var warnings: WarningList
  }

  /// Where it is.
  var position: Position { Position(file: file, head: head, log: log, warnings: list) }

  /// Goes on where another reader is.
  init(at position: Position) {
    (file, head, log) = (position.file, position.head, position.log)
    list = position.warnings
    path = file.path
    isForeign = if case .foreign = log { true } else { false }
    decoder = PayloadDecoder()
  }

  /// The next interval or event; after the last one, once, why it ended; then nil.
  ///
  /// Events that the run derived are left out.
  package func next() throws(RecordingError) -> SessionInput? {
    while waiting.isEmpty {
      guard end == nil else { return nil }
      take(try log.next(&list, with: decoder))
    }
    return takeWaiting()
  }

  /// The first input that waits; O(1), since an interval may have a hundred thousand events.
  private func takeWaiting() -> SessionInput {
    let input = waiting[taken]
    taken += 1
    if taken == waiting.count { (waiting, taken) = ([], 0) }
    return input
  }

  private func take(_ step: OwnLog.Step) {
    switch step {
    case .interval(let interval, let events):
      add(events)
      waiting.append(.interval(interval))
    case .end(let end, let summary, let events):
      add(events)
      self.summary = summary
      finish(end)
    }
  }

  private func add(_ events: [SessionEvent]) {
    for event in events {
      if !event.isDerived {
        waiting.append(.event(event))
      } else if derivedEvents.count < 10_000 {
        derivedEvents.append(event)
      }
    }
  }

  private func finish(_ end: SessionEnd) {
    self.end = end
    waiting.append(.end(end))
  }
}

/// Reading at any place.
extension RecordingReader {
  /// Where the interval of the last input is.
  var place: Int64 { log.place }

  /// The same as `next` of a file that is still being written: nil while there is no whole interval
  /// and no end.
  func nextIfAny() throws(RecordingError) -> SessionInput? {
    if waiting.isEmpty, end == nil {
      var ahead = log
      var warnings = list
      let step = try ahead.next(&warnings, with: decoder)
      if case .end(_, nil, _) = step, !isForeign { return nil }
      log = ahead
      list = warnings
      take(step)
    }
    return waiting.isEmpty ? nil : takeWaiting()
  }

  /// The intervals from a place on, each after its events, up to and with the first that `isLast`
  /// says; it is asked with the interval and the number of those that were read.
  ///
  /// What is damaged is left out without a word: going through the file tells it.
  func intervals(
    from place: Int64,
    until isLast: (IntervalRecord, Int) -> Bool
  ) throws(RecordingError) -> [[SessionInput]] {
    var log = log
    log.seek(to: place)
    var warnings = WarningList()
    var intervals: [[SessionInput]] = []
    while case .interval(let record, let events) = try log.next(&warnings, with: decoder) {
      var inputs = events.filter { !$0.isDerived }.map { SessionInput.event($0) }
      inputs.append(.interval(record))
      intervals.append(inputs)
      if isLast(record, intervals.count) { break }
    }
    return intervals
  }

  /// Where to begin so that the first interval that ends behind a moment is the next one, or one
  /// close before it.
  func place(after nanoseconds: Int64) throws(RecordingError) -> Int64 {
    switch log {
    case .own: try MarkSearch(file: file, length: file.lengthNow()).place(after: nanoseconds)
    case .foreign(let log): log.place(before: nanoseconds)
    }
  }

  /// The end of the last interval, ns since the start of the session.
  func lastEnd() throws(RecordingError) -> Int64 {
    switch log {
    case .own: try MarkSearch(file: file, length: file.lengthNow()).lastEnd()
    case .foreign(let log): log.endNanoseconds
    }
  }
}
