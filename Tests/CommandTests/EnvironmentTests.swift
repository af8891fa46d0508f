import Foundation
import Testing

/// Deployments: environments, stacks, nested stacks, values from outside.
struct EnvironmentTests {
  private static let policy = "notebook-direct-internet-access-disabled"

  private static func head(_ text: String) -> String { "lintel: config/v1\n" + text }

  private struct Placed: Decodable {
    struct Finding: Decodable {
      let environment: String?
      let policy: String
      let verdict: String
    }
    struct Summary: Decodable { let violations: Int }
    let findings: [Finding]
    let summary: Summary
  }

  private func placed(_ line: String, _ files: [String: String]) throws -> Placed {
    let scratch = try Scratch(files)
    let run = try lintel("check --format json \(line)", in: scratch.folder)
    #expect(run.error == "")
    return try JSONDecoder().decode(Placed.self, from: Data(run.output.utf8))
  }

  @Test func findingsNameTheirEnvironmentsAndAreSaidOnce() throws {
    let files = [
      ".lintel.yaml": Self.head(
        """
        environments:
          dev: {parameters: {Direct: Enabled}}
          test: {parameters: {Direct: Enabled}}
          prod: {parameters: {Direct: Disabled}}
        """
      ),
      "main.yaml": ConfigurationTests.template,
    ]
    let report = try placed("--policy \(Self.policy)", files)
    #expect(report.findings.map(\.environment) == ["dev, test"])
    #expect(report.summary.violations == 1)
    let one = try placed("--policy \(Self.policy) --environment test", files)
    #expect(one.findings.map(\.environment) == ["test"])
    let none = try placed("--policy \(Self.policy) --environment prod", files)
    #expect(none.findings.isEmpty)
    let line = try placed("--policy \(Self.policy) --parameter Direct=Enabled", files)
    #expect(line.findings.map(\.environment) == ["dev, test, prod"])
  }

  @Test(arguments: [
    ("--environment prd", "'prd' is not an environment of '.lintel.yaml'; did you mean 'prod'?"),
    (
      "--environment prod --config none", "there is no configuration that has an environment 'prod'"
    ),
  ])
  func anEnvironmentThatNobodyDescribesIsAMistake(options: String, hint: String) throws {
    let scratch = try Scratch([
      ".lintel.yaml": Self.head("environments: {prod: {}}"),
      "main.yaml": ConfigurationTests.template,
    ])
    let run = try lintel("check \(options)", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error.contains(hint), "\(run.error)")
  }

  @Test func theNameOfAStackNamesItsExports() throws {
    let exporting = """
      Resources: {Topic: {Type: AWS::SNS::Topic}}
      Outputs: {Access: {Value: %, Export: {Name: !Sub '${AWS::StackName}-access'}}}
      """
    let importing = """
      Resources:
        Lab:
          Type: AWS::SageMaker::NotebookInstance
          Properties: {DirectInternetAccess: !ImportValue one-access}
      """
    let files = [
      ".lintel.yaml": Self.head("stacks: {a.yaml: {name: one}, b.yaml: {name: two}}"),
      "a.yaml": exporting.replacing("%", with: "Enabled"),
      "b.yaml": exporting.replacing("%", with: "Disabled"),
      "main.yaml": importing,
    ]
    let named = try placed("--policy \(Self.policy)", files)
    #expect(named.findings.map(\.verdict) == ["violation"])
    let unnamed = try placed("--config none --policy \(Self.policy)", files)
    #expect(unnamed.findings.map(\.verdict) == ["undetermined"])
  }

