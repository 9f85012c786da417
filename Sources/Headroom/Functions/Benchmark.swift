import Workloads

/// A Swift function that is measured.
///
/// What the closure does before it measures is not measured; what stands in `measurement { … }` is,
/// again and again:
///
/// ```swift
/// Benchmark("encode") { measurement in
///   let payload = Payload.make(bytes: 1 << 20)
///   measurement { blackHole(encode(payload)) }
/// }
/// ```
public struct Benchmark: Benchmarks, Sendable {
  /// Its name: that of a benchmark of the suite, if there is a suite file.
  public let name: String
  /// Its budgets beside those of the suite, as comparisons: `p95 < 10ms`.
  let budgets: [String]
  let body: FunctionBody

  /// A function that does not suspend; it runs on a thread of its own.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - budget: budgets as comparisons, `p95 < 10ms`, beside those of the suite file.
  ///   - closure: sets up, then measures once.
  public init(
    _ name: String,
    budget: String...,
    closure: @escaping @Sendable (Measurement) throws -> Void
  ) {
    self.name = name
    budgets = budget
    body = .sync { try closure(Measurement(lane: $0)) }
  }

  /// A function that suspends.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - budget: budgets as comparisons, `p95 < 10ms`, beside those of the suite file.
  ///   - closure: sets up, then measures once.
  public init(
    _ name: String,
    budget: String...,
    closure: @escaping @Sendable (AsyncMeasurement) async throws -> Void
  ) {
    self.name = name
    budgets = budget
    body = .async { try await closure(AsyncMeasurement(lane: $0)) }
  }

  /// This one.
  public var all: [Benchmark] { [self] }
}

/// Measures a function: `measurement { … }`.
public struct Measurement: Sendable {
  let lane: FunctionLane

  /// Calls `body` again and again, timing each call, or several together where one is shorter than
  /// the clock can resolve.
  ///
  /// A call that throws counts as failed.
  public func callAsFunction(_ body: () throws -> Void) { lane.measure(body) }
}

/// Measures a function that suspends: `await measurement { … }`.
public struct AsyncMeasurement: Sendable {
  let lane: FunctionLane

  /// Calls `body` again and again, timing each call, or several together where one is shorter than
  /// the clock can resolve.
  ///
  /// A call that throws counts as failed.
  public func callAsFunction(_ body: () async throws -> Void) async {
    await lane.measureSuspending(body)
  }
}

/// Takes a result, so that the optimiser can't leave out what makes it.
@inline(never)
@_optimize(none)
public func blackHole<Value: ~Copyable>(_ value: borrowing Value) {}
