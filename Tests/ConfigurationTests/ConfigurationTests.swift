import Configuration
import Findings
import Foundation
import SourceText
import Testing

/// What configurations say, and what is wrong with them.
struct ConfigurationTests {
  private static func read(_ text: String) -> (file: ConfigurationFile?, lines: [String]) {
    let source = SourceFile(path: ConfigurationFile.name, bytes: Array(text.utf8))
    let result = ConfigurationFile.read(source, id: SourceID(0))
    let index = LineIndex(source.bytes)
    let lines = result.diagnostics.map { diagnostic in
      let place = diagnostic.span.map { index.position(at: $0.start) }
      let help = diagnostic.help.map { " (\($0))" } ?? ""
      return "\(place?.line ?? 0):\(place?.column ?? 0) \(diagnostic.message)\(help)"
    }
    return (result.file, lines)
  }

  private static func configuration(_ text: String) throws -> Configuration {
    let (file, lines) = read("lintel: config/v1\n" + text)
    #expect(lines == [])
    return Configuration(try #require(file).setting)
  }

  /// Each has its head line before it, unless it begins with another one.
  static let malformed: [(text: String, expected: [String])] = [
    ("polices: {}", ["2:1 'polices' is not a key of a configuration (did you mean 'policies'?)"]),
    ("failOn: high", ["2:1 'failOn' is not a key of a configuration (did you mean 'fail-on'?)"]),
    ("fail_on: high", ["2:1 'fail_on' is not a key of a configuration (did you mean 'fail-on'?)"]),
    ("fail-on: hihg", ["2:10 'hihg' is not a value of 'fail-on' (did you mean 'high'?)"]),
    (
      "fail-on: never",
      ["2:10 'never' is not a value of 'fail-on' (it is one of info, low, medium, high, critical)"]
    ),
    (
      "fail-on: [high]",
      ["2:10 'fail-on' is a list, but one of info, low, medium, high, critical was expected"]
    ),
    ("fail-on:", ["2:9 'fail-on' has no value"]),
    ("undetermined: wran", ["2:15 'wran' is not a value of 'undetermined' (did you mean 'warn'?)"]),
    (
      "undetermined: {hihg: warn}",
      ["2:16 'hihg' is not a key of 'undetermined' (did you mean 'high'?)"]
    ),
    (
      "undetermined: {high: loud}",
      ["2:22 'loud' is not a value of 'high' (it is one of note, warn, fail)"]
    ),
    (
      "policies: [tag:notebook]",
      ["2:11 'policies' is a list, but a mapping was expected"]
    ),
    (
      "policies: {select: tag:notebook}",
      ["2:20 'select' is a text, but a list was expected (write [tag:notebook])"]
    ),
    (
      "policies: {select: [tga:notebook]}",
      ["2:21 'tga:notebook' is not a selector of policies (did you mean 'tag'?)"]
    ),
    (
      "policies: {only: []}",
      [
        "2:12 'only' is not a key of 'policies'"
          + " (the keys are select, ignore, folders, overrides)"
      ]
    ),
    (
      "policies: {overrides: {x: {severty: low}}}",
      ["2:28 'severty' is not a key of 'x' (did you mean 'severity'?)"]
    ),
    (
      "policies: {overrides: {x: low}}",
      ["2:27 'x' is a text, but a mapping was expected"]
    ),
    (
      "policies: {overrides: {x: {parameters: {a: {b: 1}}}}}",
      ["2:44 'a' is a mapping, but a text, a number, or a list was expected"]
    ),
    (
      "account: 1234",
      ["2:10 '1234' is not the id of an account (an id has 12 digits)"]
    ),
    (
      "region: Ireland",
      ["2:9 'Ireland' is not a region (a region looks like 'eu-west-1')"]
    ),
    (
      "respect-gitignore: no",
      ["2:20 'no' is not a value of 'respect-gitignore' (it is true or false)"]
    ),
    (
      "parameters: [A]",
      ["2:13 'parameters' is a list, but a mapping was expected"]
    ),
    (
      "parameters: {A: {B: c}}",
      ["2:17 'A' is a mapping, but a text was expected"]
    ),
    (
      "stacks: {'': {account: '111122223333'}}",
      [
        "2:10 '' is not a pattern of paths"
          + " (write a path from the folder of this file; '*' and '**' stand for parts of it)"
      ]
    ),
    (
      "stacks: {a.yaml: {acount: '111122223333'}}",
      ["2:19 'acount' is not a key of 'a.yaml' (did you mean 'account'?)"]
    ),
    (
      "environments: {prod: {envronment: x}}",
      [
        "2:23 'envronment' is not a key of 'prod' (the keys are account, region, parameters,"
          + " parameter-files, imports, ssm, stacks)"
      ]
    ),
    ("fail-on: !Ref X", ["2:10 '!Ref' has no meaning in a configuration (write the value itself)"]),
    (
      "fail-on: high\nfail-on: low",
      [
        "3:1 key 'fail-on' stands twice in this mapping"
          + " (remove one of them: only the last value counts)"
      ]
    ),
    (
      "exclude: [a//b]",
      [
        "2:11 'a//b' is not a pattern of paths"
          + " (write a path from the folder of this file; '*' and '**' stand for parts of it)"
      ]
    ),
    (
      "--- \nlintel: config/v1",
      ["3:1 a configuration is one document, but a second one begins here"]
    ),
  ]

  @Test(arguments: malformed)
  func eachMistakeIsToldAtItsPlace(text: String, expected: [String]) {
    let (file, lines) = Self.read("lintel: config/v1\n" + text + "\n")
    #expect(lines == expected)
    #expect(file == nil)
  }

  @Test(arguments: [
    ("", "1:1 a configuration is a mapping (begin with 'lintel: config/v1')"),
    ("- a", "1:1 a configuration is a mapping (begin with 'lintel: config/v1')"),
    ("fail-on: high", "1:1 'lintel' is missing (begin with 'lintel: config/v1')"),
    (
      "lintel: config/v2",
      "1:9 'config/v2' is not a version that is read here (write 'config/v1')"
    ),
    (
      "lintel: platform/v1\naccounts: {}",
      "1:9 'platform/v1' is the language of another kind of file (write 'config/v1')"
    ),
  ])
  func aFileWithoutTheHeadIsNoConfiguration(text: String, expected: String) {
    let (file, lines) = Self.read(text)
    #expect(lines == [expected])
    #expect(file == nil)
  }

  @Test func allMistakesOfAFileAreToldInOneGo() {
    let (_, lines) = Self.read("lintel: config/v1\nregion: x\npolices:\nfail-on: loud\n")
    #expect(lines.count == 3)
  }

  @Test func everyKeyIsRead() throws {
    let configuration = try Self.configuration(
      """
      policies:
        select: [domain:network-isolation, "tag:notebook", bucket-*]
        ignore: [bucket-policy-tls-only]
        folders: [own]
        overrides:
          model-in-vpc: {severity: low, parameters: {names: [a, 1, true], flag: true}}
      fail-on: high
      undetermined: {critical: fail}
      exclude: [examples/]
      respect-gitignore: false
      account: "111122223333"
      region: eu-west-1
      parameters: {Size: 3, Groups: [sg-1, sg-2], Flag: true}
      parameter-files: [a.json]
      imports: {vpc: vpc-1}
      ssm: {/a/b: [x, y]}
      stacks:
        network/*.yaml: {account: 444455556666, environment: prod}
      environments:
        dev: {parameters: {Size: 1}}
        prod: {stacks: {main.yaml/Network: {parameters: {Cidr: 10.0.0.0/8}}}}
      """
    )
    let selected = try #require(configuration.selected).map(\.value.text)
    #expect(selected == ["domain:network-isolation", "tag:notebook", "bucket-*"])
    #expect(configuration.ignored.map(\.value.text) == ["bucket-policy-tls-only"])
    #expect(configuration.policyFolders.map(\.value) == ["own"])
    #expect(configuration.overrides.map(\.id.value) == ["model-in-vpc"])
    #expect(configuration.overrides.first?.change.severity?.value == .low)
    #expect(configuration.failOn?.value == .high)
    #expect(configuration.treatment(of: .critical) == .fail)
    #expect(configuration.treatment(of: .high) == .note)
    #expect(configuration.excluded.map(\.value.text) == ["examples/"])
    #expect(configuration.respectsGitignore?.value == false)
    let deployment = configuration.deployment
    #expect(deployment.account?.value == "111122223333")
    #expect(deployment.region?.value == "eu-west-1")
    #expect(deployment.parameters.map(\.value) == ["3", "sg-1,sg-2", "true"])
    #expect(deployment.parameterFiles.map(\.value) == ["a.json"])
    #expect(deployment.imports == ["vpc": "vpc-1"])
    #expect(deployment.storedValues == ["/a/b": "x,y"])
    #expect(configuration.stacks.map(\.pattern.value.text) == ["network/*.yaml"])
    #expect(configuration.stacks.first?.deployment.account?.value == "444455556666")
    #expect(configuration.environments.map(\.name.value) == ["dev", "prod"])
    let nested = configuration.environments.last?.stacks.first
    #expect(nested?.deployment.parameters.map(\.value) == ["10.0.0.0/8"])
  }

  @Test func oneWordTreatsAllSeverities() throws {
    let configuration = try Self.configuration("undetermined: warn\n")
    #expect(Severity.allCases.allSatisfy { configuration.treatment(of: $0) == .warn })
  }

  @Test func whatIsExtendedHoldsWhereTheFileSaysNothing() throws {
    let base = try #require(
      Self.read(
        """
        lintel: config/v1
        fail-on: low
        policies: {select: [a, b], ignore: [c]}
        stacks: {x.yaml: {account: "111122223333", region: eu-west-1}, y.yaml: {}}
        """
      ).file
    )
    let own = try #require(
      Self.read(
        """
        lintel: config/v1
        policies: {select: [d]}
        stacks: {z.yaml: {}, x.yaml: {region: eu-central-1}}
        """
      ).file
    )
    let joined = Configuration(own.setting(extending: base.setting))
    #expect(joined.failOn?.value == .low)
    #expect(joined.selected?.map(\.value.text) == ["d"])
    #expect(joined.ignored.map(\.value.text) == ["c"])
    #expect(joined.stacks.map(\.pattern.value.text) == ["y.yaml", "z.yaml", "x.yaml"])
    #expect(joined.stacks.last?.deployment.account?.value == "111122223333")
    #expect(joined.stacks.last?.deployment.region?.value == "eu-central-1")
  }

  @Test(arguments: [
    ("bucket-policy-tls-only", "bucket-policy-tls-only", true), ("bucket-*", "bucket-x", true),
    ("bucket", "bucket-x", false), ("control:nist", "nist/AC-4", true),
    ("control:nist/AC-*", "nist/AC-4", true), ("control:nist/SC-*", "nist/AC-4", false),
    ("tag:notebook", "notebook", true),
  ])
  func selectorsCompareWholeWords(text: String, word: String, covers: Bool) throws {
    #expect(try #require(PolicySelector(text)).covers([word]) == covers)
  }

  @Test func theExampleOfTheDocumentationIsRead() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/configuration.md"),
      encoding: .utf8
    )
    let blocks = page.components(separatedBy: "```")
    let example = try #require(blocks.first { $0.hasPrefix("yaml\nlintel: config/v1") })
    let (file, lines) = Self.read(String(example.dropFirst("yaml\n".count)))
    #expect(lines == [])
    #expect(try Configuration(#require(file).setting).environments.count == 2)
  }

  @Test func aliasesWithoutEndAreAMistake() {
    var text = "lintel: config/v1\nparameters:\n  a0: &a0 [x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let before = Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ", ")
      text += "  a\(level): &a\(level) [\(before)]\n"
    }
    #expect(!Self.read(text).lines.isEmpty)
  }
}