  @Test func moreSpecificValuesWin() throws {
    let files = [
      ".lintel.yaml": Self.head(
        """
        parameters: {Direct: Enabled}
        stacks:
          "*.yaml": {parameters: {Direct: Disabled}}
          main.yaml: {parameter-files: [on.json]}
        environments:
          dev: {}
          test: {parameters: {Direct: Disabled}}
          prod: {parameters: {Direct: Disabled}, stacks: {main.yaml: {parameters: {Direct: Enabled}}}}
        """
      ),
      "on.json": #"{"Direct": "Enabled"}"#,
      "main.yaml": ConfigurationTests.template, "other.yaml": ConfigurationTests.template,
    ]
    #expect(
      try placed("--policy \(Self.policy)", files).findings.map(\.environment) == ["dev, prod"]
    )
  }

  @Test func samconfigGivesTheValuesOfTheEnvironment() throws {
    let files = [
      ".lintel.yaml": Self.head(
        "parameter-files: [samconfig.toml]\nenvironments: {default: {}, prod: {}}"
      ),
      "samconfig.toml": """
      version = 0.1
      [default.deploy.parameters]
      parameter_overrides = "Direct=Disabled Subnet=\\"subnet 1\\""
      [prod.deploy.parameters]
      capabilities = "CAPABILITY_IAM"
      parameter_overrides = [
        "Direct=Enabled", # on
        "ParameterKey=Subnet,ParameterValue=subnet-2",
      ]
      """,
      "main.yaml": ConfigurationTests.template,
    ]
    #expect(try placed("--policy \(Self.policy)", files).findings.map(\.environment) == ["prod"])
    let line = "--policy \(Self.policy) --config none --parameter-file samconfig.toml"
    #expect(try placed(line, files).findings.isEmpty)
  }

  @Test(arguments: [
    ("a = {b = 1}", "line 1: tables in braces are not read"),
    ("[[a]]", "line 1: lists of tables are not read"), ("\na =", "line 2: a value was expected"),
    ("a = 1979-05-27", "line 1: the value '1979-05-27' is not read"),
    ("a = \"x", "line 1: a text has no end"), ("[a", "line 1: ']' is missing after a table's name"),
    ("a = 1\na = 2", "line 2: key 'a' stands twice"), ("a 1", "line 1: '=' is missing after a key"),
    ("a = [1, 2", "line 1: ']' is missing at the end of a list"),
    ("a = 1 b", "line 1: a line break is missing after the value"),
    ("[prod.deploy.parameters]", "has no environment 'default'; there are prod"),
    (
      "[default.deploy.parameters]\nparameter_overrides = 3",
      "line 2: 'parameter_overrides' is a number, but a text or a list of texts is read"
    ),
    (
      "[default.deploy.parameters]\nparameter_overrides = 'Direct'",
      "line 2: 'Direct' is not of the form NAME=VALUE"
    ),
  ])
  func whatSamconfigCannotSayIsAMistake(text: String, hint: String) throws {
    let scratch = try Scratch([
      "samconfig.toml": text, "main.yaml": ConfigurationTests.template,
    ])
    let run = try lintel("check main.yaml --parameter-file samconfig.toml", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error.contains(hint), "\(run.error)")
  }

  // MARK: - Values from outside

  private static let network = """
    Parameters:
      Groups: {Type: CommaDelimitedList}
    Resources:
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          SubnetId: subnet-1
          SecurityGroupIds: !Ref Groups
    """

  private static let parent = """
    Resources:
      Lab:
        Type: AWS::CloudFormation::Stack
        Properties: {TemplateURL: lab.yaml}
    """

  private func open(_ line: String, _ files: [String: String]) throws -> [String] {
    let scratch = try Scratch(files)
    let run = try lintel(
      "check --format json --policy notebook-in-customer-vpc \(line)",
      in: scratch.folder
    )
    #expect(run.error == "")
    return try Reported(run).findings.flatMap(\.needs).map(\.settle)
  }

  @Test func aParameterOfANestedStackIsSettledByWhatTheVerdictSays() throws {
    let files = ["main.yaml": Self.parent, "lab.yaml": Self.network]
    #expect(try open("", files) == ["--parameter main.yaml/Lab#Groups=VALUE"])
    #expect(try open("--parameter main.yaml/Lab#Groups=sg-1", files) == [])
    let configured = files.merging([
      ".lintel.yaml": Self.head("stacks: {main.yaml/Lab: {parameters: {Groups: [sg-1]}}}")
    ]) { $1 }
    #expect(try open("", configured) == [])
    // What holds for all templates, and for the one above, is not passed on by CloudFormation either.
    let general = files.merging([
      ".lintel.yaml": Self.head("stacks: {'**': {parameters: {Groups: [sg-1]}}}")
    ]) { $1 }
    #expect(try open("", general) == ["--parameter main.yaml/Lab#Groups=VALUE"])
  }

  @Test func aParameterOfOneTemplateIsNotThatOfAnother() throws {
    let files = ["a.yaml": Self.network, "b.yaml": Self.network]
    let settles = try open("--parameter a.yaml#Groups=sg-1", files)
    #expect(settles == ["--parameter Groups=VALUE"])
  }

  @Test(arguments: [
    ("b.yaml#Groups=x", "there is no stack 'b.yaml'; did you mean 'a.yaml'?"),
    ("a.yaml#Group=x", "'a.yaml' declares no parameter 'Group'; did you mean 'Groups'?"),
  ])
  func anAddressThatLeadsNowhereIsAMistake(pair: String, hint: String) throws {
    let scratch = try Scratch(["a.yaml": Self.network])
    let run = try lintel("check --parameter \(pair)", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error.contains(hint), "\(run.error)")
  }

  @Test func storedValuesAreThoseOfTheConfiguration() throws {
    let template = Self.network.replacingOccurrences(
      of: "Type: CommaDelimitedList",
      with: "Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /lab/groups"
    )
    let files = ["main.yaml": template]
    #expect(try open("", files) == ["--parameter resolve:ssm:/lab/groups=VALUE"])
    let configured = files.merging([
      ".lintel.yaml": Self.head("ssm: {/lab/groups: [sg-1, sg-2]}")
    ]) { $1 }
    #expect(try open("", configured) == [])
    #expect(try open("--parameter resolve:ssm:/lab/groups=sg-1", files) == [])
    let elsewhere = try open("--parameter Groups=/other", configured)
    #expect(elsewhere == ["--parameter resolve:ssm:/other=VALUE"])
  }

  @Test func importsAreThoseOfTheConfiguration() throws {
    let template = Self.network.replacingOccurrences(
      of: "!Ref Groups",
      with: "!Split [',', !ImportValue lab-groups]"
    ).replacingOccurrences(of: "  Groups: {Type: CommaDelimitedList}", with: "  X: {Type: String}")
    let files = ["main.yaml": template]
    #expect(try open("", files).first?.contains("'imports' in .lintel.yaml") == true)
    let configured = files.merging([
      ".lintel.yaml": Self.head("environments: {prod: {imports: {lab-groups: 'sg-1,sg-2'}}}")
    ]) { $1 }
    #expect(try open("", configured) == [])
  }

  @Test func accountAndRegionReachTheModel() throws {
    let template = """
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement:
                - Effect: !If [IsLab, Allow, Deny]
                  Action: sts:AssumeRole
                  Principal: "*"
      Conditions: {IsLab: !Equals [!Sub "${AWS::AccountId}/${AWS::Region}", 111122223333/eu-west-1]}
      """
    let files = [
      "main.yaml": template,
      ".lintel.yaml": Self.head(
        """
        environments:
          lab: {account: "111122223333", region: eu-west-1}
          prod: {account: "444455556666", stacks: {main.yaml: {region: eu-west-1}}}
        """
      ),
    ]
    let report = try placed("--policy trust-policy-no-wildcard-principal", files)
    #expect(report.findings.map(\.environment) == ["lab"])
    #expect(report.findings.map(\.verdict) == ["violation"])
  }

  @Test func environmentsThatShareAnAccountAreWarnedOf() throws {
    let files = [
      "main.yaml": Self.network,
      ".lintel.yaml": Self.head(
        """
        environments:
          dev: {account: "111122223333"}
          test: {account: "444455556666"}
          prod: {stacks: {main.yaml: {account: "111122223333"}}}
        """
      ),
    ]
    let scratch = try Scratch(files)
    let run = try lintel("check --format json --parameter Groups=sg-1", in: scratch.folder)
    let report = try Reported(run)
    #expect(report.complete)
    #expect(
      report.diagnostics.map(\.message) == [
        "environments 'dev' and 'prod' share account '111122223333'"
      ]
    )
    let text = try lintel("check --parameter Groups=sg-1", in: scratch.folder).output
    #expect(text.contains("--> .lintel.yaml:5:3"), "\(text)")
  }

  @Test func patternsOfAFileElsewhereBeginWhereItIsExtended() throws {
    let files = [
      "presets/common.yaml": Self.head(
        "stacks: {'*.yaml': {parameters: {Direct: Enabled}}}\nexclude: [legacy/]"
      ),
      "ml/.lintel.yaml": Self.head("extends: ../presets/common.yaml"),
      "ml/main.yaml": ConfigurationTests.template, "ml/legacy/a.yaml": ConfigurationTests.template,
    ]
    let report = try placed("--policy \(Self.policy) ml", files)
    #expect(report.findings.count == 1)
    let given = try placed("--policy \(Self.policy) --config presets/common.yaml ml", files)
    #expect(given.findings.isEmpty)
  }

  @Test func fixesAreMadeInAllEstatesAndEnvironments() throws {
    let template = "Resources: {Key: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: false}}}"
    let scratch = try Scratch([
      "a/main.yaml": template, "b/main.yaml": template,
      "a/.lintel.yaml": Self.head("environments: {dev: {}, prod: {}}"),
      "b/.lintel.yaml": Self.head("fail-on: critical"),
    ])
    let line = "check --policy kms-key-rotation-enabled --format json"
    #expect(try Reported(lintel(line, in: scratch.folder)).findings.count == 2)
    #expect(try lintel("\(line) --fix", in: scratch.folder).status == 0)
    for path in ["a/main.yaml", "b/main.yaml"] {
      #expect(try scratch.read(path).contains("EnableKeyRotation: true"))
    }
    #expect(try Reported(lintel(line, in: scratch.folder)).findings.isEmpty)
  }

  @Test func aQuestionIsAboutOneEnvironment() throws {
    let scratch = try Scratch([
      "main.yaml": Self.network, ".lintel.yaml": Self.head("environments: {dev: {}, prod: {}}"),
    ])
    for line in ["describe", "query reach --from main.yaml#Notebook --to internet"] {
      let run = try lintel(line, in: scratch.folder)
      #expect(run.status == 2)
      #expect(run.error.contains("choose one with --environment"), "\(run.error)")
    }
    #expect(try lintel("describe --environment prod", in: scratch.folder).status == 0)
  }

  @Test func theOrderOfFilesAndKeysChangesNothing() throws {
    let one = [
      ".lintel.yaml": Self.head(
        "environments:\n  dev: {parameters: {Direct: Enabled}}\n  prod: {parameters: {Direct: Enabled}}"
      ),
      "a.yaml": ConfigurationTests.template, "b/.lintel.yaml": Self.head("fail-on: low"),
      "b/b.yaml": Self.network,
    ]
    let scratch = try Scratch(one)
    let orders = ["a.yaml b", "b a.yaml", ".", "b/b.yaml a.yaml"]
    let outputs = try orders.map {
      try lintel("check --format json \($0)", in: scratch.folder).output
    }
    #expect(Set(outputs).count == 1)
    let text = try lintel("check --format text", in: scratch.folder).output
    #expect(text.contains("environment 'dev, prod'"))
  }
}
