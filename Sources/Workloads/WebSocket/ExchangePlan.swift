import Budgets

/// A WebSocket exchange as the engine carries it out: everything that is the same each time.
final class ExchangePlan: Sendable {
  /// The request of the opening handshake; its series is that of `connect`.
  let handshake: RequestPlan
  /// The subprotocols that the handshake offers; nil if they are values that are filled in.
  let subprotocols: [String]?
  /// The message that begins a subscription; nil for none.
  let subscription: MessagePlan?
  /// The message whose answer ends a turn; nil if any message from the server does.
  let message: MessagePlan?
  /// The place among the series of the plan of the messages that came.
  let receivedSeries: Int

  init(
    handshake: RequestPlan,
    subprotocols: [String]?,
    subscription: MessagePlan?,
    message: MessagePlan?,
    receivedSeries: Int
  ) {
    self.handshake = handshake
    self.subprotocols = subprotocols
    self.subscription = subscription
    self.message = message
    self.receivedSeries = receivedSeries
  }

  /// Whether no values are filled into what it sends.
  var isConstant: Bool {
    handshake.template.isConstant && subscription?.isConstant != false
      && message?.isConstant != false
  }

  /// Whether an answer that comes too late can't be taken for that to another message.
  var tellsAnswersApart: Bool {
    guard let message else { return true }
    if case .next = message.answer { return false }
    return true
  }
}

/// A message, and how its answer is found.
struct MessagePlan: Sendable {
  let text: TextPlan
  let answer: Answer
  /// Its place among the series of the plan.
  let series: Int
  /// Which of the draws of a turn it takes, so that a message and what is compared with its answer have
  /// the same random values.
  let step: Int

  /// How the answer to a message is found.
  enum Answer: Sendable {
    /// It is the next message.
    case next
    /// It contains this text.
    case contains(TextPlan)
    /// Its JSON has at this place what the message has there.
    case json(JSONPath)
  }

  /// Whether no values are filled in.
  var isConstant: Bool {
    guard case .contains(let text) = answer else { return text.isConstant }
    return self.text.isConstant && text.isConstant
  }
}
