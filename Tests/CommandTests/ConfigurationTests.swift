import Foundation
import Testing

/// `.lintel.yaml` on the command line: which one holds, and what it changes.
struct ConfigurationTests {
  static let template = """
    Parameters:
      Subnet: {Type: String}
      Direct: {Type: String, Default: Disabled}
    Resources:
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          SubnetId: !Ref Subnet
          SecurityGroupIds: [sg-1]
          DirectInternetAccess: !Ref Direct
    """

  private static let policy = "notebook-direct-internet-access-disabled"

  private static func head(_ text: String) -> String { "lintel: config/v1\n" + text }

  /// The report on a folder with some files.
  private func check(_ options: String = "", _ files: [String: String]) throws -> Reported {
    let scratch = try Scratch(files)
    let run = try lintel("check --format json \(options)", in: scratch.folder)
    #expect(run.error == "")
    return try Reported(run)
  }

  private func complaint(_ line: String, _ files: [String: String]) throws -> String {
    let scratch = try Scratch(files)
    let run = try lintel(line, in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output == "")
    return run.error
  }

  // MARK: - Which policies

  /// The shipped policies of a domain whose ids begin so: the names of the files.
  private static func ids(_ prefix: String = "", of domain: String) throws -> [String] {
    let folder = repository.appending(path: "policies/\(domain)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(prefix) }
  }

  @Test func aConfigurationSelectsPolicies() throws {
    let domain = try Self.ids(of: "network-isolation").count
    let notebooks = try ["network-isolation", "internet-exposure", "least-privilege"]
      .reduce(0) { try $0 + Self.ids("notebook-", of: $1).count }
    #expect(domain > 20 && notebooks > 3)
    #expect(try selected("select: [\(Self.policy)]") == 1)
    #expect(try selected("select: ['notebook-*']") == notebooks)
    #expect(try selected("select: ['domain:network-isolation']") == domain)
    #expect(try selected("select: [notebook-imdsv2, 'domain:network-isolation']") == domain + 1)
    #expect(try selected("select: ['notebook-*'], ignore: [\(Self.policy)]") == notebooks - 1)
    #expect(try (1..<60).contains(selected("select: ['control:aws-fsbp/SageMaker.1']")))
    #expect(try (1..<60).contains(selected("select: ['severity:medium']")))
    #expect(try selected("select: []") == 0)
  }

  /// How many policies hold under a configuration.
  private func selected(_ policies: String) throws -> Int {
    let text = Self.head("policies: {\(policies)}")
    let scratch = try Scratch([".lintel.yaml": text, "main.yaml": Self.template])
    let run = try lintel("config show", in: scratch.folder)
    let first = try #require(run.output.split(separator: "\n").first)
    return try #require(first.split(separator: " ").dropLast().last.flatMap { Int($0) })
  }

  @Test func theCommandLineWinsOverTheSelectionOfTheFile() throws {
    let files = [
      ".lintel.yaml": Self.head("policies: {ignore: [\(Self.policy)]}"),
      "main.yaml": Self.template,
    ]
    let given = "--parameter Direct=Enabled"
    #expect(try check(given, files).findings.allSatisfy { $0.policy != Self.policy })
    let selected = try check("\(given) --select \(Self.policy)", files)
    #expect(selected.findings.map(\.policy) == [Self.policy])
    let ignored = try check("\(given) --config none --ignore \(Self.policy)", files)
    #expect(ignored.findings.allSatisfy { $0.policy != Self.policy })
  }

  @Test func anOverrideChangesSeverityAndParameters() throws {
    let role = """
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3FullAccess]
            AssumeRolePolicyDocument:
              Statement:
                - Effect: Allow
                  Action: sts:AssumeRole
                  Principal: {Service: sagemaker.amazonaws.com}
      """
    let id = "sagemaker-role-no-full-access-managed-policy"
    #expect(try check("--policy \(id)", ["main.yaml": role]).findings.isEmpty)
    let changed = """
      policies:
        overrides:
          \(id): {severity: low, parameters: {policies: [AmazonS3FullAccess]}}
      """
    let report = try check(
      "--policy \(id)",
      ["main.yaml": role, ".lintel.yaml": Self.head(changed)]
    )
    #expect(report.findings.map(\.severity) == ["low"])
  }

  @Test func foldersOfPoliciesBeginBesideTheConfiguration() throws {
    let policy = """
      lintel: policy/v1
      id: bucket-named
      title: Buckets have names
      severity: high
      rationale: Names tell what a bucket is for.
      remediation: Set BucketName.
      tags: [naming]
      rules:
        - match: {types: [AWS::S3::Bucket]}
          assert: has(props.BucketName)
          message: "bucket '{resource.id}' has no name"
      """
    let files = [
      "ml/.lintel.yaml": Self.head("policies: {folders: [own], select: ['tag:naming']}"),
      "ml/own/bucket-named.yaml": policy,
      "ml/main.yaml": "Resources: {Data: {Type: AWS::S3::Bucket}}",
    ]
    #expect(try check("ml", files).findings.map(\.policy) == ["bucket-named"])
    #expect(try check("ml/main.yaml", files).findings.map(\.policy) == ["bucket-named"])
    let scratch = try Scratch(files)
    for line in ["explain bucket-named", "policies show bucket-named", "policies list"] {
      let run = try lintel(line, in: scratch.folder.appending(path: "ml"))
      #expect(run.status == 0)
      #expect(run.output.contains("Buckets have names"))
    }
  }

  @Test(arguments: [
    (
      "policies: {select: [notebok-*]}", "policy 'notebok-*' does not exist",
      "see 'lintel policies list'"
    ),
    (
      "policies: {ignore: ['tag:notbook']}", "no policy has the tag 'notbook'",
      "did you mean 'notebook'?"
    ),
    (
      "policies: {select: ['domain:networks']}", "no policy has the domain 'networks'",
      "data-protection, governance"
    ),
    (
      "policies: {overrides: {\(policy)d: {}}}", "policy '\(policy)d' does not exist",
      "did you mean '\(policy)'?"
    ),
    (
      "policies: {overrides: {passrole-passed-to-service: {parameters: {lke: []}}}}",
      "policy 'passrole-passed-to-service' has no parameter 'lke'", "did you mean 'like'?"
    ),
    (
      "policies: {overrides: {passrole-passed-to-service: {parameters: {like: [a, [b]]}}}}",
      "parameter 'like' of 'passrole-passed-to-service' is of type list(string)",
      "write a list of texts"
    ),
    (
      "policies: {folders: [own]}", "'own' does not exist", ""
    ),
    ("stacks: {man.yaml: {}}", "there is no template 'man.yaml'", "did you mean 'main.yaml'?"),
    (
      "stacks: {main.yaml: {parameters: {Sbnet: x}}}", "'main.yaml' declares no parameter 'Sbnet'",
      "did you mean 'Subnet'?"
    ),
    (
      "stacks: {main.yaml/Network: {}}", "there is no nested stack 'main.yaml/Network'", ""
    ),
    ("parameter-files: [a.json]", "parameter file 'a.json' cannot be read", ""),
    ("extends: base.yaml", "there is no file 'base.yaml'", "did you mean 'main.yaml'?"),
    ("extends: .lintel.yaml", "configurations extend each other: '.lintel.yaml' extends", ""),
    ("extends: .", "'.' is a folder", "name the file"),
  ])
  func whatNothingAnswersToIsAMistake(text: String, fact: String, help: String) throws {
    let files = [".lintel.yaml": Self.head(text), "main.yaml": Self.template]
    let error = try complaint("check", files)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(error.contains(fact), "\(error)")
    #expect(help.isEmpty || error.contains(help), "\(error)")
    #expect(error.contains("--> .lintel.yaml:2:"), "\(error)")
  }

  @Test func allMistakesAreToldInOneRun() throws {
    let text = "policies: {select: [a-b]}\nstacks: {man.yaml: {}}\nparameter-files: [a.json]"
    let files = [".lintel.yaml": Self.head(text), "main.yaml": Self.template]
    let error = try complaint("check", files)
    #expect(error.components(separatedBy: "error[invalid-configuration]").count == 4, "\(error)")
  }

  // MARK: - Exit codes

  @Test(arguments: [
    ("fail-on: critical", "", 0), ("fail-on: high", "", 1),
    ("fail-on: critical", "--fail-on low", 1),
    ("fail-on: low", "--fail-on critical", 0),
  ])
  func theThresholdIsThatOfTheFileUnlessAnOptionSaysMore(
    text: String,
    options: String,
    status: Int32
  ) throws {
    let files = [".lintel.yaml": Self.head(text), "main.yaml": Self.template]
    let scratch = try Scratch(files)
    let line = "check --policy \(Self.policy) --parameter Direct=Enabled \(options)"
    #expect(try lintel(line, in: scratch.folder).status == status)
  }

  @Test(arguments: [
    ("undetermined: fail", 1), ("undetermined: warn", 0), ("undetermined: {high: fail}", 1),
    ("undetermined: {critical: fail}", 0),
  ])
  func undeterminedVerdictsDoWhatTheFileSaysOfTheirSeverity(text: String, status: Int32) throws {
    let template = Self.template.replacingOccurrences(of: ", Default: Disabled", with: "")
    let scratch = try Scratch([".lintel.yaml": Self.head(text), "main.yaml": template])
    #expect(try lintel("check --policy \(Self.policy)", in: scratch.folder).status == status)
  }

  // MARK: - Policies of one's own

  @Test func aPolicyOfOnesOwnIsAskedForByTheIdInItsDocument() throws {
    let policy = """
      lintel: policy/v1
      id: my-bucket
      title: A bucket has a name
      severity: high
      rationale: Names are looked for.
      remediation: Name it.
      rules:
        - match: {types: [AWS::S3::Bucket]}
          assert: has(props.BucketName)
          message: no name of its own
      """
    let scratch = try Scratch([
      "own/a-file.yaml": policy, "main.yaml": "Resources: {Data: {Type: AWS::S3::Bucket}}",
    ])
    let found = try lintel("check --policies own --policy my-bucket main.yaml", in: scratch.folder)
    #expect(found.status == 1, "\(found.error)")
    #expect(found.output.contains("no name of its own"))
    let file = try lintel("check --policies own --policy a-file main.yaml", in: scratch.folder)
    #expect(file.status == 2)
    #expect(file.error.contains("policy 'a-file' does not exist"))
  }

  // MARK: - Which configuration

  @Test func theNearestConfigurationHolds() throws {
    let files = [
      ".lintel.yaml": Self.head("fail-on: low"),
      "ml/.lintel.yaml": Self.head("parameters: {Direct: Enabled}"),
      "ml/deep/main.yaml": Self.template, "main.yaml": Self.template,
    ]
    let report = try check("--policy \(Self.policy)", files)
    #expect(report.findings.map(\.location.path) == ["ml/deep/main.yaml"])
    let named = try check("--policy \(Self.policy) main.yaml ml/deep/main.yaml", files)
    #expect(named.findings.map(\.location.path) == ["ml/deep/main.yaml"])
    let none = try check("--policy \(Self.policy) --config none", files)
    #expect(none.findings.isEmpty)
    let only = try check("--policy \(Self.policy) --config ml/.lintel.yaml", files)
    #expect(only.findings.map(\.location.path) == ["main.yaml", "ml/deep/main.yaml"])
  }

  @Test func aConfigurationAboveTheWorkingFolderHoldsUpToTheRepository() throws {
    let files = [
      ".lintel.yaml": Self.head("parameters: {Direct: Enabled}"),
      "repository/.git/HEAD": "", "repository/main.yaml": Self.template,
      "plain/deep/main.yaml": Self.template,
    ]
    let scratch = try Scratch(files)
    let line = "check --format json --policy \(Self.policy)"
    let plain = scratch.folder.appending(path: "plain/deep")
    #expect(try Reported(lintel(line, in: plain)).findings.count == 1)
    let repository = scratch.folder.appending(path: "repository")
    #expect(try Reported(lintel(line, in: repository)).findings.isEmpty)
  }

  @Test func whatIsExtendedIsReadFromItsOwnFolder() throws {
    let files = [
      "base/common.yaml": Self.head("parameter-files: [values.json]\nfail-on: low"),
      "base/values.json": #"{"Direct": "Enabled"}"#,
      "ml/.lintel.yaml": Self.head("extends: ../base/common.yaml\nfail-on: critical"),
      "ml/main.yaml": Self.template,
    ]
    let scratch = try Scratch(files)
    let run = try lintel("check ml --format json --policy \(Self.policy)", in: scratch.folder)
    #expect(run.status == 0)
    #expect(try Reported(run).findings.count == 1)
    let shown = try lintel("config show ml", in: scratch.folder).output
    #expect(shown.contains("fail-on: critical"))
    #expect(shown.contains("# base/common.yaml:2"))
    #expect(shown.contains("# ml/.lintel.yaml:3"))
  }

  @Test func estatesOfSeveralConfigurationsFailByTheirOwnThresholds() throws {
    let files = [
      "a/.lintel.yaml": Self.head("fail-on: critical\nparameters: {Direct: Enabled}"),
      "a/main.yaml": Self.template,
      "b/.lintel.yaml": Self.head("fail-on: high"),
      "b/main.yaml": Self.template,
    ]
    let scratch = try Scratch(files)
    #expect(try lintel("check --policy \(Self.policy)", in: scratch.folder).status == 0)
    try scratch.write(
      Self.head("fail-on: high\nparameters: {Direct: Enabled}"),
      to: "b/.lintel.yaml"
    )
    #expect(try lintel("check --policy \(Self.policy)", in: scratch.folder).status == 1)
  }

  // MARK: - Files

  @Test func gitignoreAndExcludeLeaveFilesOutOfFolders() throws {
    let files = [
      ".gitignore": "# generated\n/out/\n*.tmp.yaml\n!keep.tmp.yaml\n",
      "deep/.gitignore": "!other.tmp.yaml\nsub/x.yaml\n",
      ".lintel.yaml": Self.head("exclude: [legacy/]"),
      "main.yaml": Self.template, "out/a.yaml": Self.template, "deep/out/b.yaml": Self.template,
      "x.tmp.yaml": Self.template, "keep.tmp.yaml": Self.template,
      "deep/other.tmp.yaml": Self.template, "deep/sub/x.yaml": Self.template,
      "legacy/c.yaml": Self.template,
    ]
    let options = "--policy \(Self.policy) --parameter Direct=Enabled"
    let found = try check(options, files).findings.map(\.location.path)
    #expect(found == ["deep/other.tmp.yaml", "deep/out/b.yaml", "keep.tmp.yaml", "main.yaml"])
    let named = try check("\(options) out/a.yaml legacy/c.yaml", files).findings
    #expect(named.map(\.location.path) == ["legacy/c.yaml", "out/a.yaml"])
    var all = files
    all[".lintel.yaml"] = Self.head("respect-gitignore: false")
    #expect(try check(options, all).findings.count == 8)
  }

  @Test func gitignoreOfTheRepositoryAboveCounts() throws {
    let scratch = try Scratch([
      ".git/HEAD": "", ".gitignore": "ml/generated/\n", "ml/main.yaml": Self.template,
      "ml/generated/a.yaml": Self.template,
    ])
    let line = "check --format json --policy \(Self.policy) --parameter Direct=Enabled"
    let report = try Reported(lintel(line, in: scratch.folder.appending(path: "ml")))
    #expect(report.findings.map(\.location.path) == ["main.yaml"])
  }

  @Test func whatWasLeftOutIsAccountedFor() throws {
    let scratch = try Scratch([
      ".gitignore": "out/\n", "main.yaml": Self.template, "out/a.yaml": Self.template,
    ])
    let run = try lintel("check --format json", in: scratch.folder)
    #expect(run.output.contains(#""reason": "ignored by '.gitignore', line 1""#))
    let all = try Scratch([".gitignore": "*.yaml\n", "main.yaml": Self.template])
    let nothing = try lintel("check", in: all.folder)
    #expect(nothing.status == 2)
    #expect(nothing.error.contains("'main.yaml' is ignored by '.gitignore', line 1"))
  }

  // MARK: - What there is to show

  @Test func everyValueIsShownWithItsOrigin() throws {
    let text = "fail-on: high\nstacks: {main.yaml: {region: eu-west-1}}"
    let scratch = try Scratch([".lintel.yaml": Self.head(text), "main.yaml": Self.template])
    let run = try lintel(
      "config show --undetermined fail --parameter Subnet=x --format json",
      in: scratch.folder
    )
    struct Listing: Decodable {
      struct Entry: Decodable {
        let key: String
        let origin: String
      }
      let configuration: String?
      let values: [Entry]
    }
    let listings = try JSONDecoder().decode([Listing].self, from: Data(run.output.utf8))
    let origins = Dictionary(uniqueKeysWithValues: listings[0].values.map { ($0.key, $0.origin) })
    #expect(origins["fail-on"] == ".lintel.yaml:2")
    #expect(origins["stacks.main.yaml.region"] == ".lintel.yaml:3")
    #expect(origins["undetermined"] == "--undetermined")
    #expect(origins["parameters.Subnet"] == "--parameter")
    #expect(origins["respect-gitignore"] == "default")
  }

  @Test func theStarterChangesNothingAndEveryKeyOfItIsRead() throws {
    let scratch = try Scratch(["main.yaml": Self.template])
    #expect(try lintel("init --config", in: scratch.folder).status == 0)
    #expect(try lintel("init --config", in: scratch.folder).status == 2)
    let plain = try lintel("check --format json --config none", in: scratch.folder)
    let started = try lintel("check --format json", in: scratch.folder)
    #expect(plain.output == started.output)
    // With every sign taken away only what it names is missing.
    let lines = try scratch.read(".lintel.yaml").split(separator: "\n")
    let bare = lines.map { $0.hasPrefix("#") && !$0.hasPrefix("# ") ? $0.dropFirst() : $0 }
    let kept = bare.filter { !$0.hasPrefix("extends:") && !$0.hasPrefix("parameter-files:") }
    try scratch.write(kept.joined(separator: "\n"), to: ".lintel.yaml")
    let shown = try lintel("config show", in: scratch.folder)
    #expect(!shown.error.contains("is not a key"), "\(shown.error)")
    #expect(!shown.error.contains("expected"), "\(shown.error)")
  }

  /// `LINTEL_BLESS=1` writes it anew.
  @Test func theSchemaOfTheRepositoryIsTheProgramsOwn() throws {
    let scratch = try Scratch()
    #expect(try lintel("init --config --schema", in: scratch.folder).status == 0)
    let written = try scratch.read("config.schema.json")
    let file = repository.appending(path: "schemas/config.schema.json")
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try Data(written.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == written)
  }
}
