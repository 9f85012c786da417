import Budgets
import NIOCore
import Sessions

/// What the samples of one series are of.
struct SeriesPlan: Sendable {
  /// The name of the series: a benchmark's, or `<flow>/<step>`.
  var name: String
  /// What the recording says of it: method and path.
  var text: String
  /// After which an answer is not waited for any longer, ns.
  var timeoutNanoseconds: Int64
  /// An index into the endpoints of the plan.
  var endpoint: Int
}

/// One request as the engine sends it: everything that is the same each time.
final class RequestPlan: Sendable {
  /// Its place among the requests of the plan.
  let index: Int
  /// Its place among the series of the plan.
  let series: Int
  let request: HTTPRequest
  let template: RequestTemplate
  /// The whole request as it goes onto the wire; empty if it has values to be filled in.
  let bytes: ByteBuffer
  /// An index into the endpoints of the plan.
  let endpoint: Int
  let isHead: Bool
  let isIdempotent: Bool
  /// How often a failed try is repeated.
  let retries: Int
  /// The pause before that, ns.
  let retryPauseNanoseconds: Int64
  let checks: [AnswerCheck]
  /// Whether it is sent as it is, and only the status of its answer counts.
  let isPlain: Bool
  private let acceptedStatuses: [ClosedRange<Int>]

  init(
    index: Int,
    series: Int,
    request: HTTPRequest,
    template: RequestTemplate,
    checks: [AnswerCheck],
    endpoint: Int
  ) {
    self.index = index
    self.series = series
    self.request = request
    self.template = template
    self.checks = checks
    self.endpoint = endpoint
    bytes = template.constantBytes
    isHead = request.method == "HEAD"
    isIdempotent = request.isIdempotent
    retries = request.retries
    retryPauseNanoseconds = request.retryPauseNanoseconds
    isPlain = checks.isEmpty && template.isConstant
    acceptedStatuses = request.expect.statuses
  }

  /// Whether a status counts as answered.
  func accepts(_ status: Int) -> Bool {
    acceptedStatuses.isEmpty
      ? status < 400 : acceptedStatuses.contains { $0.contains(status) }
  }
}
