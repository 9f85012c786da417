import NIOCore
import Sessions

/// The addresses of a run's endpoints, looked up on threads of their own, since getaddrinfo(3) may
/// block for half a minute.
///
/// Owned by the engine's thread.
struct NameLookup {
  enum Message: Sendable {
    /// What came of the lookup of an endpoint; no address if its name does not resolve.
    case found(endpoint: Int, addresses: [SocketAddress])
    /// The start was held up long enough.
    case impatient
  }

  /// How long the start of a run waits for names, s.
  static let patienceSeconds: UInt32 = 5

  private let endpoints: [Endpoint]
  private let report: @Sendable (Message) -> Void
  /// By endpoint.
  private(set) var addresses: [[SocketAddress]]
  private var pending: Set<Int> = []
  private var isImpatient = false

  init(endpoints: [Endpoint], report: @escaping @Sendable (Message) -> Void) {
    self.endpoints = endpoints
    self.report = report
    addresses = Array(repeating: [], count: endpoints.count)
  }

  /// Whether the start has to wait for names.
  var isAwaited: Bool { !pending.isEmpty && !isImpatient }

  /// Looks all names up; addresses need no lookup.
  mutating func start() {
    for endpoint in endpoints.indices {
      if let address = endpoints[endpoint].address {
        addresses[endpoint] = [address]
      } else {
        lookUp(endpoint)
      }
    }
    guard !pending.isEmpty else { return }
    startThread { [report] in
      Resolver.wait(seconds: Self.patienceSeconds)
      report(.impatient)
    }
  }

  /// Looks those names up again that did not resolve.
  mutating func retry() {
    for endpoint in endpoints.indices where addresses[endpoint].isEmpty { lookUp(endpoint) }
  }

  private mutating func lookUp(_ endpoint: Int) {
    guard pending.insert(endpoint).inserted else { return }
    startThread { [report, target = endpoints[endpoint]] in
      report(.found(endpoint: endpoint, addresses: Resolver.addresses(of: target)))
    }
  }

  /// Takes a message in; returns the endpoint that can be reached from now on.
  mutating func adopt(_ message: Message) -> (endpoint: Int, addresses: [SocketAddress])? {
    switch message {
    case .impatient:
      isImpatient = true
      return nil
    case .found(let endpoint, let found):
      pending.remove(endpoint)
      guard !found.isEmpty else { return nil }
      addresses[endpoint] = found
      return (endpoint, found)
    }
  }
}
