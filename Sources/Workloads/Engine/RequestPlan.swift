import Budgets
import NIOCore
import Sessions

/// One benchmark as the engine sends it: everything that is the same for each request.
final class RequestPlan: Sendable {
  let benchmark: Benchmark
  let request: HTTPRequest
  /// The whole request as it goes onto the wire.
  let bytes: ByteBuffer
  /// An index into the endpoints of the plan.
  let endpoint: Int
  let isHead: Bool
  let isIdempotent: Bool
  /// Whether the answer must be kept to be checked.
  let isChecked: Bool
  private let acceptedStatuses: [ClosedRange<Int>]
  let thinkNanoseconds: ClosedRange<Int64>
  let timeoutNanoseconds: Int64
  /// What the recording says of it: method and path.
  let text: String

  init(
    benchmark: Benchmark,
    request: HTTPRequest,
    bytes: ByteBuffer,
    endpoint: Int,
    text: String
  ) {
    self.benchmark = benchmark
    self.request = request
    self.bytes = bytes
    self.endpoint = endpoint
    self.text = text
    isHead = request.method == "HEAD"
    isIdempotent = request.isIdempotent
    isChecked = request.expect.bodyContains != nil || !request.expect.headers.isEmpty
    acceptedStatuses = request.expect.statuses
    thinkNanoseconds = benchmark.thinkNanoseconds
    timeoutNanoseconds = benchmark.timeoutNanoseconds
  }

  /// Whether a status counts as answered.
  func accepts(_ status: Int) -> Bool {
    acceptedStatuses.isEmpty
      ? status < 400 : acceptedStatuses.contains { $0.contains(status) }
  }

  /// Whether a captured answer is what was expected.
  func accepts(_ answer: CapturedResponse) -> Bool {
    if let text = request.expect.bodyContains, !answer.body.contains(Array(text.utf8)) {
      return false
    }
    return request.expect.headers.allSatisfy { answer.header($0.name) == $0.value }
  }
}

/// Everything about a run that does not change while it goes on.
struct EnginePlan: Sendable {
  let requests: [RequestPlan]
  let endpoints: [Endpoint]
  let profile: LoadProfile
  let seed: UInt64
  /// The sums of the weights, the last one being all.
  private let cumulative: [Double]

  /// Reads a suite.
  ///
  /// `base` is where relative URLs go; nil if there are none.
  init(suite: Suite, base: String?, seed: UInt64) throws(EngineError) {
    var endpoints: [Endpoint] = []
    var requests: [RequestPlan] = []
    for benchmark in suite.benchmarks {
      guard case .http(let request) = benchmark.workload else { continue }
      let url = request.url.hasPrefix("/") ? (base ?? "") + request.url : request.url
      guard let (endpoint, path) = Endpoint.parse(url) else {
        throw .invalidURL(benchmark: benchmark.name, url: url.withoutQueryAndUser)
      }
      let position = endpoints.firstIndex(of: endpoint) ?? endpoints.count
      if position == endpoints.count { endpoints.append(endpoint) }
      let shown = suite.recordsFullURLs ? path : path.withoutQueryAndUser
      requests.append(
        RequestPlan(
          benchmark: benchmark,
          request: request,
          bytes: Self.encode(request, path: path, endpoint: endpoint),
          endpoint: position,
          text: "\(request.method) \(shown)"
        )
      )
    }
    guard !requests.isEmpty else { throw .nothingToRun }
    self.requests = requests
    self.endpoints = endpoints
    profile = suite.profile
    self.seed = seed
    var sum = 0.0
    cumulative = requests.map {
      sum += $0.benchmark.weight
      return sum
    }
  }

  /// The request of a position in a stream of choices: a user's, or all arrivals'.
  @inline(__always)
  func choice(_ stream: UInt64, _ position: UInt64) -> Int {
    if requests.count == 1 { return 0 }
    let total = cumulative[cumulative.count - 1]
    let point = SplitMix.unit(seed: seed, stream, position) * total
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > point { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func encode(
    _ request: HTTPRequest,
    path: String,
    endpoint: Endpoint
  )
    -> ByteBuffer
  {
    var text = "\(request.method) \(path) HTTP/1.1\r\n"
    func has(_ name: String) -> Bool {
      request.headers.contains { $0.name.lowercased() == name }
    }
    if !has("host") { text += "Host: \(endpoint.hostHeader)\r\n" }
    if !has("user-agent") { text += "User-Agent: headroom\r\n" }
    if !has("accept") { text += "Accept: */*\r\n" }
    if let authorization = endpoint.authorization, !has("authorization") {
      text += "Authorization: \(authorization)\r\n"
    }
    for header in request.headers { text += "\(header.name): \(header.value)\r\n" }
    if !has("content-length"),
      !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(request.method)
    {
      text += "Content-Length: \(request.body.utf8.count)\r\n"
    }
    return ByteBuffer(string: text + "\r\n" + request.body)
  }
}

/// Why an engine can't run a suite.
package enum EngineError: Error, Equatable {
  /// A benchmark's URL can't be used.
  case invalidURL(benchmark: String, url: String)
  /// No benchmark is left to run.
  case nothingToRun
  /// A file should have certificates, and has none or can't be read.
  case noCertificates(file: String)
  /// TLS can't be set up here.
  case tls(reason: String)
}

extension EngineError: CustomStringConvertible {
  /// What is wrong and the way out.
  package var description: String {
    switch self {
    case .invalidURL(let benchmark, let url):
      "benchmark '\(benchmark)': '\(url)' is no URL that can be requested. "
        + "Write http:// or https:// with a host, or give the suite a target."
    case .nothingToRun:
      "there is no benchmark to run"
    case .noCertificates(let file):
      "\(file): no certificates there. 'ca' is a PEM file with at least one certificate."
    case .tls(let reason):
      "TLS can't be set up: \(reason)"
    }
  }
}
