import Budgets
import Measurements

@testable import Sessions

/// The cases of an enum with values, without them.
protocol CaseName: CaseIterable, Hashable {}

extension RandomValues {
  mutating func any<Name: CaseName>(_ type: Name.Type) -> Name { pick(Array(Name.allCases)) }

  // MARK: Errors

  enum ErrorName: CaseName {
    case refused, timeout, reset, tls, dns, network, badResponse, wrongProtocol, closed, exit
    case signal, reported, resources, status, expectation

    /// That every case has a name here.
    init(_ kind: ErrorKind) {
      switch kind {
      case .refused: self = .refused
      case .timeout: self = .timeout
      case .reset: self = .reset
      case .tls: self = .tls
      case .dns: self = .dns
      case .network: self = .network
      case .badResponse: self = .badResponse
      case .wrongProtocol: self = .wrongProtocol
      case .closed: self = .closed
      case .exit: self = .exit
      case .signal: self = .signal
      case .reported: self = .reported
      case .resources: self = .resources
      case .status: self = .status
      case .expectation: self = .expectation
      }
    }
  }

  mutating func errorKind(_ name: ErrorName) -> ErrorKind {
    switch name {
    case .refused: .refused
    case .timeout: .timeout
    case .reset: .reset
    case .tls: .tls
    case .dns: .dns
    case .network: .network
    case .badResponse: .badResponse
    case .wrongProtocol: .wrongProtocol
    case .closed: .closed(integer(Int.min...Int.max))
    case .exit: .exit(integer(0...255))
    case .signal: .signal(integer(1...64))
    case .reported: .reported(reportedText())
    case .resources: .resources
    case .status: .status(integer(0...999))
    case .expectation: .expectation
    }
  }

  mutating func errorKind() -> ErrorKind { errorKind(any(ErrorName.self)) }

  /// Also what another kind is called.
  private mutating func reportedText() -> String {
    guard Int.random(in: 0...2, using: &numbers) == 0 else { return text() }
    let name = any(ErrorName.self)
    return name == .reported ? "reported: " + text() : errorKind(name).name
  }

  // MARK: Ends

  enum EndName: CaseName {
    case completed, stopped, signal, violated, torn

    init(_ end: SessionEnd) {
      switch end {
      case .completed: self = .completed
      case .stopped: self = .stopped
      case .signal: self = .signal
      case .violated: self = .violated
      case .torn: self = .torn
      }
    }
  }

  mutating func end(_ name: EndName) -> SessionEnd {
    switch name {
    case .completed: .completed
    case .stopped: .stopped
    case .signal: .signal(integer(1...64))
    case .violated: .violated
    case .torn: .torn
    }
  }

  // MARK: Metrics and subjects

  enum MetricName: CaseName {
    case quantile, minimum, mean, maximum, errorRate, availability, throughput, userTime
    case systemTime, residentMemory, cpu, threads, openFiles, contextSwitches

    init(_ metric: Metric) {
      switch metric {
      case .quantile: self = .quantile
      case .minimum: self = .minimum
      case .mean: self = .mean
      case .maximum: self = .maximum
      case .errorRate: self = .errorRate
      case .availability: self = .availability
      case .throughput: self = .throughput
      case .userTime: self = .userTime
      case .systemTime: self = .systemTime
      case .residentMemory: self = .residentMemory
      case .cpu: self = .cpu
      case .threads: self = .threads
      case .openFiles: self = .openFiles
      case .contextSwitches: self = .contextSwitches
      }
    }
  }

  mutating func metric(_ name: MetricName) -> Metric {
    switch name {
    case .quantile: .quantile(Quantile(hundredThousandths: integer(1...100_000)))
    case .minimum: .minimum
    case .mean: .mean
    case .maximum: .maximum
    case .errorRate: .errorRate
    case .availability: .availability
    case .throughput: .throughput
    case .userTime: .userTime
    case .systemTime: .systemTime
    case .residentMemory: .residentMemory
    case .cpu: .cpu
    case .threads: .threads
    case .openFiles: .openFiles
    case .contextSwitches: .contextSwitches
    }
  }

  mutating func verdict() -> Verdict { pick(Verdict.allCases) }
  mutating func comparison() -> Comparison { pick(Comparison.allCases) }
  mutating func severity() -> AlertRule.Severity { pick(AlertRule.Severity.allCases) }
  mutating func phase() -> IntervalRecord.Phase { pick(IntervalRecord.Phase.allCases) }
  mutating func model() -> LoadProfile.LoadModel { pick(LoadProfile.LoadModel.allCases) }
}
