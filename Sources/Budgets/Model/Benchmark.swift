/// One named thing that is measured.
package struct Benchmark: Sendable, Equatable {
  /// Its name, unique in the suite.
  package var name: String
  /// What it does.
  package var workload: Workload
  /// Its share of the load among the weights of all benchmarks.
  package var weight: Double = 1
  /// The pause of a user after it, ns, chosen evenly from the range; 0...0 for none.
  package var thinkNanoseconds: ClosedRange<Int64> = 0...0
  /// After which an answer is not waited for any longer, ns.
  package var timeoutNanoseconds: Int64 = 30_000_000_000

  /// The names of all that is measured of it: its own, and those of a flow's steps or an exchange's
  /// parts.
  package var names: [String] {
    let within: [String] =
      switch workload {
      case .flow(let flow): flow.steps.map(\.name)
      case .webSocket(let exchange): exchange.parts.map(\.rawValue)
      case .http, .command, .function, .external: []
      }
    return [name] + within.map { "\(name)/\($0)" }
  }

  /// A benchmark of weight 1 without think time.
  package init(name: String, workload: Workload) {
    self.name = name
    self.workload = workload
  }
}
