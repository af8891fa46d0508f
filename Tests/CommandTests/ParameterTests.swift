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
