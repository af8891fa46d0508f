import Foundation
import Testing

/// Values of template parameters, from the command line and from files.
struct ParameterTests {
  private static let policy = "notebook-in-customer-vpc"

  private static let template = """
    Parameters:
      SubnetId: {Type: String, Default: subnet-1}
      Groups: {Type: CommaDelimitedList}
    Resources:
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          SubnetId: !Ref SubnetId
          SecurityGroupIds: !Ref Groups
    """

  private func check(_ options: String = "", files: [String: String] = [:]) throws -> Reported {
    let scratch = try Scratch(files.merging(["template.yaml": Self.template]) { $1 })
    let line = "check template.yaml --policy \(Self.policy) --format json \(options)"
    return try Reported(try lintel(line, in: scratch.folder))
  }

  @Test func withoutAValueTheVerdictIsOpenAndSaysWhatSettlesIt() throws {
    let report = try check()
    #expect(report.findings.map(\.verdict) == ["undetermined"])
    #expect(report.findings.flatMap(\.needs).map(\.settle) == ["--parameter Groups=VALUE"])
  }

  @Test func aValueSettlesIt() throws {
    let report = try check("--parameter Groups=sg-1,sg-2")
    #expect(report.findings.isEmpty)
    #expect(report.summary.satisfied > 0)
  }

  @Test(arguments: [
    ("Gruops=sg-1", "no template declares parameter 'Gruops'; did you mean 'Groups'?"),
    ("Elsewhere=1", "no template declares parameter 'Elsewhere'"),
    ("AWS::Regoin=eu-west-1", "did you mean 'AWS::Region'?"),
  ])
  func aValueForAParameterThatNothingDeclaresIsAMistake(pair: String, hint: String) throws {
    let scratch = try Scratch(["template.yaml": Self.template])
    let run = try lintel("check template.yaml --parameter \(pair)", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error.contains(hint), "\(run.error)")
  }

  private static let lookup = """
    Resources:
      Lookup:
        Type: Custom::Lookup
        Properties: {ServiceToken: arn:aws:lambda:eu-west-1:111122223333:function:lookup}
      Notebook:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          InstanceType: ml.t3.medium
          RoleArn: arn:aws:iam::111122223333:role/lab
          DirectInternetAccess: !GetAtt Lookup.Access
          SubnetId: subnet-1
          SecurityGroupIds: [sg-1]
    """

  @Test(arguments: [
    ("", ["undetermined"]), ("--parameter Lookup.Access=Disabled", []),
    ("--parameter Lookup.Access=Enabled", ["violation"]),
    ("--parameter template.yaml#Lookup.Access=Enabled", ["violation"]),
  ])
  func anAttributeThatNobodyKnowsCanBeGiven(options: String, verdicts: [String]) throws {
    let scratch = try Scratch(["template.yaml": Self.lookup])
    let policy = "notebook-direct-internet-access-disabled"
    let line = "check template.yaml --policy \(policy) --format json \(options)"
    let report = try Reported(try lintel(line, in: scratch.folder))
    #expect(report.findings.map(\.verdict) == verdicts)
    let settled = verdicts == ["undetermined"] ? ["--parameter Lookup.Access=VALUE"] : []
    #expect(report.findings.flatMap(\.needs).map(\.settle) == settled)
  }

  @Test func anAttributeOfNoResourceIsAMistake() throws {
    let scratch = try Scratch(["template.yaml": Self.lookup])
    let run = try lintel("check template.yaml --parameter Lokup.Access=1", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error.contains("no template declares parameter 'Lokup.Access'"), "\(run.error)")
  }

  @Test(arguments: [
    ("MinLength: 12, MaxLength: 12", []), ("MinLength: 2", []), ("MaxLength: 12", ["undetermined"]),
    ("AllowedPattern: '.*'", ["undetermined"]),
  ])
  func aParameterIsNoTextThatIsShorterThanItMayBe(lengths: String, verdicts: [String]) throws {
    let template = """
      Parameters:
        Other: {Type: String, \(lengths)}
      Resources:
        Role:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Version: 2012-10-17
              Statement: {Effect: Allow, Principal: {AWS: !Ref Other}, Action: sts:AssumeRole}
      """
    let scratch = try Scratch(["template.yaml": template])
    let line = "check template.yaml --policy trust-policy-no-wildcard-principal --format json"
    let report = try Reported(try lintel(line, in: scratch.folder))
    #expect(report.findings.map(\.verdict) == verdicts)
  }

