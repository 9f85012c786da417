import Glibc
import Recordings
import Sessions
import TestSupport
import Testing

/// A program that is stopped for a while says so, and blames nobody.
struct StandstillTests {
  @Test(arguments: [["-r", "200/s"], ["-u", "4"]])
  func whatIsUnderWayWhileTheProgramIsStoppedIsNotJudged(load: [String]) throws {
    let folder = TemporaryFolder()
    let server = try CountingServer(milestone: 100)
    defer { server.stop() }
    let program = try Program(
      [server.url] + load + ["-d", "3s", "--record", "r.hlog", "--format", "json"],
      in: folder.path
    )
    try server.wait()
    program.signal(SIGSTOP)
    let since = Self.now()
    while Self.now() - since < 1_000_000_000 { usleep(10_000) }
    program.signal(SIGCONT)
    let result = try program.result()
    #expect(result.status == 0)
    #expect(result.errors.contains("program stopped for "))
    let summary = try summary(result.output)
    let benchmark = try #require(summary.benchmarks.first)
    #expect(benchmark.failed == 0)
    #expect(benchmark.dropped == 0)

    let reader = try RecordingReader(path: folder.path + "/r.hlog")
    var gaps: [Gap] = []
    var stopped: Int64 = 0
    var (skipped, underWay) = (UInt64(0), UInt64(0))
    while let input = try reader.next() {
      switch input {
      case .event(let event): if case .gap(let gap) = event.kind { gaps.append(gap) }
      case .interval(let interval):
        stopped += interval.stoppedNanoseconds
        #expect(interval.pausedNanoseconds == 0)
        for counters in interval.counters {
          skipped += counters.droppedPaused
          underWay += counters.interrupted
        }
      case .preview, .end: break
      }
    }
    let gap = try #require(gaps.first)
    let total = gaps.reduce(0) { $0 + $1.nanoseconds }
    #expect(summary.gaps?.count == UInt64(gaps.count))
    #expect(summary.gaps?.gap.nanoseconds == total)
    #expect(gap.nanoseconds >= 900_000_000)
    #expect(!gap.isSuspension)
    // It counts in no rate.
    #expect(stopped >= 900_000_000)
    if load[0] == "-r" {
      #expect(skipped >= 180)
      #expect(benchmark.count + skipped + underWay == 600)
    } else {
      #expect(underWay <= 4 * UInt64(gaps.count))
    }
  }

  @Test func whatCtrlZTakesIsAPauseAndNoStandstillBesides() throws {
    let folder = TemporaryFolder()
    let server = try CountingServer(milestone: 100)
    defer { server.stop() }
    let program = try WindowProgram(
      [
        server.url, "-u", "2", "-d", "1s", "--interval", "100ms", "--record", "r.hlog",
        "--headless",
      ],
      in: folder.path
    )
    try server.wait()
    program.signal(SIGTSTP)
    try program.wait("a stop") { program.isStopped }
    let since = Self.now()
    while Self.now() - since < 1_000_000_000 { usleep(10_000) }
    program.signal(SIGCONT)
    #expect(try program.end() == .exited(0))
    let reader = try RecordingReader(path: folder.path + "/r.hlog")
    var paused: Int64 = 0
    while let input = try reader.next() {
      guard case .interval(let interval) = input else { continue }
      let without = interval.pausedNanoseconds + interval.stoppedNanoseconds
      #expect(without <= interval.endNanoseconds - interval.startNanoseconds)
      paused += interval.pausedNanoseconds
    }
    #expect(paused >= 900_000_000)
  }

  @Test func aStreamThatIsReadLateLosesNothingAndSaysWhy() throws {
    let folder = TemporaryFolder([
      "emit.sh": """
      for i in $(seq 60); do echo '{"measure":"a","ms":1}'; touch went; sleep 0.05; done
      """, "budgets/s.yaml": "benchmarks: { s: { stream: [sh, emit.sh] } }",
    ])
    let program = try Program(["run", "s", "--no-record", "--format", "json"], in: folder.path)
    let deadline = Deadline()
    while !folder.names(in: "").contains("went"), deadline.leftMilliseconds > 0 { usleep(1_000) }
    program.signal(SIGSTOP)
    let since = Self.now()
    while Self.now() - since < 1_000_000_000 { usleep(10_000) }
    program.signal(SIGCONT)
    let result = try program.result()
    let summary = try summary(result.output)
    #expect(summary.benchmarks.first { $0.name == "a" }?.count == 60)
    #expect(summary.gaps?.gap.nanoseconds ?? 0 >= 600_000_000)
    #expect(summary.gaps?.gap.inFlight == 0)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
