import Measurements
import Sessions

/// Times calls of a function into a tally.
///
/// Between the two readings of the clock nothing is locked, allocated or counted.
package struct FunctionLoop {
  /// How many calls make one sample.
  package var batch: Int
  private let turn: SampleTurn
  private let tally: SampleTally
  private let desk: SampleDesk

  /// A loop for one turn.
  package init(_ turn: SampleTurn, into tally: SampleTally, desk: SampleDesk, batch: Int) {
    self.turn = turn
    self.tally = tally
    self.desk = desk
    self.batch = batch
  }

  /// Takes the samples of the turn; how many.
  package func run(_ body: () throws -> Void) -> Int {
    var taken = 0
    var end: Int64
    repeat {
      let start = SystemClock.monotonic()
      do {
        for _ in 0..<batch { try body() }
        end = SystemClock.monotonic()
        succeed(from: start, to: end)
      } catch {
        end = SystemClock.monotonic()
        fail(error, from: start, to: end)
      }
      taken += 1
    } while goesOn(after: taken, at: end)
    return taken
  }

  /// The same for calls that suspend.
  package func runSuspending(_ body: () async throws -> Void) async -> Int {
    var taken = 0
    var end: Int64
    repeat {
      let start = SystemClock.monotonic()
      do {
        for _ in 0..<batch { try await body() }
        end = SystemClock.monotonic()
        succeed(from: start, to: end)
      } catch {
        end = SystemClock.monotonic()
        fail(error, from: start, to: end)
      }
      taken += 1
    } while goesOn(after: taken, at: end)
    return taken
  }

  private func goesOn(after taken: Int, at end: Int64) -> Bool {
    (taken < turn.samples || end < turn.untilNanoseconds) && !desk.isWanted
  }

  /// Calls that took 0 ns by the clock took less than one, which is the least that is kept.
  private func perCall(_ nanoseconds: Int64) -> Int64 {
    batch == 1 ? max(1, nanoseconds) : max(1, nanoseconds / Int64(batch))
  }

  @inline(__always)
  private func succeed(from start: Int64, to end: Int64) {
    if desk.stoodStill(from: start, to: end) { return tally.recordInterruption() }
    tally.succeeded.record(perCall(end - start))
  }

  private func fail(_ error: any Error, from start: Int64, to end: Int64) {
    if desk.stoodStill(from: start, to: end) { return tally.recordInterruption() }
    let text = "\(error)".prefix(200)
    tally.recordFailure(.reported(Visible.text(text)), nanoseconds: max(1, end - start))
  }
}
