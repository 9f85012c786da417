import Testing

@testable import Budgets

struct StreamSuiteTextTests {
  private func read(_ text: StreamSuiteText) throws -> Suite {
    try SuiteReader.read(text: text.write().text, file: "command line", request: SuiteRequest())
  }

  @Test func `what is written reads back as the stream that was meant`() throws {
    var text = StreamSuiteText(name: "perf ${x}: a", source: .file("a \"b\" ${c}.jsonl"))
    text.format = .go
    text.budgets = ["transpile-simple.p95<0.85ms", "p50<=2s"]
    let suite = try read(text)
    let engine = try #require(suite.engines.first)
    #expect(engine.name == "perf ${x}: a")
    guard case .stream(let program) = engine.kind else {
      Issue.record("no stream")
      return
    }
    #expect(program.source == .file("a \"b\" ${c}.jsonl"))
    #expect(program.format == .go)
    let objective = try #require(
      suite.objectives.first { $0.subject == .benchmark("transpile-simple") && !$0.isDefault }
    )
    #expect(objective.metric.name == "p95")
    #expect(objective.budget == 850_000)
    #expect(suite.objectives.contains { $0.subject == .benchmark(engine.name) && !$0.isDefault })
  }

  @Test func `standard input and a program are sources too`() throws {
    for source in [StreamProgram.Source.standardInput, .program(["node", "a b.js"])] {
      let engine = try #require(try read(StreamSuiteText(name: "x", source: source)).engines.first)
      guard case .stream(let program) = engine.kind else {
        Issue.record("no stream")
        continue
      }
      #expect(program.source == source)
    }
  }
}
