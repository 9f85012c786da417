import Testing

@testable import Budgets

@Suite struct SuiteFileTests {
  @Test func anchorsAliasesAndMergesWork() throws {
    let suite = try read(
      """
      x-limits: &limits { p95: 200ms, p99: 400ms }
      x-base: &base
        timeout: 5s
        weight: 2
        budget: *limits
      benchmarks:
        read: { <<: *base, http: http://localhost/a }
        write:
          <<: [ { weight: 7 }, *base ]
          http: http://localhost/b
          budget: { <<: *limits, p95: 500ms }
      """
    )
    #expect(suite.benchmarks.map(\.weight) == [2, 7])
    #expect(suite.benchmarks.map(\.timeoutNanoseconds) == [5_000_000_000, 5_000_000_000])
    let figures = suite.objectives.map { "\($0.subject.name) \($0.metric.name) \($0.budget / 1e6)" }
    #expect(
      figures == [
        "read p95 200.0", "read p99 400.0", "read error_rate 1e-08", "write p99 400.0",
        "write p95 500.0", "write error_rate 1e-08",
      ]
    )
  }

  @Test func starsThatAreNoAliasesStay() throws {
    let suite = try read(
      """
      about: "all * of *it"
      benchmarks: { a: { http: "http://localhost/*a", body: 'x *y', headers: { Accept: "*/*" } } }
      """
    )
    #expect(suite.about == "all * of *it")
    guard case .http(let request) = suite.benchmarks[0].workload else { return }
    #expect(request.url == "http://localhost/*a")
    #expect(request.body == "x *y")
    #expect(request.headers == [HeaderField(name: "Accept", value: "*/*")])
  }

  @Test func anAliasBombIsRefused() {
    var text = "x-0: &a0 [l, l, l, l, l, l, l, l, l]\n"
    for level in 1...30 {
      let uses = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "x-\(level): &a\(level) [\(uses)]\n"
    }
    let found = errors(text + Mistake.list)
    #expect(
      found.hasPrefix(
        "budgets/api.yaml:6:6: this has more than 200000 values, those of aliases counted."
      ),
      "\(found)"
    )
  }

  @Test func anAliasBombInAKeyIsRefused() {
    var text = "x-0: &a0 [l, l, l, l, l, l, l, l, l]\n"
    for level in 1...30 {
      let uses = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "? [\(uses)]\n: &a\(level) [\(uses)]\n"
    }
    #expect(errors(text + Mistake.list).contains("a key is one word or a quoted text, not a list."))
  }

  @Test func aDeepNestOfAliasesIsRefused() {
    var text = "x-0: &a0 [l]\n"
    for level in 1...900 { text += "x-\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(errors(text + Mistake.list).contains("nested deeper than 40 levels"))
  }

  @Test(arguments: [30, 500, 100_000])
  func deepNestingIsRefused(depth: Int) {
    let text = "x-a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let found = errors(text + "\n" + Mistake.list)
    #expect(depth < 40 ? found.isEmpty : found.contains("nested"), "\(found.prefix(300))")
  }

  @Test func aFileOverOneMebibyteIsRefused() {
    let text = Mistake.list + "#" + String(repeating: "x", count: 1 << 20)
    #expect(
      errors(text)
        == "budgets/api.yaml: the file has \(text.utf8.count)B. A suite has at most 1MiB."
    )
  }

  @Test func bytesThatAreNotUTF8AreNamedByTheirPlace() {
    let bytes = Array("suite: ä\nabout: ".utf8) + [0xC3, 0x28]
    #expect(throws: SuiteErrors.self) {
      try SuiteReader.read(bytes: bytes, file: "a.yaml", request: SuiteRequest())
    }
    do throws(SuiteErrors) {
      _ = try SuiteReader.read(bytes: bytes, file: "a.yaml", request: SuiteRequest())
    } catch {
      #expect(error.text == "a.yaml:2:8: this byte is not UTF-8. Save the file as UTF-8.")
    }
  }

  @Test func aByteOrderMarkAndForeignLineBreaksAreRead() throws {
    let suite = try read("\u{FEFF}benchmarks:\r\n  a:\r\n    http: http://localhost/\r\n")
    #expect(suite.benchmarks.map(\.name) == ["a"])
    #expect(suite.name == "api")
    #expect(
      errors("benchmarks:\r\n  a:\r\n    htp: http://localhost/\r\n").hasPrefix(
        "budgets/api.yaml:3:5: unknown key 'htp' in a benchmark. Did you mean 'http'?"
      )
    )
  }

  @Test func whateverIsInTheFileTheReaderAnswers() {
    var random = SplitMix(state: 7)
    let good = Array(SuiteReaderTests.whole.utf8)
    let marks = Array("{}[]:,&*!|>'\"%@`#-?\n\t \\$\u{0}xp9".utf8)
    var failures = 0
    for _ in 0..<1500 {
      var bytes = good
      for _ in 0...Int(random.next() % 4) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0: bytes[place] = marks[Int(random.next() % UInt64(marks.count))]
        case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
        default:
          let end = min(bytes.count, place + Int(random.next() % 60))
          bytes.insert(contentsOf: bytes[place..<end], at: Int(random.next() % UInt64(place + 1)))
        }
        if bytes.isEmpty { bytes = good }
      }
      var request = SuiteRequest()
      request.purpose = random.next() % 4 == 0 ? .recorded : .run
      do throws(SuiteErrors) {
        let suite = try SuiteReader.read(bytes: bytes, file: "a.yaml", request: request)
        _ = SuiteDescription.text(suite)
      } catch {
        failures += 1
        #expect(!error.problems.isEmpty)
        #expect(!error.text.unicodeScalars.contains { $0 != "\n" && VisibleText.isHidden($0) })
      }
    }
    #expect(failures > 500)
  }
}

/// Seeded random numbers (Steele et al., Fast Splittable Pseudorandom Number Generators, 2014).
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
