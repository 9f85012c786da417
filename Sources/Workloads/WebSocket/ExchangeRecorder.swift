/// What one event loop records of a WebSocket exchange.
///
/// Confined to the loop.
final class ExchangeRecorder {
  let plan: ExchangePlan
  /// From when a turn was due to its end.
  let whole: BenchmarkRecorder
  let handshake: RequestRecorder
  let subscription: BenchmarkRecorder?
  let message: BenchmarkRecorder?
  let received: BenchmarkRecorder

  /// `handshake` is the recorder of the plan's handshake; `recorders` are those of all series.
  init(
    _ plan: ExchangePlan,
    whole: BenchmarkRecorder,
    handshake: RequestRecorder,
    _ recorders: ContiguousArray<BenchmarkRecorder>
  ) {
    self.plan = plan
    self.whole = whole
    self.handshake = handshake
    subscription = plan.subscription.map { recorders[$0.series] }
    message = plan.message.map { recorders[$0.series] }
    received = recorders[plan.receivedSeries]
  }
}
