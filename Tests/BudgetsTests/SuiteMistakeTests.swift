import Testing

@testable import Budgets

@Suite struct SuiteMistakeTests {
  @Test(arguments: Mistake.all)
  func everyMistakeIsNamedWithItsPlaceAndTheWayOut(mistake: Mistake) {
    let lines = errors(mistake.text).split(separator: "\n").filter { $0.hasPrefix("budgets/") }
    #expect(lines == ["budgets/api.yaml:\(mistake.place): \(mistake.message)"])
  }

  @Test func thereAreHundredFiftyAndMore() {
    #expect(Set(Mistake.all.map(\.text)).count >= 150)
  }

  @Test func allMistakesAreShownAtOnceInTheOrderOfTheFile() {
    let text = """
      tolernce: normal
      profiles:
        slow: { users: 0 }
      benchmarks:
        list:
          http: GTE http://localhost/
          budget: { p95: 200, maen: 3s }
        list:
          http: http://localhost/
          weight: -1
      """
    #expect(
      errors(text) == """
        budgets/api.yaml:1:1: unknown key 'tolernce' in a suite. Did you mean 'tolerance'?
            tolernce: normal
            ^
        budgets/api.yaml:3:18: 'users' is 0. Write 1 to 100000.
              slow: { users: 0 }
                             ^
        budgets/api.yaml:6:11: unknown method 'GTE'. Did you mean 'GET'?
                http: GTE http://localhost/
                      ^
        budgets/api.yaml:7:20: 'p95': '200' has no unit. Write 200ms; units here: ns, us, ms, s, m, h.
                budget: { p95: 200, maen: 3s }
                               ^
        budgets/api.yaml:7:25: unknown metric 'maen'. Did you mean 'mean'?
                budget: { p95: 200, maen: 3s }
                                    ^
        budgets/api.yaml:8:3: the key 'list' is written twice, first in line 5. Remove one.
              list:
              ^
        """
    )
  }

  @Test func theCaretStandsUnderTheColumnBehindWideAndHiddenCharacters() {
    let text = "about: \"日本\\u0301\"\nbenchmarks: { \"日本\\x07\": { http: http://localhost/ } }\n"
    #expect(
      errors(text) == """
        budgets/api.yaml:2:15: the name of benchmark '日本\\u{7}' has a control character in it. \
        Remove it.
            benchmarks: { "日本\\x07": { http: http://localhost/ } }
                          ^
        """
    )
    let wide = "benchmarks: { 日本: { htp: http://localhost/ } }\n"
    #expect(
      errors(wide).hasPrefix(
        """
        budgets/api.yaml:1:21: unknown key 'htp' in a benchmark. Did you mean 'http'?
            benchmarks: { 日本: { htp: http://localhost/ } }
                                  ^
        """
      )
    )
  }

  @Test func aLongLineIsCutAroundTheCaret() {
    let name = String(repeating: "n", count: 5000)
    let text = "benchmarks: { a: { http: http://localhost/, about: \(name), wieght: 3 } }"
    let lines = errors(text).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 400 })
    #expect(lines.last?.last == "^")
  }

  @Test func whatIsAskedForAndDoesNotExistIsAnsweredWithWhatDoes() {
    let text = SuiteReaderTests.whole
    var request = SuiteRequest()
    request.profile = "stres"
    #expect(
      errors(text, request)
        == "budgets/api.yaml: no profile 'stres'. Did you mean 'stress'? "
        + "There is: smoke, stress, spike."
    )
    request = SuiteRequest()
    request.environment = "moon"
    #expect(
      errors(text, request)
        == "budgets/api.yaml: no environment 'moon'. There is: ci, production."
    )
    request = SuiteRequest()
    request.benchmarks = ["create", "delete"]
    #expect(
      errors(text, request)
        == "budgets/api.yaml: no benchmark 'delete'. There is: list-notes, create."
    )
    request = SuiteRequest()
    request.budgets = ["p95<200mb", "crate.p95<1s"]
    #expect(
      errors(text, request) == """
        budgets/api.yaml: --budget: unknown unit 'mb' in '200mb'. Units here: ns, us, ms, s, m, h.
        budgets/api.yaml: --budget 'crate.p95<1s': no benchmark 'crate'. Did you mean 'create'? \
        There is: list-notes, create.
        """
    )
  }

  @Test(arguments: [
    "notify: [ { on: violation, command: [./page-me] } ]",
    "regression: { warn: 5%, fail: 10% }", "confirm: 3", "min_change: 1%",
  ])
  func aKeyWhoseTurnHasNotComeSaysSo(key: String) {
    let name = key.prefix { $0 != ":" }
    #expect(
      errors(key + "\n" + Mistake.list).hasPrefix(
        "budgets/api.yaml:1:1: '\(name)' is not available yet."
      )
    )
  }
}
