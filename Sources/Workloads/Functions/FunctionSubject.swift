package import Budgets
package import Measurements
import Sessions
import Synchronization

/// What a benchmark of Swift code does: sets itself up, and measures through the lane.
package enum FunctionBody: Sendable {
  case sync(@Sendable (FunctionLane) throws -> Void)
  case async(@Sendable (FunctionLane) async throws -> Void)
}

/// A Swift function that is sampled.
///
/// Its closure runs on a thread of its own (on the cooperative pool if it suspends), from its first
/// turn to its last.
package final class FunctionSubject: SampleSubject {
  package let name: String
  package let sampling: Sampling
  package var isMeasuredHere: Bool { true }
  private let body: FunctionBody
  private let lane: FunctionLane
  /// What is told before its first sample; nil for nothing.
  private let introduction: String?
  private let life = Mutex(Life.waiting)

  private enum Life {
    case waiting
    case running
    case over
  }

  /// A function that is called `name` in the suite, before whose first sample `introduction` is told.
  package init(
    name: String,
    sampling: Sampling,
    clock: ClockCost,
    introduction: String? = nil,
    body: FunctionBody
  ) {
    self.name = name
    self.introduction = introduction
    self.sampling = sampling
    self.body = body
    let isAsync = if case .async = body { true } else { false }
    lane = FunctionLane(name: name, clock: clock, isAsync: isAsync)
  }

  package func take(_ turn: SampleTurn, into tally: SampleTally, desk: SampleDesk) -> Int {
    switch life.withLock({ $0 }) {
    case .over: return 0
    case .waiting:
      life.withLock { $0 = .running }
      if let introduction { desk.tell(introduction) }
      begin()
    case .running: break
    }
    lane.send(FunctionLane.Order(turn: turn, tally: tally, desk: desk))
    switch lane.answers.takeAll().first {
    case .taken(let samples): return samples
    case .over(let error): end(error, tally, desk)
    case nil: break
    }
    return 0
  }

  package func cancel() {}

  package func finish() {
    guard life.withLock({ $0 == .running }) else { return }
    life.withLock { $0 = .over }
    lane.send(nil)
    _ = lane.answers.takeAll()
  }

  package func remarks(on samples: Histogram) -> [String] {
    lane.measurementCount > 1
      ? ["it asks to be measured \(lane.measurementCount) times; only the first one was"] : []
  }

  private func begin() {
    switch body {
    case .sync(let body):
      startThread { [lane] in
        do {
          try body(lane)
          lane.answers.put(.over(nil))
        } catch {
          lane.answers.put(.over("\(error)"))
        }
      }
    case .async(let body):
      // Ahead of what else runs in the program: it is what is measured.
      Task.detached(priority: .high) { [lane] in
        do {
          try await body(lane)
          lane.answers.put(.over(nil))
        } catch {
          lane.answers.put(.over("\(error)"))
        }
      }
    }
  }

  /// The closure came to its end before it took its samples, which is a failure.
  private func end(_ error: String?, _ tally: SampleTally, _ desk: SampleDesk) {
    life.withLock { $0 = .over }
    let words =
      error ?? (lane.measurementCount == 0 ? "it never calls measurement { … }" : "it ended early")
    tally.recordFailure(.reported(Visible.text(words.prefix(200))), nanoseconds: 1)
    desk.tell("\(name) failed: \(words.prefix(300))")
  }
}
