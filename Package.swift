// swift-tools-version: 6.2
import PackageDescription

// One line a target, from the bottom up; ARCHITECTURE.md says what each holds, and
// Tests/ArchitectureTests holds every `import` line against its table.

/// Settings that every target compiles with.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// A target of Lintel.
func room(_ name: String, _ imports: [String], others: [Target.Dependency] = []) -> Target {
  let dependencies = imports.map { Target.Dependency(stringLiteral: $0) } + others
  return .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A target that handles pointers: every use of one says why it is safe.
func room(handlingPointers name: String, _ imports: [String]) -> Target {
  let dependencies = imports.map { Target.Dependency(stringLiteral: $0) }
  let settings = strict + [.strictMemorySafety()]
  return .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ imports: [String], exclude: [String] = []) -> Target {
  let dependencies = imports.map { Target.Dependency(stringLiteral: $0) }
  return .testTarget(
    name: name,
    dependencies: dependencies,
    exclude: exclude,
    swiftSettings: strict
  )
}

let libyaml: Target = .systemLibrary(
  name: "CLibYAML",
  pkgConfig: "yaml-0.1",
  providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
)

// Data inside the executable, through `#embed`.
let builtins: Target = .target(
  name: "CBuiltins",
  exclude: ["declarations.bin", "serverless-policies.json", "type-names.txt"]
)

// Static, because it starts in a fifth of the time. Only `main` is in it, so that tests, which depend
// on LintelCommand, are linked as usual.
let executable: Target = .executableTarget(
  name: "lintel",
  dependencies: ["LintelCommand"],
  swiftSettings: strict,
  linkerSettings: [
    .unsafeFlags(
      // Foundation does not name the static libraries that it stands on; gold warns of every function
      // of glibc's that wants shared libraries when it is called, and none of those is.
      [
        "-static-executable", "-use-ld=lld", "-l_FoundationCShims", "-l_FoundationCollections",
        "-lswiftSynchronization", "-Xlinker", "--strip-debug",
      ],
      .when(platforms: [.linux], configuration: .release)
    )
  ]
)

// Inputs that nobody would write, for `Scripts/fuzz` and FuzzTests; no part of Lintel.
let fuzzing: [Target] = [
  .target(
    name: "Fuzzing",
    dependencies: [
      "Findings", "Linting", "PolicyTesting", "Reporting", "SourceText", "Syntax",
    ],
    path: "Tests/Fuzzing",
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-fuzz",
    dependencies: ["Fuzzing"],
    path: "Tests/lintel-fuzz",
    swiftSettings: strict
  ),
]

let rooms: [Target] = [
  room("SourceText", []),
  room("Findings", ["SourceText"]),
  room(handlingPointers: "Syntax", ["CLibYAML", "Findings", "SourceText"]),
  room(handlingPointers: "Values", ["SourceText"]),
  room("CEL", ["SourceText", "Values"]),
  room(
    handlingPointers: "Infrastructure",
    ["CBuiltins", "Findings", "SourceText", "Syntax", "Values"]
  ),
  room("CloudFormation", ["Findings", "Infrastructure", "SourceText", "Syntax", "Values"]),
  room("PlatformDescription", ["Findings", "Infrastructure", "SourceText", "Syntax", "Values"]),
  room("IdentityAnalysis", ["Infrastructure", "SourceText", "Values"]),
  room("Reachability", ["Infrastructure", "Values"]),
  room(
    "NetworkAnalysis",
    ["Findings", "Infrastructure", "Reachability", "SourceText", "Values"]
  ),
  room("DataProtectionAnalysis", ["Infrastructure", "Values"]),
  room("GovernanceAnalysis", ["IdentityAnalysis", "Infrastructure", "Values"]),
  room(
    "IntentAnalysis",
    [
      "GovernanceAnalysis", "IdentityAnalysis", "Infrastructure", "NetworkAnalysis", "SourceText",
      "Values",
    ]
  ),
  room(
    "Policies",
    [
      "CEL", "DataProtectionAnalysis", "Findings", "GovernanceAnalysis", "IdentityAnalysis",
      "Infrastructure", "IntentAnalysis", "NetworkAnalysis", "SourceText", "Syntax", "Values",
    ]
  ),
  room(
    handlingPointers: "Linting",
    [
      "CBuiltins", "CloudFormation", "Findings", "Infrastructure", "NetworkAnalysis",
      "PlatformDescription", "Policies", "Reachability", "SourceText", "Syntax", "Values",
    ]
  ),
  room("PolicyTesting", ["Findings", "Linting", "SourceText", "Syntax"]),
  room("Reporting", ["Findings", "SourceText"]),
  room(
    "LintelCommand",
    [
      "Findings", "Linting", "PlatformDescription", "PolicyTesting", "Reporting", "SourceText",
      "Syntax",
    ],
    others: [.product(name: "ArgumentParser", package: "swift-argument-parser")]
  ),
]

/// Templates read into estates, for the tests of all rooms above the readers.
let templateEstates: Target = .target(
  name: "TemplateEstates",
  dependencies: ["CloudFormation", "Findings", "Infrastructure", "SourceText", "Syntax", "Values"],
  path: "Tests/TemplateEstates",
  swiftSettings: strict
)

// Networks that nobody would build, sent through packet by packet, for `Scripts/reachability-oracle`
// and ReachabilityTests; no part of Lintel.
let simulation: [Target] = [
  .target(
    name: "PacketSimulation",
    dependencies: ["Infrastructure", "Reachability", "Values"],
    path: "Tests/PacketSimulation",
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-packets",
    dependencies: ["PacketSimulation"],
    path: "Tests/lintel-packets",
    swiftSettings: strict
  ),
]

let testTargets: [Target] = [
  tests("ArchitectureTests", []),
  tests(
    "CELTests",
    ["CEL", "SourceText", "Values"],
    exclude: ["deduced-types.txt", "expected-failures.txt"]
  ),
  tests(
    "CloudFormationTests",
    ["CloudFormation", "Findings", "Infrastructure", "SourceText", "TemplateEstates", "Values"]
  ),
  tests("CommandTests", []),
  tests("FixtureTests", ["Findings", "Linting", "PolicyTesting", "SourceText", "Syntax"]),
  tests("FuzzTests", ["Findings", "Fuzzing", "Linting", "SourceText"], exclude: ["RUNS.md"]),
  tests(
    "IdentityAnalysisTests",
    ["Findings", "IdentityAnalysis", "Infrastructure", "TemplateEstates", "Values"]
  ),
  tests("IntentAnalysisTests", ["IntentAnalysis"]),
  tests("InfrastructureTests", ["Infrastructure", "SourceText", "TemplateEstates", "Values"]),
  tests(
    "NetworkAnalysisTests",
    [
      "Infrastructure", "NetworkAnalysis", "PlatformDescription", "Reachability", "SourceText",
      "Syntax", "TemplateEstates", "Values",
    ]
  ),
  tests(
    "PlatformDescriptionTests",
    [
      "CloudFormation", "Findings", "GovernanceAnalysis", "Infrastructure", "NetworkAnalysis",
      "PlatformDescription", "SourceText", "Syntax", "Values",
    ]
  ),
  tests("PoliciesTests", ["Findings", "Linting", "SourceText", "TemplateEstates"]),
  tests("PolicyTestingTests", ["Findings", "Linting", "PolicyTesting", "SourceText"]),
  tests("ReachabilityTests", ["PacketSimulation"]),
  tests(
    "ReportingTests",
    ["Findings", "Reporting", "SourceText"],
    exclude: ["Goldens", "Vectors"]
  ),
  tests("SourceTextTests", ["SourceText"]),
  tests(
    "SyntaxTests",
    ["Findings", "SourceText", "Syntax"],
    exclude: ["yaml-test-suite-expectations.txt"]
  ),
  tests("ValuesTests", ["TemplateEstates", "Values"]),
]

let package = Package(
  name: "lintel",
  platforms: [.macOS(.v15)],
  dependencies: [
    // Command-line arguments: parsing, help, completions. Costs about 2 ms of start-up.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [libyaml, builtins] + rooms + [executable, templateEstates] + fuzzing + simulation
    + testTargets
)
