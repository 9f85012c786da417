import Budgets
import Sessions

/// The suites of `budgets/` in a list.
enum SuiteList {
  /// Reads each of them.
  static func read() -> [ListedSuite] { SuiteLookup().all().map(read) }

  /// What a suite says of itself, or that it has mistakes.
  private static func read(_ found: SuiteLookup.Found) -> ListedSuite {
    var request = SuiteRequest()
    request.variables = Variables([]).value
    do {
      let suite = try SuiteSource(reading: found.path).suite(request)
      let count = suite.benchmarks.count
      let size = "\(count) \(count == 1 ? "benchmark" : "benchmarks")"
      return ListedSuite(
        name: found.name,
        suite: suite.name,
        about: suite.about.isEmpty ? size : suite.about + " (\(size))",
        profiles: [suite.profile.name] + suite.profileNames.filter { $0 != suite.profile.name }
      )
    } catch let errors as SuiteErrors {
      let count = errors.problems.count
      let mistakes = "\(count) \(count == 1 ? "mistake" : "mistakes")"
      return broken(found, "\(mistakes): headroom check \(Shell.word(found.name))")
    } catch {
      return broken(found, "can't be read")
    }
  }

  private static func broken(_ found: SuiteLookup.Found, _ about: String) -> ListedSuite {
    ListedSuite(name: found.name, suite: nil, about: about, isBroken: true)
  }
}
