import Budgets
import Glibc
import Sessions
import Workloads

/// Builds the program that declares a suite's functions, and becomes it.
struct SwiftBuild {
  /// The product.
  let product: SwiftProduct
  /// The folder of the package, from the current one.
  let package: String

  /// The build of a suite's product.
  init(_ product: SwiftProduct, suiteFolder: String) {
    self.product = product
    let isWhole = product.package.hasPrefix("/")
    let path = isWhole ? product.package : suiteFolder + product.package
    package = path.isEmpty ? "." : path
  }

  /// What a shell ends with that finds no program (sh(1)).
  private static let notFound: Int32 = 127

  /// `swift build` in the folder of the package, without what is to be built.
  var words: [String] {
    let build = ["swift", "build", "-c", "release"] + product.arguments
    return ["/bin/sh", "-c", #"CDPATH= cd -- "$0" && exec "$@""#, package] + build
  }

  /// Builds it with optimisation and becomes it, with these arguments; returns only by throwing.
  func handOver(_ arguments: [String]) throws(SwiftBuildError) -> Never {
    guard Files.exists(Path.join(package, "Package.swift")) else { throw .noPackage(package) }
    StandardStreams.note(
      "building \(Visible.text(product.product)) of \(Visible.text(package)) with optimisation; "
        + "the first time that takes minutes\n"
    )
    let status = Subprocess.run(words + ["--product", product.product])
    guard let status, status != Self.notFound else { throw .noSwift }
    guard status == 0 else { throw .failed(product.product, package: package, status: status) }
    guard let folder = Subprocess.output(of: words + ["--show-bin-path"], seconds: 120) else {
      throw .failed(product.product, package: package, status: 0)
    }
    let program = folder.filter { $0 != "\n" } + "/" + product.product
    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    let code = BusyProgram.start {
      execv(program, &words)
      return errno
    }
    throw .notExecutable(program, reason: BusyProgram.reason(code))
  }
}

/// Why the program that declares a suite's functions can't be had.
enum SwiftBuildError: CommandFailure, Equatable {
  /// There is no package in the folder.
  case noPackage(String)
  /// There is no `swift` in PATH.
  case noSwift
  /// The build failed; what is wrong stands above.
  case failed(String, package: String, status: Int32)
  /// What was built can't be executed.
  case notExecutable(String, reason: String)

  /// What is not there, in words, which may be so on this machine alone; nil if it is something else.
  var missing: String? { self == .noSwift ? "swift is not in PATH, which would build it" : nil }

  var status: ExitStatus {
    if case .noPackage = self { .noInput } else { .unavailable }
  }

  var text: String {
    switch self {
    case .noPackage(let path):
      "there is no Swift package in '\(Visible.text(path))'. Mend 'package' in 'swift:'; it is meant "
        + "from the folder of the suite, or the one above if that is called budgets."
    case .noSwift: "the functions of this suite need swift to be built, and it is not in PATH."
    case .failed(let product, let package, _):
      "the product '\(Visible.text(product))' of \(Visible.text(package)) could not be built."
    case .notExecutable(let path, let reason):
      "can't start \(Visible.text(path)): \(reason). Is it an executable product?"
    }
  }
}
