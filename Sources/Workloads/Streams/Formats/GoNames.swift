/// What benchmarks of `go test -bench` are called.
///
/// `BenchmarkEncode/1MB-8` is `Encode/1MB` where all benchmarks have that number of CPUs: it is the
/// machine's then. Where they differ, as with `-cpu 1,2,4` or names that end in a number, it tells them
/// apart and stays. A name that several packages have is preceded by its package.
///
/// Source: golang.org/design/14313-benchmark-format.
struct GoNames {
  /// A benchmark as Go writes it.
  struct Raw: Hashable {
    /// The package of the line `pkg:` before it; empty if there is none.
    var package: String
    var name: String
  }

  /// The package that the lines to come are of.
  var package = ""
  /// The number of CPUs that is left out, with its hyphen; empty for none, nil before the first name.
  private var processors: String?
  /// The package in which a name was first.
  private var owners: [String: String] = [:]
  /// Names that several packages have, as far as that is known beforehand.
  private var shared: Set<String> = []

  /// Names that are told as they come: the first one says what is left out.
  init() {}

  /// All names of a file.
  init(all: Set<Raw>) {
    let suffixes = Set(all.map { Self.processors(of: $0.name) })
    processors = suffixes.count == 1 ? suffixes.first : ""
    var packages: [String: Set<String>] = [:]
    for raw in all { packages[short(raw.name), default: []].insert(raw.package) }
    shared = Set(packages.filter { $0.value.count > 1 }.keys)
  }

  /// What the benchmark of a line is called.
  mutating func title(of name: String) -> String {
    if processors == nil { processors = Self.processors(of: name) }
    let short = short(name)
    let owner = owners[short, default: package]
    owners[short] = owner
    guard shared.contains(short) || owner != package, !package.isEmpty else { return short }
    return "\(package).\(short)"
  }

  private func short(_ name: String) -> String {
    var short = name[...]
    if let processors, !processors.isEmpty, short.hasSuffix(processors) {
      short = short.dropLast(processors.count)
    }
    let bare = short.dropFirst("Benchmark".count)
    return String(bare.isEmpty ? short : bare)
  }

  /// `-8` of `BenchmarkEncode-8`; empty if there is none.
  private static func processors(of name: String) -> String {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let rest = name.dropLast(digits)
    return digits > 0 && rest.last == "-" ? String(name.suffix(digits + 1)) : ""
  }
}
