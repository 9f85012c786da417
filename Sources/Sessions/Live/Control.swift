/// What a user may do to a live run.
///
/// The source carries it out and tells so in an event.
package enum Control: Sendable, Equatable {
  /// Stop sending, and go on.
  case pause
  /// Go on after a pause.
  case resume
  /// Set the users (closed model) or the rate per second (open model).
  case level(Double)
  /// Change the level by a factor.
  case scale(Double)
  /// Twice the level for 10 s, then back.
  case spike
  /// End after the stage that runs.
  case stopAfterStage
  /// Send only this benchmark from now on; nil for all again.
  case only(String?)
  /// Mark this moment.
  case mark(String)
  /// End the run now: `drain` waits for answers that are due within 5 s.
  case stop(SessionEnd, drain: Bool)
}

/// Where the inputs of a session come from.
package protocol SessionSource: Sendable {
  /// Begins to deliver inputs, from threads of its own, and returns at once.
  func start(into inbox: Inbox) throws
  /// Does to the load what the user asks for; from any thread, returns at once.
  func apply(_ control: Control)
  /// Why it could not measure anything; nil if it could, and before its end.
  var failure: String? { get }
}

extension SessionSource {
  package var failure: String? { nil }
}
