import Measurements
import Sessions

// Programs of more than one request that is always the same.
extension Worker {
  /// Begins a turn of a program that has values or steps, or is an exchange.
  @inline(never)
  func beginTurn(_ lane: Lane, _ runner: ProgramRunner, due: Int64, at now: Int64) {
    if runner.program.hasValues {
      let turn = lane.turn ?? Turn(user: lane.user + 1)
      lane.turn = turn
      runner.begin(turn)
    }
    if let exchange = runner.exchange { return begin(lane, exchange, due: due, at: now) }
    if runner.steps != nil {
      lane.step = 0
      lane.flowNanoseconds = 0
      openFlows += 1
    }
    begin(lane, runner.first, due: due, at: now)
  }

  /// A step of a flow has succeeded: the next one follows when its user has thought.
  @inline(never)
  func advance(_ lane: Lane, at now: Int64) {
    guard let steps = lane.runner.steps, let step = lane.step else { return }
    guard step + 1 < steps.count else {
      endFlow(lane, failure: nil, at: now)
      return release(lane, at: now)
    }
    lane.flowNanoseconds += now - lane.due
    lane.step = step + 1
    // A stream of its own, apart from what the user thinks between programs.
    let stream = lane.user ^ UInt64(step + 1) << 48
    let pause = pause(steps[step].thinkNanoseconds, stream, lane.position)
    if pause > 0, isMeasuring { return think(lane, until: now + pause) }
    beginStep(lane, ready: now, at: now)
  }

  /// Begins the step that a flow has come to; its user has been ready for it since `ready`.
  ///
  /// Nothing is begun in a pause or after the end of sending. Where only iterations end the run, flows
  /// that have begun are brought to their end.
  func beginStep(_ lane: Lane, ready: Int64, at now: Int64) {
    guard let step = lane.step else { return }
    guard isMeasuring, !isPaused, ready < sendEnd else {
      lane.state = .parked
      return checkDrained()
    }
    begin(lane, lane.runner.requests[step], due: ready, at: now)
  }

  /// The last request of a flow has ended.
  ///
  /// The latency of a flow is the sum of those of its steps: without what its user thought, and
  /// without pauses.
  func endFlow(
    _ lane: Lane,
    failure: ErrorKind?,
    because reason: String? = nil,
    at now: Int64
  ) {
    let latency = lane.flowNanoseconds + now - lane.due
    if lane.stoodStill {
      lane.runner.recorder.count(.interrupted)
    } else if let failure {
      lane.runner.recorder.recordFailure(failure, because: reason, latencyNanoseconds: latency)
    } else {
      lane.runner.recorder.succeeded.record(latency)
    }
    lane.step = nil
    lane.stoodStill = false
    openFlows -= 1
  }
}
