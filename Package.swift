// swift-tools-version: 6.2
import PackageDescription

// The layers, from the bottom up, are described in ARCHITECTURE.md; Tests/ArchitectureTests holds
// every `import` line against that table. Dependencies are sorted, one a line.

/// Settings that every target compiles with.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "lintel",
  platforms: [.macOS(.v15)],
  dependencies: [
    // Command-line arguments: parsing, help, completions. Costs about 2 ms of start-up.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .target(
      name: "CEL",
      dependencies: ["SourceText", "Values"],
      swiftSettings: strict
    ),
    .target(name: "SourceText", swiftSettings: strict),
    .target(name: "Findings", dependencies: ["SourceText"], swiftSettings: strict),
    .target(
      name: "Syntax",
      dependencies: ["CLibYAML", "Findings", "SourceText"],
      swiftSettings: strict + [.strictMemorySafety()]
    ),
    .target(
      name: "Values",
      dependencies: ["SourceText"],
      swiftSettings: strict + [.strictMemorySafety()]
    ),

    .testTarget(
      name: "CELTests",
      dependencies: ["CEL", "SourceText", "Values"],
      exclude: ["expected-failures.txt"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SourceTextTests",
      dependencies: ["SourceText"],
      swiftSettings: strict
    ),
  ]
)
