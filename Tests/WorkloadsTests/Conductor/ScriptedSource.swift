import Measurements
import Sessions
import Synchronization

@testable import Workloads

/// A source that tells what a test wrote down, and keeps what is asked of it.
final class ScriptedSource: SessionSource {
  private let script: [SessionInput]
  private let error: (any Error)?
  private let inbox = Mutex<Inbox?>(nil)
  private let heard = Mutex<[Control]>([])

  /// A source that tells all of `script` as it starts, or does not start with `error`.
  init(_ script: [SessionInput], failing error: (any Error)? = nil) {
    self.script = script
    self.error = error
  }

  /// What was asked of it.
  var controls: [Control] { heard.withLock { $0 } }

  /// Whether it was started.
  var hasStarted: Bool { inbox.withLock { $0 != nil } }

  func start(into inbox: Inbox) throws {
    if let error { throw error }
    self.inbox.withLock { $0 = inbox }
    for input in script { inbox.put(input) }
  }

  func apply(_ control: Control) {
    heard.withLock { $0.append(control) }
    if case .stop(let end, _) = control { tell(.end(end)) }
  }

  /// Tells one thing more.
  func tell(_ input: SessionInput) { inbox.withLock { $0 }?.put(input) }

  /// An interval of 100 ms with one sample of each of `names`.
  static func interval(_ number: Int, _ names: [String] = []) -> IntervalRecord {
    var record = IntervalRecord(
      number: number,
      startNanoseconds: Int64(number) * 100_000_000,
      endNanoseconds: Int64(number + 1) * 100_000_000,
      phase: .measured
    )
    record.series = names.map {
      SeriesCounts(id: SeriesID($0), counts: SparseCounts(entries: [.init(index: 7, count: 1)]))
    }
    return record
  }
}
