/// A program of benchmarks: the whole of Headroom, with functions of your own.
///
/// ```swift
/// @main struct Performance: BenchmarkSuite {
///   static let suite = "budgets/codec.yaml"
///   static var benchmarks: some Benchmarks {
///     Benchmark("encode") { measurement in … }
///   }
/// }
/// ```
///
/// Without arguments it runs its suite. The arguments are those of `headroom`, which runs it by itself
/// for a suite with `swift: { package: ., product: Performance }`.
public protocol BenchmarkSuite {
  /// What `benchmarks` declares.
  associatedtype Content: Benchmarks
  /// The path of the suite file, from the current folder or one above it; empty for none.
  static var suite: String { get }
  /// The functions that are measured.
  @BenchmarksBuilder static var benchmarks: Content { get }
}

extension BenchmarkSuite {
  /// No suite file: the budgets are those of the functions.
  public static var suite: String { "" }

  /// The whole program: reads the command line, does what it says, and exits with its status.
  public static func main() {
    DeclaredFunctions.declare(benchmarks.all, suite: suite)
    Headroom.main()
  }
}

/// Benchmarks that a program declares.
public protocol Benchmarks {
  /// All of them, in order.
  var all: [Benchmark] { get }
}

/// Several benchmarks, in order.
public struct BenchmarkList: Benchmarks {
  /// All of them, in order.
  public let all: [Benchmark]
}

/// Puts benchmarks together that stand below each other.
@resultBuilder
public enum BenchmarksBuilder {
  /// One or several benchmarks.
  public static func buildExpression(_ benchmarks: some Benchmarks) -> BenchmarkList {
    BenchmarkList(all: benchmarks.all)
  }

  /// One after the other.
  public static func buildBlock(_ parts: BenchmarkList...) -> BenchmarkList {
    BenchmarkList(all: parts.flatMap(\.all))
  }

  /// Those of a loop.
  public static func buildArray(_ parts: [BenchmarkList]) -> BenchmarkList {
    BenchmarkList(all: parts.flatMap(\.all))
  }

  /// Those of an `if` without `else`.
  public static func buildOptional(_ part: BenchmarkList?) -> BenchmarkList {
    part ?? BenchmarkList(all: [])
  }

  /// Those of an `if`.
  public static func buildEither(first part: BenchmarkList) -> BenchmarkList { part }

  /// Those of an `else`.
  public static func buildEither(second part: BenchmarkList) -> BenchmarkList { part }
}
