import Budgets
import Recordings
import Sessions

extension Home {
  /// Looks at `budgets/` and `recordings/` and prints what is there.
  static func print() {
    let suites = SuiteLookup().all().map { Home.Suite(found: $0, about: about($0)) }
    let entries = RecordingCatalog(directory: ProjectFolder().recordings).entries()
    let home = Home(
      suites: suites,
      recordings: entries,
      glyphs: StandardStreams.glyphs(plain: false)
    )
    StandardStreams.print(home.text)
  }

  /// What a suite says of itself, or that it has mistakes.
  private static func about(_ found: SuiteLookup.Found) -> String {
    var request = SuiteRequest()
    request.variables = Variables([]).value
    do {
      let suite = try SuiteSource(reading: found.path).suite(request)
      let count = suite.benchmarks.count
      let size = "\(count) \(count == 1 ? "benchmark" : "benchmarks")"
      return suite.about.isEmpty ? size : suite.about + " (\(size))"
    } catch let errors as SuiteErrors {
      let count = errors.problems.count
      return "\(count) \(count == 1 ? "mistake" : "mistakes"): headroom check \(found.name)"
    } catch {
      return "can't be read"
    }
  }
}
