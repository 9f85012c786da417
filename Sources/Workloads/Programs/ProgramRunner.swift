import Sessions

/// One program on one event loop: what it sends, and where its samples go.
///
/// Confined to the loop.
final class ProgramRunner {
  let program: Program
  /// What is recorded under the benchmark's own name.
  let recorder: BenchmarkRecorder
  /// Its requests in order; one for a program that is no flow.
  let requests: ContiguousArray<RequestRecorder>
  let first: RequestRecorder
  /// The steps of a flow; nil if it is none.
  let steps: [FlowStep]?
  /// What is recorded of a WebSocket exchange; nil if it is none.
  let exchange: ExchangeRecorder?
  /// Whether it is one request without values: nothing is to be done but to send it.
  let isPlain: Bool
  /// Whether its users may pause after it.
  let mayThink: Bool
  /// After which an arrival that was not sent is dropped, ns.
  let timeoutNanoseconds: Int64
  private let turns: TurnCounter
  /// The seed of its values.
  private let key: UInt64

  init(
    _ program: Program,
    recorder: BenchmarkRecorder,
    requests: [RequestRecorder],
    exchange: ExchangeRecorder?,
    mayThink: Bool,
    turns: TurnCounter,
    seed: UInt64
  ) {
    self.program = program
    self.recorder = recorder
    self.requests = ContiguousArray(requests)
    first = requests[0]
    self.exchange = exchange
    self.mayThink = mayThink
    timeoutNanoseconds = (exchange?.whole ?? first).timeoutNanoseconds
    self.turns = turns
    key = SplitMix.bits(seed: seed, 0x7A1E, UInt64(program.number))
    if case .flow(let steps) = program.work { self.steps = steps } else { steps = nil }
    isPlain = steps == nil && exchange == nil && !program.hasValues
  }

  /// Begins a turn of a lane.
  func begin(_ turn: Turn) { turn.begin(turns.take(), key: key, slots: program.slots) }
}
