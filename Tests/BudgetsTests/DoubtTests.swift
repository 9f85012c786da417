import Testing

@testable import Budgets

/// Budgets that can be read and hardly say what is meant.
@Suite struct DoubtTests {
  private func warnings(_ budget: String, _ rest: String = "") throws -> [String] {
    try read("benchmarks: { a: { http: http://localhost/, budget: { \(budget) } } }\n" + rest)
      .warnings
      .map { String($0.split(separator: " ", maxSplits: 1).last ?? "") }
  }

  @Test(
    "what is doubtful is named, with what was probably meant",
    arguments: [
      (#"p95: ">= 20ms""#, "'p95' of a is broken by fast answers. Did you mean <= 20ms?"),
      (#"mean: { at_least: 1s }"#, "'mean' of a is broken by fast answers. Did you mean <= 1s?"),
      (
        #"throughput: "<= 5/s""#,
        "'throughput' of a is broken by more throughput. Did you mean >= 5/s?"
      ),
      (
        "p95: 200ms, p99: 100ms",
        "'p99' of a is stricter than 'p95' <= 200ms, which can then never break first. Are they swapped?"
      ),
      (
        "max: 1s, mean: 2s",
        "'max' of a is stricter than 'mean' <= 2s, which can then never break first. Are they swapped?"
      ),
      ("error_rate: 100%", "'error_rate' of a is always met."),
      ("availability: 0%", "'availability' of a is always met."),
      (#"throughput: ">= 0/s""#, "'throughput' of a is always met."),
      (
        "error_rate: 5%, availability: 99%",
        "'error_rate' of a allows more than 'availability' >= 99%, so it can never break first."
      ),
      ("p95: 45s", "'p95' of a can't be broken: after 30s a timeout makes a failure of it."),
    ]
  )
  func single(budget: String, expected: String) throws {
    #expect(try warnings(budget) == [expected])
  }

  @Test("two sides are a range, unless no measurement can be in it")
  func ranges() throws {
    let range = #"[ "p95 >= 20ms", "p95 <= 200ms" ]"#
    let suite = "benchmarks: { a: { http: http://localhost/, budget: \(range) } }"
    #expect(try read(suite).warnings.isEmpty)
    let empty = #"[ "p50 >= 300ms", "p95 <= 200ms", "p50 <= 100ms" ]"#
    let found = try read("benchmarks: { a: { http: http://localhost/, budget: \(empty) } }")
      .warnings
    #expect(
      found.map { String($0.split(separator: " ", maxSplits: 1).last ?? "") } == [
        "'p50' of a and 'p50' <= 100ms can't both be met.",
        "'p50' of a and 'p95' <= 200ms can't both be met.",
      ]
    )
  }

  @Test(
    "alerts are looked at in the same way",
    arguments: [
      (
        #"{ critical: "p99 < 500ms" }"#,
        "the alert 'p99 < 500ms' fires when all is well. Did you mean '>'?"
      ),
      (
        #"{ critical: "p99 > 500ms", warning: "p99 > 800ms" }"#,
        "the warning 'p99 > 800ms' never comes before the critical alert 'p99 > 500ms'."
      ),
    ]
  )
  func alerts(rules: String, expected: String) throws {
    #expect(try warnings("p95: 1s", "alerts: \(rules)\n") == [expected])
  }

  @Test("what makes sense is not doubted")
  func sense() throws {
    #expect(
      try warnings(
        #"p50: 100ms, p95: 200ms, p99: 200ms, max: 5s, error_rate: 0.1%, availability: 99.5%, "#
          + #"throughput: ">= 5/s""#,
        #"alerts: { critical: "p99 > 500ms", warning: "p99 > 300ms" }\#n"#
      ).isEmpty
    )
  }
}
