/// Resolves names as a service does that asks a slow registry, keeps what it was told for a while,
/// and asks again when it got no answer.
struct NameResolver {
  struct Resolution: Equatable {
    var id: Int
    var cached: Bool
    /// How often the registry was asked.
    var attempts: Int
    var delayNanoseconds: Int64
  }

  /// A name is served from the cache this often; then it is asked for again.
  static let hitsPerMiss = 7
  /// The share of the questions that need a second one.
  static let retryShare = 0.125
  /// The names that are kept at most.
  static let capacity = 1_000

  /// What an answer from the cache takes.
  static let cachedShape = LatencyShape(medianMilliseconds: 9, sigma: 0.3)

  private var hitsLeft: [String: Int] = [:]
  private var cachedLatencies: LowDiscrepancy
  private var registryLatencies: LowDiscrepancy
  private let registryShape: LatencyShape

  init(seed: UInt64, registryShape: LatencyShape) {
    self.registryShape = registryShape
    cachedLatencies = LowDiscrepancy(seed: seed, stream: 1_001)
    registryLatencies = LowDiscrepancy(seed: seed, stream: 1_002)
  }

  /// Resolves a name, which the cache may know.
  mutating func resolve(_ name: String) -> Resolution {
    let id = name.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFF_FFFF }
    if let left = hitsLeft[name], left > 0 {
      hitsLeft[name] = left - 1
      let share = cachedLatencies.next().first
      return Resolution(
        id: id,
        cached: true,
        attempts: 0,
        delayNanoseconds: LatencyShape.nanoseconds(Self.cachedShape.milliseconds(at: share))
      )
    }
    if hitsLeft.count >= Self.capacity { hitsLeft.removeAll(keepingCapacity: true) }
    hitsLeft[name] = Self.hitsPerMiss
    let point = registryLatencies.next()
    let attempts = point.second < 1 - Self.retryShare ? 1 : 2
    return Resolution(
      id: id,
      cached: false,
      attempts: attempts,
      delayNanoseconds: LatencyShape.nanoseconds(
        registryShape.milliseconds(at: point.first) * Double(attempts)
      )
    )
  }

  /// Forgets all names, and begins the latencies anew.
  mutating func restart() {
    hitsLeft.removeAll(keepingCapacity: true)
    cachedLatencies.restart()
    registryLatencies.restart()
  }
}
