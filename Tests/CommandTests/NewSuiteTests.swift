import Glibc
import TestSupport
import Testing

/// Suites that are written from options: what they are told is right, or named as it was typed.
@Suite struct NewSuiteTests {
  @Test(
    "init writes nothing that check rejects, and names the option",
    arguments: [
      (["--url", "ftp://x"], "--url: unknown scheme 'ftp' in 'ftp://x'."),
      (["--url", "http://a b/"], "--url: 'target': 'http://a b' has a blank in it."),
      (
        ["--url", "localhost:99999"],
        "--url: 'target': '99999' in 'http://localhost:99999' is no port."
      ),
      (["--url", "http://x/{{ a }}"], "--url: no value 'a'."),
      (["--url", "http://x/", "--budget", "rss<5MB"], "--budget: 'rss' is of commands"),
      (["--url", "http://x/", "--budget", "p95<2h"], "2h is longer than 1h"),
      (
        ["--url", "http://x/", "--budget", "p95<2ms", "--budget", "p95<3ms"],
        "--budget: 'p95' is budgeted twice."
      ),
      (["--url", "http://x/", "--name", "suite"], "--name: 'suite' stands for all benchmarks."),
      (["--url", "http://x/", "-d", "0s"], "--duration is 1ms to 168h."),
      (["--url", "http://x/", "-d", "999h"], "--duration is 1ms to 168h."),
      (["--url", "http://x/", "-r", "0/s"], "--rate is more than 0/s"),
      ([], "--url is needed where there is no terminal to ask on."),
    ]
  )
  func rejected(arguments: [String], expected: String) throws {
    let folder = TemporaryFolder()
    let result = try Program.run(["init"] + arguments, in: folder.path)
    #expect(result.status == 64)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(!result.errors.contains("command line:"))
    #expect(folder.names(in: "budgets").isEmpty)
    if result.errors.hasPrefix("Error: ") {
      let usage = "Usage: headroom init [<options>]\n  See 'headroom init --help' for more"
      #expect(result.errors.contains(usage))
    }
  }

  @Test("what init writes passes check")
  func accepted() throws {
    for arguments in [
      ["--url", "localhost:8090/items"], ["--url", "http://suite/"], ["--url", "http://x/#part"],
      ["--url", "https://me:pw@x/?api_key=secret", "--name", "secrets"],
      ["--url", "http://x/", "--budget", "p95>1ms", "--budget", "p95<3ms", "--name", "range"],
    ] {
      let folder = TemporaryFolder()
      let made = try Program.run(["init"] + arguments, in: folder.path)
      #expect(made.status == 0, "\(made.errors)")
      let variables = ["TARGET_USER=a", "API_KEY=b"]
      let check = try Program.run(["check"], in: folder.path, environment: variables)
      #expect(check.status == 0, "\(check.errors)")
      #expect(check.output.contains("hard: violation"))
    }
  }

  @Test("the end of the input ends init on a line of its own, at every question")
  func endOfInput() throws {
    for answers in [[], ["http://127.0.0.1:9/"], ["http://127.0.0.1:9/", "5"]] {
      let folder = TemporaryFolder()
      let program = try WindowProgram(["init"], in: folder.path)
      for (index, question) in ["A URL: ", "[10] ", "[p95<200ms] "].prefix(answers.count + 1)
        .enumerated()
      {
        try program.wait(question) { program.output.contains(question) }
        program.type(index < answers.count ? answers[index] + "\r" : "\u{04}")
      }
      #expect(try program.end() == .exited(64))
      let last = program.output.split(whereSeparator: \.isNewline).last ?? ""
      #expect(last == "headroom: the input ended before the last answer, so nothing was written.")
      #expect(folder.names(in: "budgets").isEmpty)
    }
  }

  @Test(
    "a mistake in a command without a suite is named by its option",
    arguments: [
      (["http://a b/"], "headroom: the URL: 'target': 'http://a b' has a blank in it."),
      (["ftp://127.0.0.1/"], "headroom: the URL: unknown scheme 'ftp'"),
      (["http://127.0.0.1:9/", "-X", "GTE"], "unknown method 'GTE'. Did you mean 'GET'?"),
      (["http://127.0.0.1:9/", "--body", "{{ nope }}"], "headroom: --body: no value 'nope'."),
      (["http://127.0.0.1:9/", "-H", "A: b\nc"], "headroom: --header: the value of header 'A'"),
      (["http://127.0.0.1:9/", "--budget", "rss<5MB"], "headroom: --budget: 'rss' is of commands"),
      (
        ["http://127.0.0.1:9/", "--budget", "x.p95<5ms"],
        "headroom: --budget: 'x.' names a benchmark"
      ),
      (["--timeout", "5h", "-c", "true"], "headroom: --timeout: 'timeout' of 5h is out of range."),
      (["-d", "0s", "-c", "true"], "headroom: --duration: 'duration' of 0s is out of range."),
      (["--budget", "cpu<5%", "--", "true"], "headroom: --budget: 'cpu' is of watched processes"),
      (
        ["--budget", "x.p95<5ms", "--", "true"], "headroom: --budget 'x.p95<5ms': no benchmark 'x'."
      ),
      (["-", "--budget", "p95<5h"], "headroom: --budget: 'p95': 5h is longer than 1h"),
    ]
  )
  func quick(arguments: [String], expected: String) throws {
    let folder = TemporaryFolder()
    let result = try Program.run(
      arguments.first == "-" ? arguments : ["--no-record"] + arguments,
      in: folder.path
    )
    #expect(result.status == 64)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(!result.errors.contains("command line:"))
    #expect(!result.errors.contains("^"))
  }
}
