import Measurements
import Sessions
import Synchronization

/// Where a user's closure, on a thread or task of its own, waits for its turns.
///
/// One per benchmark. The thread that samples sends orders and waits for answers; the closure carries
/// them out from within its measurement, so that what it prepared before stays alive.
package final class FunctionLane: Sendable {
  /// A turn that is to be taken; nil ends the measurement.
  struct Order: Sendable {
    let turn: SampleTurn
    // Handed to and fro: whoever has the turn is the only one who touches it.
    nonisolated(unsafe) let tally: SampleTally
    let desk: SampleDesk
  }

  enum Answer: Sendable {
    /// So many samples were taken.
    case taken(Int)
    /// The closure is over, with an error in words.
    case over(String?)
  }

  private let name: String
  private let clock: ClockCost
  private let orders = Mailbox<Order?>()
  private let asyncOrders: AsyncStream<Order?>
  private let asyncSink: AsyncStream<Order?>.Continuation
  private let isAsync: Bool
  let answers = Mailbox<Answer>()
  private let measurements = Atomic<Int>(0)

  init(name: String, clock: ClockCost, isAsync: Bool) {
    self.name = name
    self.clock = clock
    self.isAsync = isAsync
    (asyncOrders, asyncSink) = AsyncStream.makeStream()
  }

  /// Sends an order; nil ends the measurement.
  func send(_ order: Order?) {
    if isAsync { asyncSink.yield(order) } else { orders.put(order) }
  }

  /// How often the closure asked to be measured.
  var measurementCount: Int { measurements.load(ordering: .relaxed) }

  /// Takes all samples of `body`; only of the first that a closure asks for.
  package func measure(_ body: () throws -> Void) {
    guard begins() else { return }
    var batch: Int?
    while case .some(.some(let order)) = orders.takeFirst() {
      let size = batch ?? calibrated(order, body)
      batch = size
      let loop = FunctionLoop(order.turn, into: order.tally, desk: order.desk, batch: size)
      answers.put(.taken(loop.run(body)))
    }
  }

  /// The same for a body that suspends.
  package func measureSuspending(_ body: () async throws -> Void) async {
    guard begins() else { return }
    var batch: Int?
    for await order in asyncOrders {
      guard let order else { return }
      let size: Int
      if let batch { size = batch } else { size = await calibratedSuspending(order, body) }
      batch = size
      let loop = FunctionLoop(order.turn, into: order.tally, desk: order.desk, batch: size)
      answers.put(.taken(await loop.runSuspending(body)))
    }
  }

  private func begins() -> Bool { measurements.add(1, ordering: .relaxed).oldValue == 0 }

  // MARK: Batches

  /// How many calls have to be timed together.
  private func calibrated(_ order: Order, _ body: () throws -> Void) -> Int {
    var calls = 1
    while true {
      let start = SystemClock.monotonic()
      for _ in 0..<calls { try? body() }
      let nanoseconds = SystemClock.monotonic() - start
      if let batch = batch(calls, nanoseconds, order) { return batch }
      calls *= 2
    }
  }

  private func calibratedSuspending(_ order: Order, _ body: () async throws -> Void) async -> Int {
    var calls = 1
    while true {
      let start = SystemClock.monotonic()
      for _ in 0..<calls { try? await body() }
      let nanoseconds = SystemClock.monotonic() - start
      if let batch = batch(calls, nanoseconds, order) { return batch }
      calls *= 2
    }
  }

  /// The size of a batch, which is told; nil if these calls were too short to say.
  private func batch(_ calls: Int, _ nanoseconds: Int64, _ order: Order) -> Int? {
    guard clock.resolves(nanoseconds) || calls >= 1 << 24 else { return nil }
    let call = Double(nanoseconds) / Double(calls)
    let size = clock.batch(callNanoseconds: call)
    if size > 1 {
      let time = Figures.duration(nanoseconds: max(call, 0.01))
      order.desk.tell(
        "\(name): \(size) calls make one sample, since one takes \(time) and to read the clock "
          + "\(clock.nanoseconds)ns"
      )
    }
    return size
  }
}

extension Mailbox {
  /// Waits for an element that is alone: whoever sends waits for the answer before the next one.
  fileprivate func takeFirst() -> Element? { takeAll().first }
}
