import Testing

@testable import Workloads

struct LocustWordsTests {
  @Test(arguments: [
    ("[2026-11-21 20:33:07,123] vm/ERROR/locust.runners: The port: busy.", "The port: busy.", true),
    ("[2026-11-21 20:33:07,123] vm/WARNING/locust.main: ignored", "ignored", false),
    ("[2026-11-21] something: else", "[2026-11-21] something: else", false),
    ("locust: error: unrecognized arguments: --x", "unrecognized arguments: --x", true),
    ("ModuleNotFoundError: No module 'x'", "ModuleNotFoundError: No module 'x'", true),
    ("  File \"a.py\", line 1, in <module>", "  File \"a.py\", line 1, in <module>", false),
    ("Did you mean '--tags'?", "Did you mean '--tags'?", false), ("", "", false),
  ])
  func `what Locust says is told without the date and origin of its log`(
    line: String,
    text: String,
    isComplaint: Bool
  ) {
    let words = LocustWords(line)
    #expect(words.text == text)
    #expect(words.isComplaint == isComplaint)
  }
}
