package import Budgets
package import Measurements
import Synchronization

/// Looks at a session from any moment of it: a recording, or a live run while it goes on.
///
/// It has a thread of its own. At first it shows the moment that was asked for, as far as the last
/// minute before it tells; then it goes through the whole session once, while seeks are answered
/// first; of a live run it takes in what is added.
package final class Scrubber: Sendable {
  private enum Request: Sendable {
    case seek(Int64)
    case judge(Range<Int64>?)
    case stop
  }

  private struct Shown: Sendable {
    var overview: Overview
    var frame: Frame?
    var region: RegionResult?
  }

  /// The least time between two overviews of a session that is being summed, ns.
  private static let rhythm: Int64 = 250_000_000
  /// How often a session that goes on is looked at, ns.
  private static let pollNanoseconds: Int64 = 200_000_000

  private let requests = Mailbox<Request>()
  private let shown: Mutex<Shown>
  /// The past, held by the scrubber's thread from start to end.
  private let past: Mutex<SessionPast>
  private let clock: any TimeSource
  private let onChange: @Sendable () -> Void

  /// A scrubber that has not begun to read.
  ///
  /// - Parameters:
  ///   - archive: the session.
  ///   - suite: what it is judged by.
  ///   - circumstances: what no input says.
  ///   - place: the moment to begin with, ns since the start of the session; nil for the first
  ///     moment over budget, if the session says so itself, and else for its beginning.
  ///   - clock: what tells how often an overview is due.
  ///   - onChange: called on the scrubber's thread after `overview`, `frame` or `region` changed.
  package init(
    _ archive: sending any SessionArchive,
    suite: Suite,
    circumstances: SessionState.Circumstances = SessionState.Circumstances(),
    at place: Int64? = nil,
    clock: any TimeSource = SystemClock(),
    onChange: @escaping @Sendable () -> Void = {}
  ) {
    self.clock = clock
    self.onChange = onChange
    let first = place ?? archive.recordedSummary?.firstOver?.atNanoseconds ?? 0
    let past = SessionPast(archive, suite: suite, circumstances: circumstances)
    shown = Mutex(Shown(overview: past.overview()))
    self.past = Mutex(past)
    requests.put(.seek(first))
  }

  /// The whole session, as far as it is known.
  package var overview: Overview { shown.withLock { $0.overview } }

  /// The session at the moment that was asked for last; nil until the first answer.
  package var frame: Frame? { shown.withLock { $0.frame } }

  /// The stretch that was asked for last; nil for none, and before its answer.
  package var region: RegionResult? { shown.withLock { $0.region } }

  /// Asks for the session at a moment, ns since its start; returns at once, and only the newest
  /// request is answered.
  ///
  /// A moment beyond either end is that end.
  package func seek(to nanoseconds: Int64) { requests.put(.seek(nanoseconds)) }

  /// Asks for a stretch to be judged on its own, or for none; returns at once.
  package func judge(region: Range<Int64>?) { requests.put(.judge(region)) }

  /// Begins to read.
  package func start() {
    startThread { [self] in past.withLock { run($0) } }
  }

  /// Ends the thread soon; what is shown stays.
  package func stop() { requests.put(.stop) }

  // MARK: On the scrubber's thread

  private func run(_ past: SessionPast) {
    var seek: Int64?
    var answer: Answer?
    var region: Range<Int64>?
    var work: RegionWork?
    var progress = SessionPast.Progress.more
    var published = clock.monotonicNanoseconds()
    while true {
      let wait: Int64? =
        switch progress {
        case .waiting where work == nil: Self.pollNanoseconds
        case .over where work == nil: nil
        case .more, .waiting, .over: 0
        }
      let asked = wait.map(requests.takeAll(withinNanoseconds:)) ?? requests.takeAll()
      for request in asked {
        switch request {
        case .seek(let moment):
          seek = moment
          answer = nil
        case .judge(let stretch):
          region = stretch
          work = nil
          if stretch == nil { show { $0.region = nil } }
        case .stop: return
        }
      }
      if let moment = seek, isDue(answer, at: moment, of: past) {
        let frame =
          past.reading({ try $0.frame(at: moment) })
          ?? Frame(
            atNanoseconds: moment,
            unreadable: past.failure ?? "it can't be read",
            like: overview.snapshot
          )
        answer = Answer(isWhole: frame.isWhole, reachedNanoseconds: past.reachedNanoseconds)
        show { $0.frame = frame }
        if frame.problem != nil || frame.isWhole && past.isSettled(moment) { seek = nil }
      }
      if let stretch = region, past.covers(stretch.upperBound) {
        region = nil
        work = past.reading { try $0.judging(stretch) } ?? nil
        if work == nil { show { $0.region = nil } }
      }
      if let current = work {
        // What can't be read is left out.
        let next = past.reading { try $0.goingOn(with: current) }
        work = next.flatMap { $0.isComplete ? nil : $0 }
        if work == nil { show { $0.region = (next ?? current).result } }
      }
      let before = progress
      progress = past.advance()
      let now = clock.monotonicNanoseconds()
      if progress == .over ? before != .over : past.hasGrown && now - published >= Self.rhythm {
        published = now
        let overview = past.overview()
        show { $0.overview = overview }
      }
    }
  }

  /// What a moment was answered with.
  private struct Answer {
    var isWhole: Bool
    /// How far the session had been taken in, ns since its start.
    var reachedNanoseconds: Int64
  }

  /// Whether a moment is to be looked at: at once, again once its totals are there, and, in an interval
  /// that was not complete, again with each interval up to that one.
  private func isDue(_ answer: Answer?, at moment: Int64, of past: SessionPast) -> Bool {
    guard let answer else { return true }
    guard past.covers(moment) else { return false }
    return !answer.isWhole || past.isSettled(moment)
      || past.reachedNanoseconds > answer.reachedNanoseconds
  }

  private func show(_ change: (inout Shown) -> Void) {
    shown.withLock { change(&$0) }
    onChange()
  }
}
