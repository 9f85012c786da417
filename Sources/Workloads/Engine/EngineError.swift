/// Why an engine can't run a suite.
package enum EngineError: Error, Equatable {
  /// A benchmark's URL can't be used.
  case invalidURL(benchmark: String, url: String)
  /// No benchmark is left to run.
  case nothingToRun
  /// A file should have certificates, and has none.
  case noCertificates(file: String)
  /// A file should have certificates, and can't be read.
  case unreadable(file: String, reason: String)
  /// TLS can't be set up here.
  case tls(reason: String)
  /// A value that is to be filled in does not exist, or its text is no template.
  case template(benchmark: String, text: String, message: String)
  /// A regular expression can't be compiled.
  case pattern(benchmark: String, pattern: String)
  /// The message of a WebSocket has nothing at the place by which its answer would be found.
  case unmatched(benchmark: String, path: String)
  /// The rows of a flow can't be read.
  case rows(benchmark: String, DataTableError)
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
    case .unreadable(let file, let reason):
      "\(file): can't read the certificates: \(reason)"
    case .tls(let reason):
      "TLS can't be set up: \(reason)"
    case .template(let benchmark, let text, let message):
      "benchmark '\(benchmark)': \(text): \(message)"
    case .pattern(let benchmark, let pattern):
      "benchmark '\(benchmark)': '\(pattern)' is no regular expression (PCRE2)"
    case .unmatched(let benchmark, let path):
      "benchmark '\(benchmark)': 'send' has nothing at \(path), so 'match' can't find its answer. "
        + "Write JSON that has it, or match a text."
    case .rows(let benchmark, let error):
      "benchmark '\(benchmark)': \(error)"
    }
  }
}
