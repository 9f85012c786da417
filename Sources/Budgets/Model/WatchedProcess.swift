/// A process, or a group of them, that is watched while a session runs.
package struct WatchedProcess: Sendable, Equatable {
  /// What it is called on the screen and in budgets: `notes-server.rss`.
  package var label: String
  /// What is watched.
  package var target: Target

  /// Something to watch.
  package init(label: String, target: Target) {
    self.label = label
    self.target = target
  }

  /// What is watched.
  package enum Target: Sendable, Equatable {
    /// All processes of this name.
    case name(String)
    /// One process.
    case pid(Int32)
    /// A control group, by its path below /sys/fs/cgroup.
    case controlGroup(String)
    /// The whole machine.
    case host
  }
}

/// Where the Swift functions of a suite live: `swift: { package: ., product: Performance }`.
package struct SwiftProduct: Sendable, Equatable {
  /// The folder of the package, relative to that of the suite.
  package var package: String
  /// The executable product.
  package var product: String
  /// Further arguments of `swift build`; paths in them are meant from the folder of the package.
  package var arguments: [String]

  /// A product of a package.
  package init(package: String, product: String, arguments: [String] = []) {
    self.package = package
    self.product = product
    self.arguments = arguments
  }
}
