import NIOCore

/// Runs work after a delay, all that falls into one millisecond with one timer of the loop.
///
/// Confined to its event loop.
final class DelayWheel {
  private static let slotNanoseconds: Int64 = 1_000_000

  private let loop: any EventLoop
  private var slots: [Int64: [() -> Void]] = [:]

  init(loop: any EventLoop) { self.loop = loop }

  /// Runs `work` in the millisecond nearest to the end of the delay, so that delays are true on
  /// average; at once if that has begun.
  func run(after delayNanoseconds: Int64, nanoseconds now: Int64, _ work: @escaping () -> Void) {
    loop.assertInEventLoop()
    let slot = (now + delayNanoseconds + Self.slotNanoseconds / 2) / Self.slotNanoseconds
    let due = slot * Self.slotNanoseconds
    guard delayNanoseconds > 0, due > now else {
      work()
      return
    }
    slots[slot, default: []].append(work)
    guard slots[slot]?.count == 1 else { return }
    let deadline = NIODeadline.uptimeNanoseconds(UInt64(due))
    loop.assumeIsolated().scheduleTask(deadline: deadline) { self.fire(slot) }
  }

  private func fire(_ slot: Int64) {
    for work in slots.removeValue(forKey: slot) ?? [] { work() }
  }
}
