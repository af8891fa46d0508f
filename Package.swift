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
    // Data inside the executable, through `#embed`.
    .target(name: "CBuiltins", exclude: ["declarations.bin"]),
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
    .target(
      name: "Infrastructure",
      dependencies: ["CBuiltins", "Findings", "SourceText", "Syntax", "Values"],
      swiftSettings: strict + [.strictMemorySafety()]
    ),

    .target(
      name: "CEL",
      dependencies: ["SourceText", "Values"],
      swiftSettings: strict
    ),
    .target(
      name: "CloudFormation",
      dependencies: ["Findings", "Infrastructure", "SourceText", "Syntax", "Values"],
      swiftSettings: strict
    ),
    .target(
      name: "IdentityAnalysis",
      dependencies: ["Infrastructure", "Values"],
      swiftSettings: strict
    ),
    .target(
      name: "NetworkAnalysis",
      dependencies: ["Infrastructure", "Values"],
      swiftSettings: strict
    ),
    .target(
      name: "DataProtectionAnalysis",
      dependencies: ["Infrastructure", "Values"],
      swiftSettings: strict
    ),
    .target(
      name: "GovernanceAnalysis",
      dependencies: ["IdentityAnalysis", "Infrastructure", "Values"],
      swiftSettings: strict
    ),
    .target(
      name: "Policies",
      dependencies: [
        "CEL",
        "DataProtectionAnalysis",
        "Findings",
        "GovernanceAnalysis",
        "IdentityAnalysis",
        "Infrastructure",
        "NetworkAnalysis",
        "SourceText",
        "Syntax",
        "Values",
      ],
      swiftSettings: strict
    ),

    .target(
      name: "PlatformDescription",
      dependencies: ["Findings", "Infrastructure", "SourceText", "Syntax", "Values"],
      swiftSettings: strict
    ),
    .target(
      name: "Linting",
      dependencies: [
        "CloudFormation",
        "Findings",
        "Infrastructure",
        "PlatformDescription",
        "Policies",
        "SourceText",
        "Syntax",
        "Values",
      ],
      swiftSettings: strict + [.strictMemorySafety()]
    ),

    .testTarget(
      name: "InfrastructureTests",
      dependencies: ["Infrastructure", "SourceText", "Values"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "PlatformDescriptionTests",
      dependencies: [
        "CloudFormation",
        "Findings",
        "GovernanceAnalysis",
        "Infrastructure",
        "NetworkAnalysis",
        "PlatformDescription",
        "SourceText",
        "Syntax",
        "Values",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SourceTextTests",
      dependencies: ["SourceText"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SyntaxTests",
      dependencies: ["Findings", "SourceText", "Syntax"],
      swiftSettings: strict
    ),
  ]
)
