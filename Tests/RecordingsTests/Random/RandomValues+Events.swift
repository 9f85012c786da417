import Budgets

@testable import Sessions

extension RandomValues {
  enum EventName: CaseName {
    case load, mark, paused, resumed, steered, notice, skipped, slowest, verdict, overBudget
    case backUnder, alert, alertOver, trust, outage, gap

    init(_ kind: SessionEvent.Kind) {
      switch kind {
      case .load: self = .load
      case .mark: self = .mark
      case .paused: self = .paused
      case .resumed: self = .resumed
      case .steered: self = .steered
      case .notice: self = .notice
      case .skipped: self = .skipped
      case .slowest: self = .slowest
      case .verdict: self = .verdict
      case .overBudget: self = .overBudget
      case .backUnder: self = .backUnder
      case .alert: self = .alert
      case .alertOver: self = .alertOver
      case .trust: self = .trust
      case .outage: self = .outage
      case .gap: self = .gap
      }
    }
  }

  mutating func event() -> SessionEvent { event(any(EventName.self)) }

  mutating func event(_ name: EventName) -> SessionEvent {
    SessionEvent(atNanoseconds: moment(), kind: kind(name))
  }

  private mutating func kind(_ name: EventName) -> SessionEvent.Kind {
    switch name {
    case .load: .load(loadChange())
    case .mark: .mark(text())
    case .paused: .paused
    case .resumed: .resumed
    case .steered: .steered(text())
    case .notice: .notice(text())
    case .skipped: .skipped(SkippedBenchmark(name: text(), reason: text()))
    case .slowest: .slowest(list { $0.slowRequest() })
    case .verdict: .verdict(verdictChange())
    case .overBudget: .overBudget(crossing())
    case .backUnder: .backUnder(crossing())
    case .alert: .alert(alert())
    case .alertOver: .alertOver(alert())
    case .outage: .outage(outage())
    case .gap: .gap(gap())
    case .trust: .trust(TrustChange(isGood: bool(), text: text()))
    }
  }

  mutating func outage() -> Outage {
    Outage(
      fromNanoseconds: moment(),
      toNanoseconds: moment(),
      untilNanoseconds: maybe { $0.moment() },
      failed: integer(0...UInt64.max),
      errors: errors().map { ErrorCount(kind: $0.kind, count: $0.count) }
    )
  }

  mutating func loadChange() -> LoadChange {
    LoadChange(from: number(), to: number(), stage: maybe { $0.integer(0...Int.max) })
  }

  mutating func slowRequest() -> SlowRequest {
    var slow = SlowRequest(
      atNanoseconds: moment(),
      benchmark: text(),
      latencyNanoseconds: moment(),
      outcome: text(),
      isGood: bool(),
      request: text()
    )
    slow.phases.connectNanoseconds = maybe { $0.moment() }
    slow.phases.tlsNanoseconds = maybe { $0.moment() }
    slow.phases.firstByteNanoseconds = maybe { $0.moment() }
    return slow
  }

  mutating func verdictChange() -> VerdictChange {
    VerdictChange(
      subject: text(),
      metric: text(),
      from: verdict(),
      to: verdict(),
      consumption: maybe { $0.number() },
      sinceNanoseconds: maybe { $0.moment() },
      tooManyFailed: bool()
    )
  }

  mutating func crossing() -> WindowCrossing {
    WindowCrossing(
      subject: text(),
      metric: text(),
      consumption: maybe { $0.number() },
      tooManyFailed: bool()
    )
  }

  mutating func alert() -> Alert {
    Alert(
      severity: severity(),
      subject: text(),
      metric: text(),
      rule: text(),
      text: text()
    )
  }

  mutating func gap() -> Gap {
    Gap(nanoseconds: moment(), isSuspension: bool(), inFlight: integer(0...1000))
  }
}
