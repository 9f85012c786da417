import Budgets
import NIOCore
import Sessions

/// What one event loop sends and records of one request.
///
/// Confined to the loop.
final class RequestRecorder: BenchmarkRecorder {
  let plan: RequestPlan
  /// The request as it goes onto the wire: always the same, or as it was last rendered.
  private(set) var wire: UnsafeRawBufferPointer
  /// The same, for what the socket does not take.
  private(set) var bytes: ByteBuffer
  /// The same for HTTP/2; nil where only HTTP/1.1 is spoken.
  let http2: HTTP2Request?
  private var storage: UnsafeMutableRawBufferPointer
  private var body = ByteBuffer()
  private let reader: AnswerReader

  init(_ plan: RequestPlan, _ series: SeriesPlan, _ endpoint: Endpoint) {
    self.plan = plan
    http2 =
      endpoint.version == .one ? nil : HTTP2Request(plan.template, scheme: endpoint.scheme)
    bytes = plan.bytes
    storage = .allocate(byteCount: plan.bytes.readableBytes, alignment: 8)
    storage.copyBytes(from: plan.bytes.readableBytesView)
    wire = UnsafeRawBufferPointer(storage)
    reader = AnswerReader(plan.checks)
    super.init(series, index: plan.series)
  }

  deinit { storage.deallocate() }

  /// Fills the values of a turn in; not for a request that is always the same.
  func render(_ turn: Turn) {
    bytes.clear()
    plan.template.encode(turn, body: &body, into: &bytes)
    let count = bytes.readableBytes
    if count > storage.count {
      storage.deallocate()
      storage = .allocate(byteCount: count * 2, alignment: 8)
    }
    storage.copyBytes(from: bytes.readableBytesView)
    wire = UnsafeRawBufferPointer(rebasing: storage[..<count])
  }

  /// Holds an answer against what is expected of it, and keeps what is captured.
  ///
  /// Returns what is wrong with it; nil if nothing is.
  func fault(of answer: CapturedResponse, _ turn: Turn?) -> AnswerFault? {
    guard let check = reader.firstFailure(in: answer, turn) else { return nil }
    let isCut = answer.bodyIsCut && plan.checks[check].readsBody
    return .check(request: plan.index, check: check, isCut: isCut)
  }
}
