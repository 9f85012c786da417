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

  /// A benchmark of weight 1 without think time.
  package init(name: String, workload: Workload) {
    self.name = name
    self.workload = workload
  }
}

/// What a benchmark does.
package enum Workload: Sendable, Equatable {
  /// An HTTP request.
  case http(HTTPRequest)
}

/// An HTTP request as the suite describes it, with every variable replaced.
package struct HTTPRequest: Sendable, Equatable {
  /// The method, in capitals.
  package var method: String
  /// The path and query relative to the target, beginning with `/`, or a whole URL.
  package var url: String
  /// Header fields in their order, those of the suite and the benchmark.
  package var headers: [HeaderField] = []
  /// The body; empty for none.
  ///
  /// `json:` is already text, with a content type among the headers.
  package var body: String = ""
  /// What counts as an answer.
  package var expect = Expectation()

  /// A request without headers or body.
  package init(method: String, url: String) {
    self.method = method
    self.url = url
  }

  /// Whether it may be sent twice (RFC 9110, 9.2.2).
  package var isIdempotent: Bool {
    ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"].contains(method)
  }
}

/// One header field of a request.
package struct HeaderField: Sendable, Equatable {
  /// The name, as it is sent.
  package var name: String
  /// The value, as it is sent.
  package var value: String

  /// A header field.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// What counts as an answer.
///
/// Empty: any status below 400.
package struct Expectation: Sendable, Equatable {
  /// The statuses that count as answered; empty for all below 400.
  package var statuses: [ClosedRange<Int>] = []
  /// What the body must contain; nil for anything.
  package var bodyContains: String?
  /// Header fields that must be there, with these values.
  package var headers: [HeaderField] = []

  /// Any status below 400.
  package init() {}
}
