import ArgumentParser
import Budgets
import Testing

@testable import Headroom

@Suite struct CompletionTests {
  @Test(
    "words are read as the shell will pass them on",
    arguments: [
      ("plain", "plain"), ("my\\ suite", "my suite"), ("'my su", "my su"), ("\"a b\"c", "a bc"),
      ("'a\\b'", "a\\b"), ("\"a\\\"b\"", "a\"b"), ("", ""),
    ]
  )
  func quotes(word: String, expected: String) {
    #expect(TypedLine.unquoted(word) == expected)
  }

  @Test("the suite is found wherever it stands on the line")
  func outlines() {
    for before in [
      ["run", "demo"], ["run", "--users", "5", "demo"], ["run", "demo", "--profile"],
      ["run", "demo", "--duration", "5s", "-p"], ["check", "demo", "--env"], ["run", "demo", "-u"],
    ] {
      let words = ["headroom"] + before + [""]
      let line = TypedLine(words, index: words.count - 1)
      #expect(line.suite?.benchmarks.contains("list-notes") == true, "\(before)")
    }
  }

  @Test("names are taken from a suite that has mistakes")
  func mistakes() {
    let outline = SuiteOutline(
      text: """
        bogus: 1
        profiles: { smoke: { users: }, stress test: { users: 5 } }
        benchmarks: { a b: { htp: / }, c: }
        environments: { ci: }
        """
    )
    #expect(outline.profiles == ["smoke", "stress test"])
    #expect(outline.benchmarks == ["a b", "c"])
    #expect(outline.environments == ["ci"])
    #expect(SuiteOutline(text: "{").benchmarks.isEmpty)
  }

  @Test("nothing in a name is run or split by a shell")
  func escapes() {
    #expect(CompletionKind.escaped("a b$(c)'", for: .bash) == "a\\ b\\$\\(c\\)\\'")
    #expect(CompletionKind.escaped("baseline:a/b@c", for: .bash) == "baseline:a/b@c")
    #expect(CompletionKind.escaped("baseline:a", for: .zsh) == "baseline\\:a")
    #expect(CompletionKind.escaped("a b:c", for: .fish) == "a b:c")
  }
}
