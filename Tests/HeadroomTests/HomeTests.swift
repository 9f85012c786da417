import Sessions
import Testing

@testable import Headroom

@Suite struct HomeTests {
  @Test func anEmptyFolderExplainsItselfAndOffersTheDemo() {
    let text = Home(suites: [], recordings: [], glyphs: .unicode).text
    #expect(text.contains("no suites (budgets/*.yaml)"))
    #expect(text.contains("headroom demo"))
    #expect(text.contains("headroom init"))
  }

  @Test func everySuiteIsShownWithItsCommand() {
    let suites = [
      ListedSuite(name: "api", suite: "api", about: "the notes service"),
      ListedSuite(name: "my web", suite: nil, about: "2 mistakes", isBroken: true),
    ]
    #expect(
      Home(suites: suites, recordings: [], glyphs: .unicode).text == """
        Suites
          headroom run api       the notes service
          headroom run 'my web'  2 mistakes

        No recordings yet: each run makes one in recordings/.

        `headroom demo` shows a live run at once, `headroom --help` all commands.

        """
    )
  }

  @Test(arguments: [
    ("recordings/a.hlog", "recordings/a.hlog"), ("a b", "'a b'"), ("it's", "'it'\\''s'"),
    ("", "''"), ("$(x)", "'$(x)'"),
  ])
  func aWordCanBePastedIntoAShell(_ text: String, _ word: String) {
    #expect(Shell.word(text) == word)
  }
}
