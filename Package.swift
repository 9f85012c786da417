// swift-tools-version: 6.2
import PackageDescription

/// One list of settings for every target of ours.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

/// The modules that `name` may import are those listed here, and no others.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ name: String,
  _ dependencies: [Target.Dependency],
  resources: [Resource]? = nil
)
  -> Target
{
  .testTarget(
    name: name,
    dependencies: dependencies,
    resources: resources,
    swiftSettings: settings
  )
}

let nio: [Target.Dependency] = [
  .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOTLS", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
  .product(name: "NIOWebSocket", package: "swift-nio"),
  .product(name: "NIOHPACK", package: "swift-nio-http2"),
  .product(name: "NIOHTTP2", package: "swift-nio-http2"),
  .product(name: "NIOSSL", package: "swift-nio-ssl"),
  .product(name: "HeapModule", package: "swift-collections"),
]

let package = Package(
  name: "headroom",
  products: [
    .executable(name: "headroom", targets: ["HeadroomCommand"]),
    .library(name: "Headroom", targets: ["Headroom"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CNcurses",
      pkgConfig: "ncursesw",
      providers: [.apt(["libncurses-dev"])]
    ),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CPCRE2",
      pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"])]
    ),
    .systemLibrary(name: "CSpawn"),
    module("Measurements", []),
    module("Budgets", ["Measurements", "CPCRE2", .product(name: "Yams", package: "Yams")]),
    module("Sessions", ["Measurements", "Budgets"]),
    module("Recordings", ["Sessions", "Budgets", "Measurements", "CZlib"]),
    module("Workloads", ["Sessions", "Budgets", "Measurements", "CSpawn"] + nio),
    module("Reports", ["Sessions", "Budgets", "Measurements"]),
    module("Dashboard", ["Sessions", "Budgets", "Measurements"]),
    module("Terminal", ["Dashboard", "CNcurses"]),
    module("SimulatedSessions", ["Sessions", "Budgets", "Measurements"]),
    module(
      "Headroom",
      [
        "Measurements", "Budgets", "Sessions", "Recordings", "Workloads", "Reports", "Dashboard",
        "Terminal", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(
      name: "HeadroomCommand",
      dependencies: ["Headroom"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "HeadroomBench",
      dependencies: [
        "Measurements", "Budgets", "Sessions", "Recordings", "Workloads", "Dashboard", "Terminal",
        "SimulatedSessions", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "SelfBenchmarks",
      dependencies: [
        "Headroom", "Measurements", "Budgets", "Sessions", "Recordings", "Workloads", "Dashboard",
        "SimulatedSessions",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TestSupport",
      dependencies: ["Measurements"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    tests(
      "MeasurementsTests",
      [
        "Measurements", "TestSupport",
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ]
    ),
    tests(
      "BudgetsTests",
      ["Budgets", "Measurements", .product(name: "Yams", package: "Yams")]
    ),
    tests("SessionsTests", ["Sessions", "Budgets", "Measurements", "TestSupport"]),
    tests(
      "WorkloadsTests",
      ["Workloads", "Sessions", "Budgets", "Measurements", "TestSupport", "CAllocations"] + nio
        + [.product(name: "NIOEmbedded", package: "swift-nio")],
      resources: [.copy("Resources")]
    ),
    tests(
      "DashboardTests",
      ["Dashboard", "Reports", "SimulatedSessions", "Sessions", "Budgets", "Measurements"],
      resources: [.copy("Goldens")]
    ),
    tests(
      "RecordingsTests",
      [
        "Recordings", "Sessions", "Budgets", "Measurements",
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      resources: [.copy("Resources")]
    ),
    tests("TerminalTests", ["Terminal", "Dashboard"]),
    tests(
      "HeadroomTests",
      [
        "Headroom", "Recordings", "Sessions", "Budgets", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.copy("Goldens")]
    ),
    tests("ReportsTests", ["Reports", "Sessions", "Budgets", "Measurements"]),
    tests("HeadroomBenchTests", ["HeadroomBench", "Sessions"]),
    tests(
      "CommandTests",
      [
        "HeadroomCommand", "SelfBenchmarks", "Recordings", "Sessions", "Measurements",
        "TestSupport",
      ]
    ),
    tests("PeerTests", ["HeadroomCommand"]),
  ]
)