  @Test(arguments: [
    "!Split [',', !GetAtt Lookup.Subnets]", "!Split [',', !Sub '${Lookup.Subnets}-a']",
    "!Cidr [!GetAtt Lookup.Subnets, 2, 8]",
  ])
  func whatAFunctionWaitsForIsNamed(function: String) throws {
    let template = """
      Resources:
        Lookup:
          Type: Custom::Lookup
          Properties: {ServiceToken: arn:aws:lambda:eu-west-1:111122223333:function:lookup}
        Model:
          Type: AWS::SageMaker::Model
          Properties:
            ExecutionRoleArn: arn:aws:iam::111122223333:role/lab
            VpcConfig: {SecurityGroupIds: [sg-1], Subnets: \(function)}
      """
    let scratch = try Scratch(["template.yaml": template])
    let line = "check template.yaml --policy model-in-vpc --format json"
    let report = try Reported(try lintel(line, in: scratch.folder))
    #expect(
      report.findings.flatMap(\.needs).map(\.settle) == ["--parameter Lookup.Subnets=VALUE"]
    )
  }

  @Test func pseudoParametersNeedNoDeclarationAndFilesMayHoldMore() throws {
    let more = #"{"Groups": "sg-1", "OfAnotherStack": "1"}"#
    let report = try check(
      "--parameter AWS::Region=eu-west-1 --parameter-file values.json",
      files: ["values.json": more]
    )
    #expect(report.findings.isEmpty)
  }

  @Test func anEmptyValueIsAValue() throws {
    let report = try check("--parameter Groups=")
    #expect(report.verdicts.contains { $0.hasPrefix("violation") })
  }

  @Test func aValueMayHoldEqualsSigns() throws {
    let report = try check("--parameter Groups=a=b")
    #expect(report.findings.isEmpty)
  }

  @Test(arguments: [
    ("values.json", #"{"Parameters": {"Groups": "sg-1,sg-2"}}"#),
    ("values.json", #"{"Parameters": {"Groups": ["sg-1", "sg-2"]}}"#),
    ("values.json", #"[{"ParameterKey": "Groups", "ParameterValue": "sg-1,sg-2"}]"#),
    ("values.json", #"{"Groups": "sg-1,sg-2"}"#),
    ("values.yaml", "Groups: sg-1,sg-2\n"),
    ("values.yaml", "Parameters:\n  Groups: [sg-1, sg-2]\n"),
    ("values.yaml", "- ParameterKey: Groups\n  ParameterValue: sg-1,sg-2\n"),
  ])
  func aFileGivesValuesInEachOfItsShapes(name: String, content: String) throws {
    let report = try check("--parameter-file \(name)", files: [name: content])
    #expect(report.findings.isEmpty)
    #expect(report.complete)
  }

  @Test func laterFilesWinOverEarlierAndTheCommandLineOverAll() throws {
    let files = ["one.json": #"{"Groups": "sg-1"}"#, "none.json": #"{"Groups": ""}"#]
    let (one, none) = ("--parameter-file one.json", "--parameter-file none.json")
    let last = try check("\(one) \(none)", files: files)
    #expect(last.summary.violations == 1)
    let first = try check("\(none) \(one)", files: files)
    #expect(first.summary.violations == 0)
    let line = try check("--parameter Groups=sg-1 \(one) \(none)", files: files)
    #expect(line.summary.violations == 0)
  }

  @Test(arguments: [
    ("", "'values.yaml': it is empty"),
    ("just words", "'values.yaml' holds neither a mapping nor a list"),
    ("{", "'values.yaml': "),
    ("Parameters: 3", "'Parameters' in 'values.yaml' is not a mapping"),
    ("[{Key: Groups, Value: sg-1}]", "has no 'ParameterKey' and 'ParameterValue'"),
    ("Groups: {a: b}", "the value of 'Groups' in 'values.yaml' is neither a text nor a list"),
  ])
  func aFileInNoneOfTheShapesIsAMistake(content: String, hint: String) throws {
    let scratch = try Scratch(["template.yaml": Self.template, "values.yaml": content])
    let run = try lintel("check template.yaml --parameter-file values.yaml", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error.contains(hint), "\(run.error)")
  }
}
