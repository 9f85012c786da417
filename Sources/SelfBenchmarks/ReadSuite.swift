import Budgets

/// A suite that was read from its text.
struct ReadSuite {
  private let suite: Suite

  init(_ text: String) throws {
    suite = try SuiteReader.read(text: text, file: "suite.yaml", request: SuiteRequest())
  }
}
