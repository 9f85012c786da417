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

  private var list: WarningList
  private var source: Source
  private var waiting: [SessionInput] = []

  private enum Source {
    case own(OwnLog)
    case foreign(ForeignLog)
  }

  /// Opens a recording, or a log of another program, and reads its head.
  package init(path: String) throws(RecordingError) {
    self.path = path
    let file = try InputFile(path)
    guard file.length > 0 else { throw .empty(path: path) }
    var list = WarningList()
    let opening = try LogOpening(file)
    if opening.isOurs {
      head = try opening.ownHead(&list)
      source = .own(OwnLog(file))
      isForeign = false
    } else {
      let log = try ForeignLog(file, &list)
      if log.hasOwnMarks {
        // Its head is lost, but its intervals are sealed.
        list.add(.damagedHead, nil, "the head is missing: the suite and its budgets are not known")
        head = LogOpening.standIn(for: file)
        source = .own(OwnLog(file))
        isForeign = false
      } else {
        head = log.head
        source = .foreign(log)
        isForeign = true
      }
    }
    self.list = list
  }

  /// The next interval or event; after the last one, once, why it ended; then nil.
  ///
  /// Events that the run derived are left out.
  package func next() throws(RecordingError) -> SessionInput? {
    while waiting.isEmpty {
      guard end == nil else { return nil }
      switch source {
      case .own(var log):
        let step = try log.next(&list)
        source = .own(log)
        take(step)
      case .foreign(var log):
        let interval = try log.next(&list)
        source = .foreign(log)
        if let interval { waiting = [.interval(interval)] } else { finish(.completed) }
      }
    }
    return waiting.removeFirst()
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
