import Foundation
import Testing

/// The Locust file of `budgets/` as an engine, over two workers, against the embedded server.
@Suite(.serialized, .enabled(if: Peer.python.isWanted))
struct LocustSampleTests {
  @Test("a team's own Locust file runs under its budgets")
  func proofs() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = try TemporaryFolder()
    for name in ["budgets/proofs-locust.yaml", "budgets/proofs_users.py"] {
      try folder.write(
        String(contentsOf: root.appendingPathComponent(name), encoding: .utf8),
        to: name
      )
    }
    let programs = URL(fileURLWithPath: try Peer.python.required()).deletingLastPathComponent()
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let run = try Child(
      "/usr/bin/env",
      [
        "PATH=\(programs.path):\(path)", Program.path, "run", "proofs-locust", "--users", "40",
        "--duration", "5s", "--set", "PROOF_CLIENTS=HurriedClient", "--headless", "--format",
        "json",
      ],
      in: folder
    )
    _ = try run.status()
    let summary = try SummaryFile(run.output)
    #expect(
      Set(summary.benchmarks.map(\.name)) == [
        "POST /api/verify-proof", "POST /api/verify-biometric-proof",
        "POST /api/batch-verify-proofs",
      ],
      "\(run.errors)"
    )
    for benchmark in summary.benchmarks {
      #expect(benchmark.count > 0)
      #expect(benchmark.failed == 0)
    }
  }
}
