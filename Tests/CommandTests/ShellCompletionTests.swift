import Glibc
import TestSupport
import Testing

/// The completions as an interactive bash offers them.
@Suite(.serialized) struct ShellCompletionTests {
  private static let suite = """
    target: demo
    profiles: { smoke: { users: 1, duration: 1s }, stress test: { users: 5, duration: 1s } }
    environments: { ci: { profile: smoke }, staging: { profile: smoke } }
    benchmarks: { list: { http: / }, 'make (big) note': { http: / }, 'x $(touch ran)': { http: / } }
    """

  /// A folder with two suites, recordings and baselines.
  private func folder() throws -> TemporaryFolder {
    let folder = TemporaryFolder([
      "budgets/notes.yaml": Self.suite, "budgets/my suite.yaml": Self.suite,
    ])
    let server = try CountingServer()
    defer { server.stop() }
    for file in ["recordings/one.hlog", "recordings/two $(touch ran).hlog"] {
      let made = try Program.run([server.url, "-n", "10", "--record", file], in: folder.path)
      #expect(made.status == 0, "\(made.errors)")
      if file.contains("one") {
        #expect(try Program.run(["baseline", "set", "one.hlog"], in: folder.path).status == 0)
      }
    }
    return folder
  }

  /// The words of a line when every completion is inserted into it (`insert-completions` of readline).
  private func words(_ lines: [String], in folder: TemporaryFolder) throws -> [[String]] {
    let script = try Program.run(["--generate-completion-script", "bash"], in: folder.path)
    #expect(script.status == 0)
    folder.write(script.output, to: "headroom.bash")
    let binary = try Program.path(of: "headroom")
    let bin = binary.lastIndex(of: "/").map { String(binary[..<$0]) } ?? "."
    let shell = try WindowProgram(
      program: "/bin/bash",
      ["--norc", "--noprofile", "-i"],
      in: folder.path,
      environment: ["PATH=\(bin):/usr/bin:/bin", "PS1=ready> ", "HISTFILE="]
    )
    try shell.wait("a prompt") { shell.output.contains("ready> ") }
    shell.type(
      "bind 'set enable-bracketed-paste off'; set +o history; . ./headroom.bash; echo loa''ded\r"
    )
    try shell.wait("the script") { shell.output.contains("loaded") }
    return try lines.enumerated().map { index, line in
      // Esc * inserts all completions; what is then run prints the words into a file.
      shell.type(
        "\(line)\u{1B}*\u{01}print\(index)() { printf '%s\\n' \"$@\" > words; mv words words-\(index); }; print\(index) \u{05}\r"
      )
      try shell.wait("the words of '\(line)'") { folder.names(in: "").contains("words-\(index)") }
      return folder.text("words-\(index)").split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().map(String.init)
    }
  }

  @Test("suites, profiles, environments, benchmarks and recordings are offered")
  func offered() throws {
    let folder = try folder()
    let found = try words(
      [
        "headroom run ", "headroom run my", "headroom run notes ", "headroom run notes --profile ",
        "headroom run 'my suite' --profile st", "headroom run notes --env ",
        "headroom run notes li",
        "headroom replay ", "headroom compare last ", "headroom replay recordings/o",
        "headroom baseline show ", "headroom replay last --suite n", "headroom check notes -p s",
        "headroom run notes --ghost la", "headroom rep", "headroom run notes --profile=",
        "headroom run notes --profile=st", "headroom export last --benchmark ", "headroom help rep",
        "headroom rec",
      ],
      in: folder
    )
    func added(_ index: Int, after count: Int) -> [String] { Array(found[index].dropFirst(count)) }
    #expect(added(0, after: 2) == ["demo", "my suite", "notes"])
    #expect(found[1] == ["headroom", "run", "my suite"])
    #expect(Set(added(2, after: 3)) == ["list", "make (big) note"])
    #expect(added(3, after: 4) == ["smoke", "stress test"])
    #expect(found[4] == ["headroom", "run", "my suite", "--profile", "stress test"])
    #expect(added(5, after: 4) == ["ci", "staging"])
    #expect(found[6] == ["headroom", "run", "notes", "list"])
    #expect(
      Set(added(7, after: 2)) == [
        "last", "last~1", "baseline", "one.hlog",
      ]
    )
    #expect(added(8, after: 3).contains("one.hlog"))
    #expect(found[9] == ["headroom", "replay", "recordings/one.hlog"])
    #expect(added(10, after: 3).count == 1)
    #expect(found[11] == ["headroom", "replay", "last", "--suite", "notes"])
    #expect(added(12, after: 4) == ["smoke", "stress test"])
    #expect(added(13, after: 4) == ["last", "last~1"])
    #expect(found[14] == ["headroom", "replay"])
    #expect(added(15, after: 3) == ["--profile=smoke", "stress test"])
    #expect(found[16] == ["headroom", "run", "notes", "--profile=stress test"])
    #expect(added(17, after: 4).count == 1)
    #expect(found[18] == ["headroom", "help", "replay"])
    #expect(found[19] == ["headroom", "recordings"])
    // A name is never taken for something to be run; what can't be inserted as it is, is left out.
    #expect(!folder.names(in: "").contains("ran"))
  }

  @Test("zsh and fish have their scripts too", arguments: ["zsh", "fish"])
  func scripts(shell: String) throws {
    let folder = TemporaryFolder()
    let script = try Program.run(["--generate-completion-script", shell], in: folder.path)
    #expect(script.status == 0)
    #expect(script.output.contains("---completion replay -- positional@0"))
  }
}
