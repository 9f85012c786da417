import Sessions

/// Passes on what the part of a session that runs tells, as the session's own inputs.
struct PartVoice {
  private let isAlone: Bool
  private let processes: (any ProcessObserver)?
  private let inbox: Inbox
  private var shift = PartShift()
  /// Where the last interval ended: the next one's number, ns of session time.
  private var next = PartShift()
  /// The watched processes that were there at the end of the last interval; nil before the first.
  private var present: [String]?
  /// The benchmarks of the part, those included that the suite did not know.
  private var benchmarks: [String] = []

  /// The voice of the parts of a session; `isAlone` if there is one only.
  init(isAlone: Bool, processes: (any ProcessObserver)?, inbox: Inbox) {
    self.isAlone = isAlone
    self.processes = processes
    self.inbox = inbox
  }

  /// A part begins where the last one ended.
  mutating func begin(_ part: SessionPart) {
    shift = next
    benchmarks = part.benchmarks
  }

  /// Something happened between two parts.
  func tell(_ kind: SessionEvent.Kind) {
    inbox.put(.event(SessionEvent(atNanoseconds: next.nanoseconds, kind: kind)))
  }

  /// Passes on an input of the part, other than its end.
  mutating func pass(_ input: SessionInput) {
    switch input {
    case .preview(let record): inbox.put(.preview(completed(record)))
    case .interval(let record): inbox.put(.interval(watched(completed(record))))
    case .event(let event): inbox.put(.event(shift.moved(event)))
    case .end: break
    }
  }

  /// The interval on the session's timeline, with the benchmarks that were measured in it.
  private mutating func completed(_ record: IntervalRecord) -> IntervalRecord {
    var moved = shift.moved(record)
    guard !isAlone, moved.active == nil else { return moved }
    for series in record.series where !benchmarks.contains(series.id.benchmark) {
      benchmarks.append(series.id.benchmark)
    }
    moved.active = benchmarks
    return moved
  }

  /// Says that a watched process came, or that it is gone.
  private mutating func tellOfProcesses(_ labels: [String]) {
    defer { present = labels }
    guard let present else { return }
    for label in labels where !present.contains(label) {
      tell(.notice("\(Visible.text(label)) is there now"))
    }
    for label in present where !labels.contains(label) {
      tell(.notice("\(Visible.text(label)) is gone: no such process any more"))
    }
  }

  /// The interval with what the watched processes did in it.
  private mutating func watched(_ record: IntervalRecord) -> IntervalRecord {
    next = PartShift(number: record.number + 1, nanoseconds: record.endNanoseconds)
    guard let processes else { return record }
    var record = record
    record.processes = processes.gauges(
      overNanoseconds: record.endNanoseconds - record.startNanoseconds
    )
    tellOfProcesses(record.processes.map(\.label))
    return record
  }
}
