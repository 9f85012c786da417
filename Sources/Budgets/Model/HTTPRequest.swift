/// An HTTP request as the suite describes it, with every `${NAME}` replaced.
///
/// `url`, the values of headers and `body` may hold `{{ … }}`, which is replaced for each request: they
/// are texts that `Template` parses.
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
  /// What is taken from the answer for later steps, in order.
  package var captures: [Capture] = []
  /// How often a failed try is repeated; each try is counted, the result once.
  package var retries = 0
  /// The pause before a failed try is repeated, ns.
  package var retryPauseNanoseconds: Int64 = 0
  /// Which version of HTTP is spoken.
  package var version = HTTPVersion.one
  /// A CSV file whose rows the values of `{{ row.NAME }}` come from; nil for none, and in the steps of
  /// a flow, which has its own.
  package var rows: DataFile?

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

/// Which version of HTTP is spoken (`http2:` of a benchmark).
package enum HTTPVersion: String, Sendable {
  /// HTTP/1.1; `false`, the default.
  case one = "false"
  /// HTTP/2: over TLS by ALPN, else with prior knowledge (RFC 9113, 3.3); `true`.
  case two = "true"
  /// Over TLS what ALPN negotiates, else HTTP/1.1; `auto`.
  case negotiated = "auto"
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
  /// Values that the JSON of the body must have.
  package var json: [JSONExpectation] = []
  /// Whether a JSON object with a non-empty `errors` array counts as failed (GraphQL over HTTP, 7.1).
  package var refusesGraphQLErrors = false

  /// Any status below 400.
  package init() {}
}

/// A value that the JSON of an answer must have.
package struct JSONExpectation: Sendable, Equatable {
  /// Where it stands.
  package var path: JSONPath
  /// What stands there: the text of a string, or a number, `true`, `false` or `null` as it is written.
  package var value: String

  /// A value at a place.
  package init(path: JSONPath, value: String) {
    self.path = path
    self.value = value
  }
}
