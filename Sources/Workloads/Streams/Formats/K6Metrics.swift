/// What the metrics of a k6 script are, as far as k6 declared them.
struct K6Metrics {
  /// What a point of a metric means.
  enum Point {
    case request
    case check
    case users
    case dropped
    case group
    /// A trend in time.
    case trend
  }

  /// `[name of the metric]`: what its points mean; nil if nothing.
  private var points: [[UInt8]: Point?]

  /// k6's own metrics; the parts of a request are no benchmarks.
  init() {
    let known: [(String, Point?)] = [
      ("http_req_duration", .request), ("checks", .check), ("vus", .users),
      ("dropped_iterations", .dropped), ("group_duration", .group),
      ("iteration_duration", .trend), ("grpc_req_duration", .trend), ("ws_connecting", .trend),
      ("ws_session_duration", .trend), ("ws_ping", .trend), ("http_req_blocked", nil),
      ("http_req_connecting", nil), ("http_req_tls_handshaking", nil), ("http_req_sending", nil),
      ("http_req_waiting", nil), ("http_req_receiving", nil),
    ]
    points = Dictionary(uniqueKeysWithValues: known.map { (Array($0.utf8), $1) })
  }

  /// Takes in what k6 says of a metric before its first point.
  mutating func declare(_ metric: UnsafeRawBufferPointer, isTime: Bool) {
    let name = Array(metric)
    if isTime, points[name] == nil, points.count < 1000 { points[name] = .some(.trend) }
  }

  /// What a point of this metric means; nil if nothing.
  func point(_ metric: UnsafeRawBufferPointer) -> Point? { points[Array(metric)] ?? nil }

  /// Where dropped iterations are counted.
  static var iterations: LineText {
    let text: StaticString = "iteration_duration"
    return LineText(
      plain: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    )
  }
}
