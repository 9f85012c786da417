import Budgets
import Sessions

/// Names and figures in the words of the screens.
enum Words {
  /// Why a latency can't be held to its budget, whatever the rest of the requests took.
  static let tooManyFailed = "too many failed"

  /// How much of a budget is used, or why that can't be said; nil if there is nothing to say.
  static func used(_ judgement: Judgement, _ glyphs: Glyphs) -> String? {
    if judgement.tooFewAnswers { return tooManyFailed }
    return judgement.consumption.map { Figures.consumption($0, infinity: glyphs.infinity) }
  }

  /// A short name of a metric for the table: `avail`, `err`.
  static func short(_ metric: Metric) -> String {
    switch metric {
    case .errorRate: "err"
    case .availability: "avail"
    case .throughput: "rate"
    case .openFiles: "files"
    case .contextSwitches: "switches"
    case .quantile, .minimum, .mean, .maximum, .userTime, .systemTime, .residentMemory, .cpu,
      .threads:
      metric.name
    }
  }

  /// A long name of a metric for sentences.
  static func long(_ metric: Metric) -> String {
    switch metric {
    case .errorRate: "errors"
    case .openFiles: "open files"
    case .contextSwitches: "context switches"
    case .userTime: "user time"
    case .systemTime: "system time"
    case .residentMemory: "memory"
    case .cpu: "CPU"
    case .quantile, .minimum, .mean, .maximum, .availability, .throughput, .threads: metric.name
    }
  }

  /// A value of a metric in its unit, on a machine with so many CPUs.
  static func value(_ value: Double, of metric: Metric, cores: Int = 0) -> String {
    if metric == .cpu { return Figures.cpu(value, of: cores) }
    return switch metric.unit {
    case .nanoseconds: Figures.duration(nanoseconds: value)
    case .share:
      metric == .availability ? Figures.fineShare(value) : Figures.share(value)
    case .perSecond: Figures.rate(value) + "/s"
    case .bytes, .count: Figures.value(value, in: metric.unit)
    }
  }

  /// A value of an objective's metric, in the unit of its budget; use of CPU on a machine with so many.
  static func value(_ value: Double, of objective: Objective, cores: Int = 0) -> String {
    objective.metric.unit == .share
      ? self.value(value, of: objective.metric, cores: cores) : Figures.value(value, of: objective)
  }

  /// A budget as it was written.
  static func budget(_ objective: Objective) -> String { Figures.budget(objective) }

  /// The unit of a budget, for a number that is typed without one.
  static func unit(of objective: Objective) -> String {
    let written = objective.written.unit
    if !written.isEmpty, written != "m", written != "h" { return written }
    return switch objective.metric.unit {
    case .nanoseconds: "ms"
    case .share: "%"
    case .perSecond: "/s"
    case .bytes: "MB"
    case .count: ""
    }
  }

  /// `p95≤200ms`.
  static func objective(_ objective: Objective, _ glyphs: Glyphs) -> String {
    let sign = objective.comparison == .atMost ? glyphs.atMost : glyphs.atLeast
    return short(objective.metric) + sign + budget(objective)
  }

  static func name(of order: WatchState.Order) -> String {
    switch order {
    case .attention: "what needs attention"
    case .suite: "the order of the suite"
    case .consumption: "consumption"
    case .rate: "rate"
    }
  }

  static func name(of span: WatchState.Span) -> String {
    switch span {
    case .tenSeconds: "last 10s"
    case .sixtySeconds: "last 60s"
    case .run: "whole run"
    }
  }

  static func name(of page: WatchState.Page) -> String {
    switch page {
    case .overview: "overview"
    case .details: "details"
    case .load: "by load"
    case .events: "events"
    case .slowest: "slowest"
    case .run: "this run"
    }
  }

  /// What the load of a model is counted in.
  static func unit(of model: LoadProfile.LoadModel) -> String {
    switch model {
    case .closed, .external: "users"
    case .samples: "runs"
    // What comes of it is `req/s`.
    case .open: "due/s"
    }
  }

  /// A level of load, as `80 users` or `200/s`.
  static func level(_ level: Double, _ model: LoadProfile.LoadModel) -> String {
    switch model {
    case .closed, .external: "\(plain(level, model)) \(level == 1 ? "user" : unit(of: model))"
    case .samples: "one at a time"
    case .open: "\(plain(level, model))/s"
    }
  }

  /// A level without its unit.
  static func plain(_ level: Double, _ model: LoadProfile.LoadModel) -> String {
    model == .open ? Figures.rate(level) : Figures.quantity(Int(min(max(0, level), 1e15).rounded()))
  }

  static func glyph(_ verdict: Verdict, _ glyphs: Glyphs) -> String {
    switch verdict {
    case .pending: glyphs.pending
    case .pass: glyphs.pass
    case .drift: glyphs.drift
    case .violation: glyphs.violation
    case .skipped: glyphs.skipped
    }
  }

  static func role(_ verdict: Verdict) -> Role {
    switch verdict {
    case .pending, .skipped: .muted
    case .pass: .pass
    case .drift: .drift
    case .violation: .violation
    }
  }

  /// Failures by kind: `39 timeout, 3 status 503`; with their reasons `39 tls: unknown issuer 'ca'`.
  static func errors(_ errors: [ErrorCount], most: Int, mostReasons: Int = 0) -> String {
    let named = errors.prefix(most).map { error in
      "\(Figures.quantity(Int(clamping: error.count))) \(error.kind.name)"
        + (mostReasons > 0 ? error.because(most: mostReasons) : "")
    }
    let rest = errors.dropFirst(most).reduce(0) { $0 + Int($1.count) }
    return (named + (rest > 0 ? ["\(Figures.quantity(rest)) other"] : [])).joined(separator: ", ")
  }

  /// `down 21:05:25–21:05:46, 1,240 refused`, or while it lasts `down since 21:05:25, 1,240 refused`.
  static func outage(_ outage: Outage, clock: (Int64) -> String) -> String {
    let from = clock(outage.fromNanoseconds)
    let span = outage.isOver ? " \(from)–\(clock(outage.toNanoseconds))" : " since \(from)"
    return outage.word + span + ", " + errors(outage.errors, most: 2)
  }

  /// Text without blanks at both ends.
  static func stripped(_ text: String) -> String {
    var text = Substring(text)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// A level as typed: `80`, `80 users`, `200/s`; nil if the unit is that of the other model.
  static func number(_ text: String, model: LoadProfile.LoadModel) -> Double? {
    var text = stripped(text)
    for suffix in model == .closed ? ["users", "user"] : ["/s", "req/s"]
    where text.hasSuffix(suffix) {
      text = stripped(String(text.dropLast(suffix.count)))
      break
    }
    guard let number = Double(text), number.isFinite, number >= 0, number <= 1_000_000 else {
      return nil
    }
    return number
  }

  /// A time as typed: `2:31`, `1:02:31`, `151s`, `151`.
  static func seconds(_ text: String) -> Double? {
    var text = stripped(text)
    if text.hasSuffix("s") { text.removeLast() }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.count <= 3 else { return nil }
    var total = 0.0
    for part in parts {
      guard let number = Double(part), number.isFinite, number >= 0, number < 1e7 else {
        return nil
      }
      total = total * 60 + number
    }
    return total
  }
}
