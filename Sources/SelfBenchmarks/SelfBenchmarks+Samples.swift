import Headroom
import Measurements
import SimulatedSessions
import Workloads

// What is done for each response, sample and line.
extension SelfBenchmarks {
  private static let lineCount = 1000

  @BenchmarksBuilder static var ofSamples: some Benchmarks {
    Benchmark("record") { measurement in
      let values = values
      let recorder = Recorder()
      var next = 0
      measurement {
        recorder.record(values[next & 4095])
        next &+= 1
      }
    }
    Benchmark("percentiles") { measurement in
      var histogram = Histogram()
      for value in values { histogram.record(value) }
      measurement { blackHole(histogram.summary()) }
    }
    Benchmark("scan-response") { measurement in
      let response = Array(response.utf8)
      var scanner = ResponseScanner()
      measurement { blackHole(response.withUnsafeBytes { scanner.scan($0) }) }
    }
    Benchmark("read-lines") { measurement in
      let file = try TemporaryFile(text: lines)
      measurement { blackHole(try ImportedSession.read(path: file.path, name: "lines")) }
    }
  }

  /// 4,096 latencies, ns.
  private static var values: [Int64] {
    var latencies = Latencies(seed: 1)
    return (0..<4096).map { _ in latencies.draw(median: 1e6) }
  }

  /// An answer as web servers give it.
  private static var response: String {
    let head = [
      "HTTP/1.1 200 OK", "Server: nginx/1.22.1", "Date: Sat, 21 Nov 2026 13:01:10 GMT",
      "Content-Type: application/json", "Content-Length: 256", "Connection: keep-alive",
      "ETag: \"6740a1d6-100\"", "", "",
    ]
    return head.joined(separator: "\r\n") + String(repeating: "x", count: 256)
  }

  /// A thousand measurements of ten names, one a line.
  private static var lines: String {
    var latencies = Latencies(seed: 1)
    return (0..<lineCount).map { number in
      let microseconds = Double(latencies.draw(median: 1e6)) / 1000
      return "{\"measure\":\"transpile-\(number % 10)\",\"us\":\(microseconds)}\n"
    }.joined()
  }
}
