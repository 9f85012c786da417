import Budgets

/// What comes and fails: the figures of line 3 of the screen, of its rows and of its tracks.
///
/// Each figure has one window, wherever it is shown. All windows end with the last complete interval,
/// so that the figures of one moment are of the same requests:
///
/// | figure | window |
/// | --- | --- |
/// | requests per second (line 3, rows, track) | the last 10 s without pauses |
/// | failed now (line 3, rows, track) | the last second; where nothing of the suite ended in it, the last 10 s |
/// | "last 10s", "last 60s" (values, bars, counts) | that time |
/// | verdict, consumption, "whole run" | the whole run |
/// | by load | the whole intervals of the step |
///
/// During the warm-up they are those of the warm-up, and once a session is over all of them are those
/// of the whole run.
package struct Traffic: Sendable, Equatable {
  /// Requests that ended, per second; nil before the first interval.
  package var rate: Double?
  /// Failed / ended, 0...1; nil where nothing ended.
  package var failedShare: Double?
  /// The failures of the same time by kind, the most frequent first.
  package var errors: [ErrorCount] = []

  /// Nothing came yet.
  package init() {}

  /// What came last of a part of a suite, of which `suite` came last.
  init(_ recent: RecentIntervals, of suite: RecentIntervals) {
    guard !recent.isEmpty else { return }
    rate = recent.lastTen.rate ?? 0
    let isOfSecond = suite.eventsOfSecond.count > 0
    failedShare = (isOfSecond ? recent.eventsOfSecond : recent.lastTen).value(of: .errorRate)
    errors =
      isOfSecond
      ? ErrorCount.sorted(recent.errorsOfSecond, reasons: recent.reasonsOfSecond)
      : ErrorCount.sorted(recent.errorsOfTen, reasons: recent.reasonsOfTen)
  }

  /// What came in a whole run.
  init(_ whole: EventCounts, errors: [ErrorKind: UInt64], reasons: [ErrorReason: UInt64]) {
    rate = whole.rate
    failedShare = whole.value(of: .errorRate)
    self.errors = ErrorCount.sorted(errors, reasons: reasons)
  }
}

extension EventCounts {
  /// Requests that ended, per second; nil before any time has passed.
  var rate: Double? {
    activeNanoseconds > 0 ? Double(count) / (Double(activeNanoseconds) / 1e9) : nil
  }
}
