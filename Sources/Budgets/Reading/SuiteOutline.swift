/// The names in a suite file that a command line chooses from, read without a look at anything else, so
/// that they are there while the file still has mistakes.
package struct SuiteOutline: Equatable, Sendable {
  /// The benchmarks, in the order of the file.
  package var benchmarks: [String] = []
  /// The profiles, in the order of the file.
  package var profiles: [String] = []
  /// The environments, in the order of the file.
  package var environments: [String] = []

  /// The names in a text; none where it is not YAML.
  package init(text: String) {
    var loader = SourceLoader(text)
    let root = loader.load(byteCount: text.utf8.count)
    for entry in root?.entries ?? [] {
      let names = entry.value.entries?.map(\.key) ?? []
      switch entry.key {
      case "benchmarks": benchmarks = names
      case "profiles": profiles = names
      case "environments": environments = names
      default: break
      }
    }
  }
}
