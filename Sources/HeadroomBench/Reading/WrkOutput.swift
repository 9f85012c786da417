/// What wrk prints at the end of a run.
package struct WrkOutput: Equatable, Sendable {
  /// The number of answers.
  package var requests: UInt64
  /// Answers with a status of 400 and above, and errors of sockets.
  package var failures: UInt64

  /// Reads `  416541 requests in 4.00s, 109.62MB read` and the lines about errors; nil if the first
  /// is missing.
  package init?(reading text: String) {
    var requests: UInt64?
    failures = 0
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count >= 4, words[1] == "requests", words[2] == "in" {
        requests = UInt64(words[0])
      } else if line.contains("Non-2xx or 3xx responses:"), let count = words.last {
        failures += UInt64(count) ?? 0
      } else if line.contains("Socket errors:") {
        // "  Socket errors: connect 0, read 3, write 0, timeout 0"
        for word in words { failures += UInt64(word.filter { $0 != "," }) ?? 0 }
      }
    }
    guard let requests, requests > 0 else { return nil }
    self.requests = requests
  }
}
