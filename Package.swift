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
  exclude: [
    "authorization.bin", "declarations.bin", "other-declarations.bin", "serverless-policies.json",
  ]
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

// What expressions have to hold to, for `Scripts/properties` and CELTests; no part of Lintel.
let properties: [Target] = [
  .target(
    name: "ExpressionProperties",
    dependencies: ["CEL", "SourceText", "Values"],
    path: "Tests/ExpressionProperties",
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-properties",
    dependencies: ["ExpressionProperties"],
    path: "Tests/lintel-properties",
    exclude: ["RUNS.md", "faults.txt"],
    swiftSettings: strict
  ),
]

// How long evaluations and questions about policies take, for `Benchmarks/evaluation.py` and
// `Benchmarks/containment.py`; no part of Lintel.
let benchmarks: [Target] = [
  .executableTarget(
    name: "lintel-evaluation",
    dependencies: [
      "CEL", "Infrastructure", "Policies", "SourceText", "Stopwatch", "Syntax", "TemplateEstates",
      "Values",
    ],
    path: "Benchmarks/evaluation",
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-containment",
    dependencies: [
      "Findings", "IdentityAnalysis", "Infrastructure", "Permissions", "SourceText", "Syntax",
    ],
    path: "Benchmarks/containment",
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-escalations",
    dependencies: ["AccessAnalysis", "Infrastructure", "Stopwatch", "TemplateEstates"],
    path: "Benchmarks/escalations",
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-network",
    dependencies: ["Infrastructure", "Reachability", "Stopwatch", "Values"],
    path: "Benchmarks/network",
    swiftSettings: strict
  ),
  .target(name: "Stopwatch", path: "Benchmarks/stopwatch", swiftSettings: strict),
]

// Templates for policies, by which `Scripts/mutant-equivalence` compares a policy with its mutants.
let equivalence: [Target] = [
  .target(
    name: "Equivalence",
    dependencies: [
      "Findings", "Fuzzing", "Infrastructure", "Linting", "Policies", "PolicyTesting", "SourceText",
      "Syntax",
    ],
    path: "Tests/Equivalence",
    exclude: ["RUNS.md"],
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-equivalence",
    dependencies: ["Equivalence", "Findings", "Linting", "PolicyTesting", "SourceText"],
    path: "Tests/lintel-equivalence",
    swiftSettings: strict
  ),
]

let rooms: [Target] = [
  room("SourceText", []),
  room("Findings", ["SourceText"]),
  room(handlingPointers: "Syntax", ["CLibYAML", "Findings", "SourceText"]),
  room(handlingPointers: "Values", ["SourceText"]),
  room(handlingPointers: "ServiceAuthorization", ["CBuiltins", "SourceText"]),
  room("TextEditing", ["SourceText", "Syntax"]),
  room("CEL", ["SourceText", "Values"]),
  room(
    handlingPointers: "Infrastructure",
    ["CBuiltins", "Findings", "SourceText", "Syntax", "Values"]
  ),
  room("CloudFormation", ["Findings", "Infrastructure", "SourceText", "Syntax", "Values"]),
  room("PlatformDescription", ["Findings", "Infrastructure", "SourceText", "Syntax", "Values"]),
  room("Configuration", ["Findings", "PlatformDescription", "SourceText", "Syntax"]),
  room(
    "IdentityAnalysis",
    [
      "Findings", "Infrastructure", "Permissions", "ServiceAuthorization", "SourceText", "Syntax",
      "Values",
    ]
  ),
  room("Permissions", ["Infrastructure", "Values"]),
  room("Reachability", ["Infrastructure", "Values"]),
  room(
    "NetworkAnalysis",
    ["Findings", "Infrastructure", "Reachability", "SourceText", "Values"]
  ),
  room("DataProtectionAnalysis", ["Infrastructure", "Values"]),
  room("GovernanceAnalysis", ["IdentityAnalysis", "Infrastructure", "Values"]),
  room(
    "AccessAnalysis",
    [
      "Findings", "GovernanceAnalysis", "IdentityAnalysis", "Infrastructure", "Permissions",
      "ServiceAuthorization", "SourceText", "Values",
    ]
  ),
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
      "AccessAnalysis", "CEL", "DataProtectionAnalysis", "Findings", "GovernanceAnalysis",
      "IdentityAnalysis", "Infrastructure", "IntentAnalysis", "NetworkAnalysis", "Permissions",
      "PlatformDescription", "SourceText", "Syntax", "TextEditing", "Values",
    ]
  ),
  room(
    handlingPointers: "Linting",
    [
      "AccessAnalysis", "CBuiltins", "CloudFormation", "Findings", "IdentityAnalysis",
      "Infrastructure", "NetworkAnalysis", "Permissions", "PlatformDescription", "Policies",
      "Reachability", "SourceText", "Syntax", "Values",
    ]
  ),
  room("Change", ["Findings", "SourceText", "Syntax"]),
  room(
    "PolicyTesting",
    ["CEL", "Change", "Findings", "Linting", "Policies", "SourceText", "Syntax"]
  ),
  room("Reporting", ["Findings", "SourceText"]),
  room(
    "LintelCommand",
    [
      "Change", "Configuration", "Findings", "Linting", "PlatformDescription", "Policies",
      "PolicyTesting", "Reporting", "ServiceAuthorization", "SourceText", "Syntax",
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

/// A second, obvious way to work out what templates say, for `lintel-oracle` and CloudFormationTests.
let oracles: [Target] = [
  .target(
    name: "TemplateOracle",
    dependencies: ["Infrastructure", "TemplateEstates", "Values"],
    path: "Tests/TemplateOracle",
    exclude: ["RUNS.md"],
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-oracle",
    dependencies: ["TemplateOracle"],
    path: "Tests/lintel-oracle",
    swiftSettings: strict
  ),
]

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
    exclude: ["mutants.json"],
    swiftSettings: strict
  ),
]

