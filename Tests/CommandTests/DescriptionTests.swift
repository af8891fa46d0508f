import Foundation
import Testing

/// Descriptions on the command line: `init`, `describe`, and files that include others.
struct DescriptionTests {
  @Test func whatInitWritesHasNoFindings() throws {
    let scratch = try Scratch()
    let start = try lintel("init", in: scratch.folder)
    #expect(start.status == 0)
    // Who redirects the output of 'init -' has the text, and nothing else.
    #expect(start.output == "")
    #expect(
      start.error == "wrote platform.yaml: look at it, then run 'lintel check platform.yaml'\n"
    )
    let check = try lintel("check --format json platform.yaml", in: scratch.folder)
    let report = try Reported(check)
    #expect(check.status == 0)
    #expect(report.complete)
    #expect(report.verdicts == [])
  }

  @Test func initWritesToStandardOutputWhereThatIsNamed() throws {
    let scratch = try Scratch()
    let schema = try lintel("init --schema -", in: scratch.folder)
    #expect(schema.status == 0 && schema.output.hasPrefix("{") && schema.error == "")
    let start = try lintel("init -", in: scratch.folder)
    #expect(start.output.contains("lintel: platform/v1") && start.error == "")
  }

  @Test func initOverwritesNoDescription() throws {
    let scratch = try Scratch(["platform.yaml": "lintel: platform/v1\n"])
    let run = try lintel("init", in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error.contains("'platform.yaml' exists already"))
    #expect(try scratch.read("platform.yaml") == "lintel: platform/v1\n")
  }

  @Test func whatIsDescribedIsDescribedTheSameAgain() throws {
    let scratch = try Scratch()
    let first = try lintel("describe fixtures/ml-platform").output
    try scratch.write(first, to: "platform.yaml")
    let second = try lintel("describe platform.yaml", in: scratch.folder)
    #expect(second.status == 0)
    // The first names the defaults that it took.
    let lines = first.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(second.output.split(separator: "\n").filter { !$0.hasPrefix("#") } == lines)
  }

  @Test func whatIsIncludedIsReadWithoutBeingNamed() throws {
    let scratch = try Scratch([
      "team/platform.yaml": """
      lintel: platform/v1
      include: [../shared, policies.yaml]
      accounts: {ml: {notebooks: {lab: {subnet: a, role: reader}}}}
      """,
      "team/policies.yaml": "{lintel: platform/v1, accounts: {ml: {roles: [reader]}}}",
      "shared/network.yaml": """
      lintel: platform/v1
      accounts: {ml: {vpcs: {ml: {cidrBlock: 10.0.0.0/16, subnets: {a: {}}}}}}
      """,
    ])
    let report = try Reported(
      try lintel("check --format json team/platform.yaml", in: scratch.folder)
    )
    #expect(report.complete)
  }

  @Test func whatIsIncludedAndNotThereIsReportedOnce() throws {
    let scratch = try Scratch(["platform.yaml": "{lintel: platform/v1, include: [a.yaml]}"])
    let run = try lintel("check --format short platform.yaml", in: scratch.folder)
    #expect(run.status == 3)
    #expect(run.output.contains("there is no file or folder 'a.yaml'"))
  }

  @Test func aTemplateIsDeployedAsADescriptionSays() throws {
    let scratch = try Scratch([
      "platform.yaml": """
      lintel: platform/v1
      accounts:
        ml:
          region: eu-west-1
          vpcs:
            ml:
              cidrBlock: 10.0.0.0/16
              internetGateways: [gateway]
              routeTables: {t: {main: true, routes: [{to: 0.0.0.0/0, via: gateway}]}}
              subnets: {a: {cidrBlock: 10.0.0.0/24}}
      templates:
        lab.yaml: {account: ml, parameters: {Subnet: {$ref: ml/vpcs/ml/subnets/a}}}
      expect:
        - {from: lab.yaml#Lab, to: internet, is: reachable}
      """,
      "lab.yaml": """
      Parameters: {Subnet: {Type: AWS::EC2::Subnet::Id}}
      Resources:
        Lab:
          Type: AWS::SageMaker::NotebookInstance
          Properties: {SubnetId: !Ref Subnet, DirectInternetAccess: Disabled}
      """,
    ])
    let report = try Reported(
      try lintel("check --format json platform.yaml lab.yaml", in: scratch.folder)
    )
    #expect(report.verdicts.contains { $0.hasPrefix("violation ml-workload-subnets-private") })
    #expect(report.verdicts.contains { $0.hasPrefix("violation expectation-holds") })
  }
}
