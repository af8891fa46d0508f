import Foundation
import Testing

/// What authors of policies are given: the guide, `policies new`, `check` and `docs`, `explain`, bigger
/// tests beside a policy.
@Suite struct PolicyAuthoringTests {
  static let policy = """
    lintel: policy/v1
    id: notebook-small
    title: Notebooks are small
    severity: low
    rationale: Big ones cost.
    remediation: Take a small one.
    limits: Other costs are not looked at.
    rules:
      - match: {types: [AWS::SageMaker::NotebookInstance]}
        forEach: {var: subnet, in: net.subnets(resource)}
        assert: net.publicRoutes(subnet).size() == 0
        message: "notebook '{resource.id}' is big"
        at: subnet

    """

  static let fixture = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      Gateway: {Type: AWS::EC2::InternetGateway}
      Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
      Way:
        Type: AWS::EC2::Route
        Properties:
          RouteTableId: !Ref Table
          DestinationCidrBlock: 0.0.0.0/0
          GatewayId: !Ref Gateway   # related: notebook-small
      Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
      Association:
        Type: AWS::EC2::SubnetRouteTableAssociation
        Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
      Lab:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          SubnetId: !Ref Subnet   # expect: notebook-small
      Elsewhere:
        Type: AWS::SageMaker::NotebookInstance
        Properties:
          SubnetId: !ImportValue subnet   # undetermined: notebook-small
      Later:   # todo: notebook-small
        Type: AWS::SageMaker::NotebookInstance

