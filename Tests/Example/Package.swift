// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "example",
  products: [
    .executable(name: "CodecPerformance", targets: ["CodecPerformance"]),
    .executable(name: "TranspilerPerformance", targets: ["TranspilerPerformance"]),
  ],
  dependencies: [.package(name: "headroom", path: "../..")],
  targets: [
    .target(name: "Codec"),
    .target(name: "Transpiler"),
    .executableTarget(
      name: "CodecPerformance",
      dependencies: ["Codec", .product(name: "Headroom", package: "headroom")]
    ),
    .executableTarget(
      name: "TranspilerPerformance",
      dependencies: ["Transpiler", .product(name: "Headroom", package: "headroom")]
    ),
  ]
)
