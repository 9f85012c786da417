import Budgets
import Glibc
import Measurements
import Sessions
import TestSupport
import Testing

@testable import Workloads

struct StreamSourceTests {
  /// A source of what a shell script prints.
  private func source(
    _ script: String,
    _ change: (inout StreamProgram, inout ExternalOptions) -> Void = { _, _ in }
  ) throws -> StreamSource {
    var stream = StreamProgram(.program(["/bin/sh", "-c", script]))
    var options = ExternalOptions()
    change(&stream, &options)
    return try StreamSource(name: "perf", stream: stream, options: options)
  }

  private func count(_ log: StreamLog) -> UInt64 {
    log.names.reduce(0) { $0 + log.samples($1).count }
  }

  @Test func `a program's lines become benchmarks, and the session ends with it`() throws {
    let log = try StreamLog.of(
      source(#"echo '{"measure":"a","ms":1}'; echo '{"measure":"b","us":3}'; echo 2"#)
    )
    #expect(log.names == ["a", "b", "perf"])
    #expect(log.samples("b").maximum == Histogram.highestEquivalent(3_000))
    #expect(log.end == .completed)
    #expect(log.isInOrder)
    #expect(log.notices.isEmpty)
  }

  @Test func `a hundred thousand lines are all counted`() throws {
    let script = #"yes '{"measure":"a","ms":0.84}' | head -n 100000"#
    let log = try StreamLog.of(source(script))
    #expect(log.samples("a").count == 100_000)
    #expect(log.notices.isEmpty)
  }

  @Test func `garbage and NUL bytes lose nothing that is good`() throws {
    let script = """
      head -c 300000 /dev/urandom; printf '\\n{"measure":"a","ms":1}\\n'
      printf '\\000\\000\\000{"measure":"a","ms":1}\\000\\n\\000\\n{"measure":"a\\000","ms":1}\\n'
      printf '{"measure":"a","ms":1}\\r\\n'
      """
    let source = try source(script)
    let log = try StreamLog.of(source)
    #expect(log.samples("a").count == 3)
    #expect(log.notices.last?.contains("are no measurement") == true)
    #expect(log.notices.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 } })
    #expect(source.failure == nil)
  }

  @Test func `a line of 10 MB is left out, and those around it are not`() throws {
    let script = """
      echo '{"measure":"a","ms":1}'
      printf '{"measure":"'; head -c 10000000 /dev/zero | tr '\\000' x; echo '","ms":1}'
      echo '{"measure":"a","ms":1}'
      """
    let log = try StreamLog.of(source(script))
    #expect(log.samples("a").count == 2)
    #expect(log.notices == ["a line longer than 1 MiB was left out"])
  }

  @Test func `a line without an end counts if it is whole, and is told if it is not`() throws {
    let whole = try StreamLog.of(source(#"echo 1; printf '{"measure":"a","ms":1}'"#))
    #expect(whole.names == ["a", "perf"])
    let broken = try StreamLog.of(source(#"echo 1; printf '{"measure":"a","m'"#))
    #expect(broken.names == ["perf"])
    #expect(broken.notices[0].hasPrefix("line 2 is no measurement (no whole JSON object)"))
  }

  @Test func `what never ends is ended by the user, and counts to its end`() throws {
    let folder = TemporaryFolder()
    let source = try source(
      """
      trap 'echo 5; echo gone > "$PWD/gone"; exit 0' INT
      while :; do echo 1; sleep 0.02; done
      """
    ) { stream, _ in stream.workingDirectory = folder.path }
    let log = try StreamLog.of(source) { source.apply(.stop(.signal(SIGINT), drain: false)) }
    #expect(log.end == .signal(SIGINT))
    #expect(folder.text("gone") == "gone\n")
    #expect(log.samples("perf").maximum == Histogram.highestEquivalent(5_000_000))
    #expect(source.failure == nil)
  }

  @Test func `a second request to end kills a program that does not hear the first`() throws {
    let source = try source("trap '' INT TERM; while :; do echo 1; sleep 0.02; done")
    let log = try StreamLog.of(source) {
      source.apply(.stop(.stopped, drain: true))
      source.apply(.stop(.signal(SIGINT), drain: false))
    }
    #expect(log.end == .signal(SIGINT))
  }

  @Test func `the planned end comes although the program goes on`() throws {
    let source = try source("while :; do echo 1; sleep 0.02; done") { _, options in
      options.mostNanoseconds = 300_000_000
      options.intervalNanoseconds = 100_000_000
    }
    let log = try StreamLog.of(source)
    #expect(log.end == .completed)
    #expect(log.records.count >= 3)
    #expect(log.isInOrder)
  }

  @Test func `a status and the last words are told, and are a failure if nothing came`() throws {
    let silent = try source("echo 'no such module' >&2; exit 3")
    let log = try StreamLog.of(silent)
    #expect(log.notices == ["perf: no such module", "perf ended with status 3"])
    #expect(silent.failure == "perf ended with status 3: no such module")
    let good = try source("echo 1; exit 3")
    #expect(try StreamLog.of(good).notices == ["perf ended with status 3"])
    #expect(good.failure == nil)
    let killed = try source("kill -9 $$")
    #expect(try StreamLog.of(killed).notices == ["perf was ended by signal 9"])
  }

  @Test func `many words on standard error are a few and a count`() throws {
    let log = try StreamLog.of(source("for i in $(seq 30); do echo line $i >&2; done; echo 1"))
    #expect(log.notices.count == ErrorOutput.mostShown + 1)
    #expect(log.notices.last == "perf: 20 more lines on standard error, the last: line 30")
  }

  @Test func `folder and variables are the program's`() throws {
    let folder = TemporaryFolder(["lines": #"{"measure":"from file","ms":1}"# + "\n"])
    let log = try StreamLog.of(
      source(#"cat lines; echo "{\"measure\":\"$WHO\",\"ms\":1}""#) { stream, _ in
        stream.workingDirectory = folder.path
        stream.environment = [Command.EnvironmentValue(name: "WHO", value: "me")]
      }
    )
    #expect(log.names == ["from file", "me"])
  }

  @Test func `what can't be started is said before the start`() {
    let folder = TemporaryFolder(["plain": "no program"])
    func failure(_ arguments: [String], in working: String? = nil) -> StreamError? {
      var stream = StreamProgram(.program(arguments))
      stream.workingDirectory = working
      do throws(StreamError) {
        _ = try StreamSource(name: "perf", stream: stream, options: .init())
        return nil
      } catch {
        return error
      }
    }
    #expect(
      failure(["no-such-program-here"])
        == .program(.noProgram(benchmark: "perf", program: "no-such-program-here", isPath: false))
    )
    let plain = folder.path + "/plain"
    #expect(failure([plain]) == .program(.notExecutable(benchmark: "perf", path: plain)))
    #expect(
      failure(["true"], in: "/no/such") == .program(.noFolder(benchmark: "perf", path: "/no/such"))
    )
    #expect(failure(["sh"]) == nil)
  }

  // MARK: Files

  private func attach(
    _ path: String,
    skipsExisting: Bool = false
  ) throws -> StreamSource {
    var options = ExternalOptions()
    options.intervalNanoseconds = 100_000_000
    return try StreamSource(
      name: "log",
      stream: StreamProgram(.file(path)),
      skipsExisting: skipsExisting,
      options: options
    )
  }

  private func append(_ text: String, to path: String) {
    let file = open(path, O_WRONLY | O_APPEND)
    defer { close(file) }
    _ = text.withCString { write(file, $0, strlen($0)) }
  }

  @Test func `a file is read from its beginning, and as it grows`() throws {
    let folder = TemporaryFolder(["lines": "1\n2\n3"])
    let path = folder.path + "/lines"
    let source = try attach(path)
    let inbox = Inbox()
    try source.start(into: inbox)
    var log = try until(inbox) { $0.samples("log").count == 2 }
    append("0\n4\n", to: path)
    log = try until(inbox, from: log) { $0.samples("log").count == 4 }
    #expect(log.samples("log").maximum == Histogram.highestEquivalent(30_000_000))
    source.apply(.stop(.stopped, drain: true))
    log = try until(inbox, from: log) { $0.end == .stopped }
    #expect(log.notices.isEmpty)
  }

  @Test func `a file that is cut or replaced is read on`() throws {
    let folder = TemporaryFolder(["lines": "1\n2\n3\n"])
    let path = folder.path + "/lines"
    let source = try attach(path)
    let inbox = Inbox()
    try source.start(into: inbox)
    var log = try until(inbox) { $0.samples("log").count == 3 }
    folder.write("7\n", to: "lines")
    log = try until(inbox, from: log) { $0.samples("log").count == 4 }
    #expect(log.notices == ["log was cut, and is read from its beginning again"])
    folder.write("8\n9\n", to: "new")
    rename(folder.path + "/new", path)
    log = try until(inbox, from: log) { $0.samples("log").count == 6 }
    #expect(log.notices.last == "log was replaced, and the new file is read")
    source.apply(.stop(.stopped, drain: true))
    _ = try until(inbox, from: log) { $0.end == .stopped }
  }

  @Test func `what stood in a file before can be left out`() throws {
    let folder = TemporaryFolder(["lines": "1\n2\n3\n"])
    let path = folder.path + "/lines"
    let source = try attach(path, skipsExisting: true)
    let inbox = Inbox()
    try source.start(into: inbox)
    append("8\n", to: path)
    let log = try until(inbox) { $0.samples("log").count > 0 }
    #expect(log.samples("log").count == 1)
    source.apply(.stop(.stopped, drain: true))
    _ = try until(inbox, from: log) { $0.end == .stopped }
  }

  @Test func `a FIFO is waited for, and ends with its last writer`() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    let source = try attach(path)
    let inbox = Inbox()
    try source.start(into: inbox)
    let writer = open(path, O_WRONLY)
    for _ in 0..<2 { _ = "1\n2\n".withCString { write(writer, $0, 4) } }
    close(writer)
    let log = try until(inbox) { $0.end != nil }
    #expect(log.end == .completed)
    #expect(log.samples("log").count == 4)
  }

  @Test func `a folder gives no lines`() {
    #expect(throws: StreamError.isNoStream("/tmp")) { try attach("/tmp") }
    #expect(throws: StreamError.cannotOpen("/no/such", code: ENOENT)) { try attach("/no/such") }
  }

  @Test func `what can't be steered says so, and what can be is an event`() throws {
    let source = try source("while :; do echo 1; sleep 0.02; done")
    let log = try StreamLog.of(source) {
      for control: Control in [.level(5), .only("a"), .mark("here"), .pause, .resume] {
        source.apply(control)
      }
      source.apply(.stop(.stopped, drain: true))
    }
    #expect(log.notices.count == 2)
    let kinds = log.events.map(\.kind)
    #expect(kinds.contains(.mark("here")))
    #expect(kinds.contains(.paused) && kinds.contains(.resumed))
  }

  /// What a source told when `condition` held; fails after a while.
  private func until(
    _ inbox: Inbox,
    from log: StreamLog = StreamLog(),
    _ condition: (StreamLog) -> Bool
  ) throws -> StreamLog {
    var log = log
    let deadline = SystemClock.monotonic() + 120_000_000_000
    while !condition(log) {
      let inputs = inbox.takeAll(withinNanoseconds: deadline - SystemClock.monotonic())
      try #require(!inputs.isEmpty)
      for input in inputs { log.take(input) }
    }
    return log
  }
}
