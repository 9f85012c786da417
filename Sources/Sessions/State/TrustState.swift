/// Whether the measurement itself can be believed, from what the generator says of each interval.
struct TrustState {
  /// A loop that is busy for more than this share can't send and read in time.
  private static let busyLoop = 0.95
  /// A timer that comes later than this shifts what it measures, ns.
  private static let lateTimer: Int64 = 50_000_000
  /// Stolen time above this share.
  private static let stolen = 0.10
  /// The share of late sends above which arrivals are not what was asked for.
  private static let lateShare = 0.01
  /// The share of what was due and not sent above which the percentiles lack too much.
  private static let droppedShare = 0.01
  /// Intervals in which something must be wrong before it is told, so that one hiccup is not.
  private static let least = 3

  private var intervals = 0
  private var busy = 0
  private var greatestBusy = 0.0
  private var lagging = 0
  private var greatestLag: Int64 = 0
  private var stolenIntervals = 0
  private var greatestSteal = 0.0
  private var sends: UInt64 = 0
  private var late: UInt64 = 0
  private var dropped: UInt64 = 0
  /// Intervals for which nothing has been wrong before doubt ends, so that it does not come and go.
  private static let holding = 10
  private var calmIntervals = 0
  /// Whether the measurement can be believed.
  private(set) var trust = Trust()

  /// Takes an interval in, in which so many requests of the suite were dropped.
  mutating func append(_ record: IntervalRecord, dropped: UInt64) {
    let gauge = record.generator
    intervals += 1
    self.dropped = self.dropped.addingSaturated(dropped)
    if gauge.busiestLoop > Self.busyLoop { busy += 1 }
    greatestBusy = max(greatestBusy, gauge.busiestLoop)
    if gauge.lagNanoseconds > Self.lateTimer { lagging += 1 }
    greatestLag = max(greatestLag, gauge.lagNanoseconds)
    if gauge.steal > Self.stolen { stolenIntervals += 1 }
    greatestSteal = max(greatestSteal, gauge.steal)
    sends = sends.addingSaturated(gauge.sends)
    late = late.addingSaturated(gauge.lateSends)
    let found = found
    calmIntervals = found.verdict == .good ? calmIntervals + 1 : 0
    if found.verdict == .doubtful || calmIntervals >= Self.holding { trust = found }
  }

  /// What is wrong by now.
  private var found: Trust {
    var reasons: [String] = []
    let due = Double(sends) + Double(dropped)
    let unsent = due > 0 ? Double(dropped) / due : 0
    let isDropping = unsent > Self.droppedShare
    let lateness = sends >= 100 ? Double(late) / Double(sends) : 0
    let isLate = lateness > Self.lateShare
    let isBusy = counts(busy)
    let share = "\(percent(unsent)) of what was due was not sent"
    let delay = "\(percent(lateness)) of the requests were sent over 1 ms late"
    let use = "used up to \(percent(greatestBusy)) of a core"
    if isDropping, isBusy {
      reasons.append("the load generator is the limit: it \(use), and \(share)")
    } else if isDropping, isLate {
      // Who comes late to what is due, and then gives some of it up, has no time for it.
      reasons.append("the load generator is the limit: \(delay), and \(share)")
    } else if isDropping {
      reasons.append("\(share), so that no percentile has it")
    } else if isBusy {
      reasons.append("the load generator \(use): it may be the limit")
    }
    if isLate, isBusy || !isDropping { reasons.append(delay) }
    if counts(lagging) {
      reasons.append("timers of the load generator were up to \(greatestLag / 1_000_000) ms late")
    }
    if counts(stolenIntervals) {
      reasons.append("other machines took up to \(percent(greatestSteal)) of the CPU time")
    }
    return Trust(reasons: reasons)
  }

  /// Whether something was wrong in three intervals and in a tenth of all.
  private func counts(_ wrong: Int) -> Bool { wrong >= Self.least && wrong * 10 >= intervals }

  /// A recording may say any number.
  private func percent(_ share: Double) -> String {
    "\(Int(min(max(0, share * 100), 1e9).rounded()))%"
  }
}
