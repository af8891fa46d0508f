import Foundation
import Testing

/// What is written, where, and that it is the same each time.
struct FormatTests {
  private static let network = "fixtures/ml-platform-broken-network"
  private static let privilege = "fixtures/ml-platform-broken-privilege"

  @Test(arguments: ["text", "short", "json", "sarif", "markdown"])
  func twoRunsGiveTheSameBytes(format: String) throws {
    let line = "check \(Self.network) \(Self.privilege) --format \(format)"
    let first = try lintel(line)
    #expect(try first.output == lintel(line).output)
    #expect(first.output.count > 1000)
  }

  @Test(arguments: ["text", "short", "json", "sarif", "markdown"])
  func theOrderOfPathsChangesNothing(format: String) throws {
    let forth = try lintel("check \(Self.network) \(Self.privilege) --format \(format)")
    let back = try lintel("check \(Self.privilege) \(Self.network) --format \(format)")
    #expect(forth.output == back.output)
  }

  @Test func pathsAreToldApartByNothingButTheirFiles() throws {
    let plain = try lintel("check fixtures/quickstart --format json")
    let dotted = try lintel(
      "check ./fixtures/quickstart/ fixtures/quickstart/template.yaml --format json"
    )
    #expect(plain.output == dotted.output)
  }

  @Test func aReportSaysTheSameFromEveryWorkingDirectory() throws {
    let here = try Reported(try lintel("check \(Self.network) --format json"))
    let folder = repository.appending(path: Self.network)
    let there = try Reported(try lintel("check --format json", in: folder))
    #expect(here.verdicts == there.verdicts)
  }

  @Test func outputCanBeGivenForEachFormat() throws {
    let scratch = try Scratch()
    let path = scratch.folder.path
    let line = "check fixtures/quickstart --format short"
    let sarif = "--output sarif=\(path)/a.sarif"
    let run = try lintel("\(line) \(sarif) --output json=\(path)/b.json --output=text=\(path)/c=d")
    #expect(run.status == 1)
    #expect(try run.output == lintel(line).output)
    for (file, format) in [("a.sarif", "sarif"), ("b.json", "json"), ("c=d", "text")] {
      let output = try lintel("check fixtures/quickstart --format \(format)").output
      #expect(try scratch.read(file) == output)
    }
  }

  @Test(arguments: [
    (
      "Resources:\n  Lab:\n    Type: AWS::SageMaker::NotebookInstance",
      "DirectInternetAccess is not written; AWS's default is Enabled"
    ),
    (
      "lintel: platform/v1\naccounts: {dev: {notebooks: {lab: {}}}}",
      "directInternetAccess is not written; AWS's default is Enabled"
    ),
  ])
  func aFindingThatRestsOnAnAWSDefaultSaysSo(text: String, assumption: String) throws {
    let scratch = try Scratch(["input.yaml": text])
    let policy = "notebook-direct-internet-access-disabled"
    let run = try lintel("check --format json --policy \(policy)", in: scratch.folder)
    #expect(try Reported(run).findings.map(\.assumes) == [[assumption]])
  }

  @Test func relatedPlacesSayWhatTheyAre() throws {
    let template = """
      Conditions:
        IsLarge: !Equals [!Ref AWS::Region, eu-west-1]
      Resources:
        Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
        Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
        Lab:
          Type: AWS::SageMaker::NotebookInstance
          Properties: {SubnetId: !Ref Subnet}
        Job:
          Type: AWS::SageMaker::DataQualityJobDefinition
          Properties:
            JobResources:
              ClusterConfig:
                InstanceCount: !If [IsLarge, 4, 2]
        Policy:
          Type: AWS::IAM::ManagedPolicy
          Properties:
            PolicyDocument:
              Statement:
                - {Effect: Allow, Action: ["kms:*"], Resource: [x, "*"]}
                - {Sid: Pass, Effect: Allow, Action: "iam:PassRole", Resource: "x"}
      """
    let scratch = try Scratch(["template.yaml": template])
    let report = try Reported(try lintel("check --format json", in: scratch.folder))
    let related = Dictionary(grouping: report.findings, by: \.policy).mapValues { findings in
      Set(findings.flatMap(\.related).map(\.message))
    }
    #expect(related["vpc-has-required-endpoints"] == ["resource 'Lab'"])
    #expect(related["passrole-passed-to-service"] == [], "the statement is around the place")
    #expect(related["no-wildcard-action-on-wildcard-resource"] == ["'*' in 'Resource'"])
    #expect(related["job-inter-container-encryption"] == ["'InstanceCount'"])
  }

  @Test func shortLinesGoFromPathToPolicy() throws {
    let run = try lintel("check fixtures/quickstart --format short")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines.allSatisfy { $0.hasPrefix("fixtures/quickstart/template.yaml:") })
    #expect(
      run.output.contains(
        """
        fixtures/quickstart/template.yaml:8:29: high: notebook 'Notebook' has direct internet \
        access [notebook-direct-internet-access-disabled]
        """
      )
    )
  }

  @Test(arguments: [
    ("--color auto", "", false),
    ("--color always", "", true),
    ("--color always", "NO_COLOR=1", true),
    ("--color never", "CLICOLOR_FORCE=1", false),
    ("", "CLICOLOR_FORCE=1", true),
    ("", "CLICOLOR_FORCE=0", false),
    ("", "CLICOLOR_FORCE=1 NO_COLOR=1", false),
    ("", "CLICOLOR_FORCE=1 NO_COLOR=", true),
  ])
  func coloursFollowTheOptionThenTheEnvironment(
    option: String,
    variables: String,
    isColored: Bool
  ) throws {
    var environment: [String: String] = [:]
    for variable in variables.split(separator: " ") {
      let parts = variable.split(separator: "=", omittingEmptySubsequences: false)
      environment[String(parts[0])] = String(parts[1])
    }
    let run = try lintel("check fixtures/quickstart " + option, environment: environment)
    #expect(run.output.contains("\u{1B}[") == isColored)
  }

  @Test func filesAreNeverColoured() throws {
    let scratch = try Scratch()
    let target = "text=\(scratch.folder.path)/report.txt"
    _ = try lintel("check fixtures/quickstart --color always --output \(target)")
    #expect(!(try scratch.read("report.txt")).contains("\u{1B}"))
  }

  @Test func asciiIsAsked() throws {
    let plain = try lintel("check fixtures/quickstart")
    #expect(plain.output.contains("·"))
    let ascii = try lintel("check fixtures/quickstart --ascii")
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
    let locale = try lintel("check fixtures/quickstart", environment: ["LC_ALL": "C"])
    #expect(locale.output == ascii.output)
  }

  @Test(arguments: [60, 80, 120])
  func textKeepsToTheColumns(columns: Int) throws {
    let run = try lintel("check \(Self.network)", environment: ["COLUMNS": String(columns)])
    let long = run.output.split(separator: "\n").filter { $0.count > columns }
    // A word is never broken, nor is a place.
    let broken = long.filter { $0.split(separator: " ").count > 1 && !$0.contains("--> ") }
    #expect(broken == [])
  }
}