    """

  @Test func theGuidesFilesAndCommandsAreTrue() throws {
    let guide = Walkthrough("docs/writing-policies.md")
    #expect(guide.blocks.count { $0.language == "console" } >= 6)
    let last = try guide.run()
    #expect(last.hasPrefix("2 policies, 8 tests: all passed"))
  }

  @Test(arguments: [
    "AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SageMaker::NotebookInstance", "AWS::EC2::VPC",
    "AWS::IAM::Role", "AWS::KMS::Key",
  ])
  func aNewPolicyPassesItsTestsAndHasNoSurvivor(type: String) throws {
    let scratch = try Scratch()
    let made = try lintel("policies new first-one --type \(type) --folder own", in: scratch.folder)
    #expect(made.status == 0, "\(made.error)")
    #expect(try lintel("policies check own", in: scratch.folder).status == 0)
    let run = try lintel("test own --mutants", in: scratch.folder)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("1 policy, 2 tests: all passed\n"))
  }

  @Test(arguments: [
    ("policies new First", "'First' is not in lower case with hyphens"),
    ("policies new notebook-in-customer-vpc", "a built-in policy has the id"),
    ("policies new a --type AWS::SNS::Topik", "did you mean 'AWS::SNS::Topic'?"),
    ("policies new there", "'policies/there.yaml' exists already"),
    ("policies docs --output policies/there.yaml", "cannot be written to"),
    ("policies check nowhere", "'nowhere' does not exist"),
    ("test policies --survivors x", "'--survivors' needs '--mutants'"),
    ("test policies --mutants --survivors x", "'x' cannot be read"),
  ])
  func aMistakeOnTheCommandLineIsNamed(line: String, message: String) throws {
    let scratch = try Scratch(["policies/there.yaml": Self.policy])
    let run = try lintel(line, in: scratch.folder)
    #expect(run.status == 2)
    #expect(run.error.contains(message), "\(run.error)")
  }

  @Test func biggerTestsStandBesideThePolicy() throws {
    let scratch = try Scratch([
      "own/notebook-small.yaml": Self.policy,
      "own/tests/notebook-small/public.yaml": Self.fixture,
    ])
    let run = try lintel("test own --verbose", in: scratch.folder)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("  passed: public.yaml\n"))
    #expect(
      run.output.contains(
        "own/tests/notebook-small/public.yaml:23: 'notebook-small' is a known gap"
      )
    )
  }

  @Test func whatIsWrongInOneHasItsPlaceThere() throws {
    let wrong = Self.fixture.replacing("# expect: notebook-small", with: "")
    let scratch = try Scratch([
      "own/notebook-small.yaml": Self.policy,
      "own/tests/notebook-small/public.yaml": wrong,
    ])
    let run = try lintel("test own", in: scratch.folder)
    #expect(run.status == 1)
    #expect(
      run.output.contains("    own/tests/notebook-small/public.yaml:18: expected nothing of"),
      "\(run.output)"
    )
  }

  @Test func aFolderIsOneTestAndJSONHasItsExpectationsBesideIt() throws {
    let json = """
      {"Resources": {
        "Lab": {
          "Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"SubnetId": {"Fn::ImportValue": "subnet"}}
        }
      }}
      """
    var files = [
      "own/notebook-small.yaml": Self.policy,
      "own/tests/notebook-small/both/lab.json": json,
      "own/tests/notebook-small/both/lab.json.expect": "4 undetermined notebook-small\n",
      "own/tests/notebook-small/both/public.yaml": Self.fixture,
    ]
    let scratch = try Scratch(files)
    let passed = try lintel("test own -v", in: scratch.folder)
    #expect(passed.status == 0, "\(passed.output)\(passed.error)")
    #expect(passed.output.contains("1 policy, 1 test: all passed\n"))
    files["own/tests/notebook-small/both/lab.json.expect"] = "undetermined\n"
    let broken = try Scratch(files)
    let failed = try lintel("test own", in: broken.folder)
    #expect(failed.status == 3)
    #expect(failed.output.contains("lab.json.expect:1: 'undetermined' is not a line such as"))
  }

  @Test func anExplanationShowsExamplesParametersAndLimits() throws {
    let run = try lintel("explain kms-key-rotation-enabled")
    #expect(run.output.contains("\na violation: "))
    #expect(run.output.contains("    Silent:   # expect: kms-key-rotation-enabled\n"))
    #expect(run.output.contains("\nas it should be: "))
    #expect(run.output.contains("  judges:   AWS::KMS::Key\n"))
    let scratch = try Scratch(["own/notebook-small.yaml": Self.policy])
    let own = try lintel("explain notebook-small --policies own", in: scratch.folder)
    #expect(own.output.contains("what it does not see\n  Other costs are not looked at.\n"))
    #expect(try lintel("explain passrole-passed-to-service").output.contains("\nparameters\n"))
  }

  /// Every question of the shipped policies was true and false, and every change of them is noticed, but
  /// for what the list says; at most 3 % of that without a proof.
  @Test func theTestsOfTheShippedPoliciesAreStrong() throws {
    let list = "fixtures/survivors.txt"
    let run = try lintel("test policies --mutants --survivors \(list)")
    #expect(run.status == 0, "\(run.output)\(run.error)")
    let summary = try #require(run.output.firstMatch(of: /\n(\d+) of (\d+) mutants noticed/))
    let mutants = try #require(Int(summary.output.2))
    #expect(mutants > 600)
    let text = try String(contentsOf: repository.appending(path: list), encoding: .utf8)
    let unproven = text.split(separator: "\n").count { $0.contains(" | unproven | ") }
    #expect(unproven * 100 <= 3 * mutants)
  }

  @Test func aListThatIsTooLongFails() throws {
    let policy = "policies/network-isolation/model-in-vpc.yaml"
    let entry = "model-in-vpc | rules[0].assert | without 'x' | equivalent | never\n"
    let scratch = try Scratch(["list.txt": entry])
    let list = scratch.folder.appending(path: "list.txt").path
    let run = try lintel("test \(policy) --mutants --survivors \(list)")
    #expect(run.status == 1)
    #expect(run.error.contains("line 1: 'model-in-vpc' has nothing of the kind any more"))
  }

  /// `LINTEL_BLESS=1` writes it anew.
  @Test func theReferenceIsWhatThePoliciesSay() throws {
    let folder = repository.appending(path: "docs/policies")
    if ProcessInfo.processInfo.environment["LINTEL_BLESS"] != nil {
      try? FileManager.default.removeItem(at: folder)
      #expect(try lintel("policies docs").status == 0)
    }
    let scratch = try Scratch()
    #expect(try lintel("policies docs --output pages", in: scratch.folder).status == 0)
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: scratch.folder.appending(path: "pages").path
    ).sorted()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == pages)
    for page in pages {
      let committed = try String(contentsOf: folder.appending(path: page), encoding: .utf8)
      #expect(try scratch.read("pages/\(page)") == committed, "\(page)")
      #expect(page == "README.md" || committed.contains("\n## A violation\n"), "\(page)")
      #expect(page == "README.md" || committed.contains("\n## As it should be\n"), "\(page)")
    }
  }
}
