import Budgets
import Glibc
import Measurements
import Sessions
import Testing

@testable import Workloads

/// Real programs, started by a thread of this process.
@Suite struct CommandRunTests {
  private func benchmark(
    _ arguments: [String],
    samples: Int = 2,
    timeoutMilliseconds: Int64 = 60_000,
    change: (inout Command) -> Void = { _ in }
  ) -> Benchmark {
    var command = Command(arguments)
    command.sampling.warmup = 0
    command.sampling.samples = samples
    change(&command)
    var benchmark = Benchmark(name: "c", workload: .command(command))
    benchmark.timeoutNanoseconds = timeoutMilliseconds * 1_000_000
    return benchmark
  }

  private func shell(
    _ script: String,
    samples: Int = 2,
    timeoutMilliseconds: Int64 = 60_000,
    change: (inout Command) -> Void = { _ in }
  ) -> Benchmark {
    benchmark(
      ["sh", "-c", script],
      samples: samples,
      timeoutMilliseconds: timeoutMilliseconds,
      change: change
    )
  }

  private func source(_ benchmarks: Benchmark..., in folder: String = "") throws -> SampleSource {
    SampleSource(try CommandSubjects(benchmarks, in: folder, launch: .thread).subjects)
  }

  private func run(_ benchmark: Benchmark, in folder: String = "") async throws -> SourceLog {
    try await SourceLog.of(try source(benchmark, in: folder))
  }

  @Test func `wall time, CPU time and memory of each run are measured`() async throws {
    let busy = "i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done; sleep 0.05"
    let log = try await run(shell(busy, samples: 3))
    #expect(log.end == .completed)
    let wall = Histogram(log.counts("c"))
    #expect(wall.count == 3)
    #expect(try #require(wall.minimum) >= 50_000_000)
    let user = Histogram(log.counts("c", .userTime))
    #expect(user.count == 3)
    #expect(try #require(user.maximum) < (try #require(wall.minimum)))
    #expect(Histogram(log.counts("c", .systemTime)).count == 3)
    #expect(try #require(Histogram(log.counts("c", .residentMemory)).minimum) > 500_000)
    #expect(log.counts("c", .failed).isEmpty)
  }

  @Test func `a run that fails is told with what it wrote, once for each cause`() async throws {
    let log = try await run(shell("echo broken >&2; echo twice >&2; exit 7", samples: 3))
    #expect(log.counts("c").isEmpty)
    #expect(log.counts("c", .failed).count == 3)
    #expect(log.counts("c", .userTime).isEmpty)
    #expect(log.errors("c") == [.exit(7): 3])
    #expect(log.notices == ["c failed, exit 7: broken | twice"])
  }

  @Test func `a signal is a cause of its own`() async throws {
    let log = try await run(shell("kill -SEGV $$", samples: 1))
    #expect(log.errors("c") == [.signal(Int(SIGSEGV)): 1])
  }

  @Test func `a status that is expected is a success`() async throws {
    let log = try await run(shell("exit 3") { $0.expectedStatuses = [0...0, 2...4] })
    #expect(log.counts("c").count == 2)
    #expect(log.errors("c").isEmpty)
  }

  @Test func `after its time a run ends with everything that it started`() async throws {
    let folder = "/tmp/headroom-\(getpid())-group"
    mkdir(folder, 0o700)
    defer {
      unlink(folder + "/child")
      rmdir(folder)
    }
    // Both ignore the wish to end, so that only SIGKILL helps; the child's number is left in a file.
    let script = "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > child; while :; do sleep 1; done'"
    let log = try await run(
      shell(script, samples: 1, timeoutMilliseconds: 3_000) { $0.workingDirectory = folder }
    )
    #expect(log.errors("c") == [.timeout: 1])
    let file = try #require(fopen(folder + "/child", "r"))
    var line = [CChar](repeating: 0, count: 32)
    #expect(fgets(&line, 32, file) != nil)
    fclose(file)
    let child = pid_t(atoi(line))
    #expect(child > 0)
    #expect(await Deadline.wait { kill(child, 0) != 0 })
  }

  @Test func `it runs in its folder, with its variables and its input`() async throws {
    let log = try await run(
      shell(#"[ "$(pwd)" = / ] && [ "$COLOUR" = blue ] && [ "$(cat)" = "two words" ]"#) {
        $0.workingDirectory = "/"
        $0.environment = [.init(name: "COLOUR", value: "blue")]
        $0.input = .text("two words")
      }
    )
    #expect(log.counts("c").count == 2)
  }

