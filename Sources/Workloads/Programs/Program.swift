/// What a user does in one turn: what a choice among the benchmarks picks.
struct Program: Sendable {
  /// The name of the benchmark.
  let name: String
  /// Its place among the programs of the plan.
  let number: Int
  /// Its place among the series of the plan: that of the benchmark's own name.
  let series: Int
  let work: Work
  /// The pause of a user after it, ns.
  let thinkNanoseconds: ClosedRange<Int64>
  /// How many values it captures.
  let slots: Int
  /// Whether values are filled into what it sends, or taken from what it gets.
  let hasValues: Bool

  /// What it does.
  enum Work: Sendable {
    /// One request.
    case request(RequestPlan)
    /// Several requests, one after the other; at least one.
    case flow([FlowStep])
    /// A WebSocket exchange.
    case exchange(ExchangePlan)

    /// Whether no values are filled into what it sends.
    var isConstant: Bool {
      switch self {
      case .request(let request): request.template.isConstant
      case .flow(let steps): steps.allSatisfy { $0.request.template.isConstant }
      case .exchange(let exchange): exchange.isConstant
      }
    }
  }

  /// The WebSocket exchange that it is; nil if it is none.
  var exchange: ExchangePlan? {
    if case .exchange(let exchange) = work { exchange } else { nil }
  }

  /// The requests, in order.
  var requests: [RequestPlan] {
    switch work {
    case .request(let request): [request]
    case .flow(let steps): steps.map(\.request)
    case .exchange(let exchange): [exchange.handshake]
    }
  }
}

/// One step of a flow.
struct FlowStep: Sendable {
  let request: RequestPlan
  /// The pause of the user after it, ns.
  let thinkNanoseconds: ClosedRange<Int64>
}