// Policies in worlds of a few requests, for `Scripts/small-permissions` and PermissionsTests; no part of
// Lintel.
let smallWorlds: [Target] = [
  .target(
    name: "SmallPermissions",
    dependencies: ["Permissions"],
    path: "Tests/SmallPermissions",
    swiftSettings: strict
  ),
  .executableTarget(
    name: "lintel-permissions",
    dependencies: ["Permissions", "SmallPermissions"],
    path: "Tests/lintel-permissions",
    swiftSettings: strict
  ),
]

let testTargets: [Target] = [
  tests(
    "AccessAnalysisTests",
    [
      "AccessAnalysis", "Infrastructure", "Permissions", "ServiceAuthorization", "TemplateEstates",
      "Values",
    ]
  ),
  tests("ArchitectureTests", []),
  tests(
    "CELTests",
    ["CEL", "ExpressionProperties", "SourceText", "Values"],
    exclude: ["deduced-types.txt", "expected-failures.txt"]
  ),
  tests(
    "CloudFormationTests",
    [
      "CloudFormation", "Findings", "Infrastructure", "SourceText", "TemplateEstates",
      "TemplateOracle", "Values",
    ]
  ),
  tests(
    "ChangeTests",
    [
      "AccessAnalysis", "Change", "Findings", "Linting", "Permissions", "SourceText",
      "TemplateEstates",
    ]
  ),
  tests("CommandTests", []),
  tests("ConfigurationTests", ["Configuration", "Findings", "SourceText"]),
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
  tests("PermissionsTests", ["Permissions", "SmallPermissions"]),
  tests(
    "PlatformDescriptionTests",
    [
      "CloudFormation", "Findings", "GovernanceAnalysis", "Infrastructure", "NetworkAnalysis",
      "PlatformDescription", "SourceText", "Syntax", "Values",
    ]
  ),
  tests(
    "PoliciesTests",
    [
      "Findings", "Linting", "Policies", "ServiceAuthorization", "SourceText", "TemplateEstates",
    ]
  ),
  tests("PolicyTestingTests", ["Findings", "Linting", "PolicyTesting", "SourceText"]),
  tests("ReachabilityTests", ["PacketSimulation"], exclude: ["RUNS.md"]),
  tests(
    "ReportingTests",
    ["Findings", "Reporting", "SourceText"],
    exclude: ["Goldens", "Vectors"]
  ),
  tests("ServiceAuthorizationTests", ["ServiceAuthorization", "SourceText"]),
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
  targets: [libyaml, builtins] + rooms + [executable, templateEstates] + fuzzing + oracles
    + properties + equivalence + simulation + smallWorlds + benchmarks + testTargets
)