  @Test func `each run reads a file from its beginning, or nothing`() async throws {
    let file = try await run(
      benchmark(["grep", "-q", "^root:"]) { $0.input = .file("/etc/passwd") }
    )
    #expect(file.counts("c").count == 2)
    let nothing = try await run(benchmark(["cat"]))
    #expect(nothing.counts("c").count == 2)
  }

  @Test func `it is a leader of its own group, and a broken pipe ends it`() async throws {
    let script =
      #"[ "$(ps -o pgid= -p $$ | tr -d ' ')" = $$ ] || exit 9; (kill -PIPE $BASHPID); [ $? = 141 ]"#
    let log = try await run(benchmark(["bash", "-c", script], samples: 1))
    #expect(log.errors("c") == [:])
  }

  @Test func `what comes before and after each run is not measured`() async throws {
    let folder = "/tmp/headroom-\(getpid())-beside"
    mkdir(folder, 0o700)
    defer { rmdir(folder) }
    let log = try await run(
      shell("[ -e ready ]", samples: 1) {
        $0.workingDirectory = folder
        $0.prepare = ["sh", "-c", "sleep 2; touch ready"]
        $0.cleanup = ["rm", "ready"]
      }
    )
    let wall = Histogram(log.counts("c"))
    #expect(wall.count == 1)
    #expect(try #require(wall.maximum) < 2_000_000_000)
    #expect(access(folder + "/ready", F_OK) != 0)
  }

  @Test func `a preparation that fails counts as a failure, and the command is not run`()
    async throws
  {
    let log = try await run(
      shell("exit 5", samples: 1) { $0.prepare = ["sh", "-c", "echo no disk >&2; exit 2"] }
    )
    #expect(log.errors("c") == [.reported("prepare: exit 2"): 1])
    #expect(log.notices == ["c failed, prepare: exit 2: no disk"])
  }

  @Test func `much on standard error holds nobody up`() async throws {
    let log = try await run(shell("yes | head -c 1000000 >&2; exit 1", samples: 1))
    #expect(log.errors("c") == [.exit(1): 1])
    #expect(try #require(log.notices.first).utf8.count < 400)
  }

  @Test func `a signal to us ends the command that runs`() async throws {
    let source = try source(shell("sleep 1000", samples: 3))
    let log = try await SourceLog.of(source) {
      source.apply(.stop(.signal(2), drain: false))
    }
    #expect(log.end == .signal(2))
    #expect(log.counts("c", .failed).isEmpty)
  }

  @Test func `commands whose program is not there are told from the others`() throws {
    let all = [
      benchmark(["no-such"]), benchmark(["true"]), benchmark(["true"]) { $0.prepare = ["./y"] },
    ]
    let commands = try CommandSubjects(all, in: "/usr/", launch: .thread)
    #expect(commands.subjects.count == 1)
    #expect(
      commands.missing.map(\.error) == [
        .noProgram(benchmark: "c", program: "no-such", isPath: false),
        .noProgram(benchmark: "c", program: "/usr/./y", isPath: true),
      ]
    )
    #expect(
      commands.missing.map(\.error.missing) == [
        "there is no program 'no-such' in PATH", "there is no program '/usr/./y'",
      ]
    )
  }

  @Test func `what can't be run is found out before anything runs`() {
    #expect(throws: CommandError.noFolder(benchmark: "c", path: "/no/where")) {
      _ = try source(benchmark(["true"]) { $0.workingDirectory = "/no/where" })
    }
    #expect(throws: CommandError.notExecutable(benchmark: "c", path: "/etc/passwd")) {
      _ = try source(benchmark(["/etc/passwd"]))
    }
    #expect(
      throws: CommandError.noInput(
        benchmark: "c",
        path: "/no/input",
        reason: "No such file or directory"
      )
    ) {
      _ = try source(benchmark(["cat"]) { $0.input = .file("/no/input") })
    }
  }

  @Test func `errors say what to do`() {
    let error = CommandError.noProgram(benchmark: "c", program: "encode", isPath: false)
    #expect(
      error.description
        == "benchmark 'c': there is no program 'encode' in PATH. Install it, or write the path to it."
    )
  }
}
