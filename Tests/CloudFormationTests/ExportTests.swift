import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// Exports whose names rest on the names of stacks.
@Suite struct ExportTests {
  static let network = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
      A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
    Outputs:
      Vpc: {Value: !Ref Vpc, Export: {Name: !Sub '${AWS::StackName}-VpcId'}}
      Subnet: {Value: !Ref A, Export: {Name: !Join ['-', [!Ref AWS::StackName, SubnetId]]}}
    """

  /// What imports one subnet and, if it is given, one VPC.
  static func user(_ subnet: String, vpc: String = "none-vpc", type: String = "{Type: String}")
    -> String
  {
    """
    Parameters: {Network: \(type), Other: {Type: String}}
    Resources:
      Use:
        Type: Custom::Use
        Properties: {Subnet: {'Fn::ImportValue': \(subnet)}, Vpc: {'Fn::ImportValue': \(vpc)}}
    """
  }

  private static func estate(
    _ user: String,
    _ files: [(path: String, text: String)] = [("network.yaml", network)],
    parameters: [String: String] = [:]
  ) -> TemplateEstate {
    TemplateEstate([("app.yaml", user)] + files, parameters: parameters)
  }

  @Test func whereStacksHaveNamesTheirExportsHaveThem() {
    let estate = Self.estate(Self.user("net-SubnetId"), parameters: ["AWS::StackName": "net"])
    #expect(estate.outline("Subnet", of: "Use") == "->A")
  }

  @Test(
    arguments: [
      "net-SubnetId", "!Sub '${Network}-SubnetId'", "!Sub '${Other}-x-SubnetId'",
      "!Join ['-', [!Ref Network, SubnetId]]",
    ]
  )
  func aNameThatOnlyOneTemplateCanGiveIsTheExportOfItsStack(name: String) throws {
    let estate = Self.estate(Self.user(name))
    #expect(estate.outline("Subnet", of: "Use") == "~->A")
    let value = try #require(estate.value("Subnet", of: "Use"))
    let assumed = estate.estate.assumptions(of: value.origin)
    #expect(assumed.count == 1 && assumed[0].hasSuffix("-SubnetId' is that of network.yaml"))
    #expect(estate.diagnostics.isEmpty)
  }

  @Test(
    arguments: ["net-VpcIds", "SubnetId", "!Ref Network", "'net:SubnetId'", "'a.b-SubnetId'"]
  )
  func aNameThatNoTemplateOrAnyCanGiveIsNotKnown(name: String) {
    let estate = Self.estate(Self.user(name))
    #expect(estate.value("Subnet", of: "Use")?.kind == .unknown)
  }

  @Test func twoTemplatesThatCanGiveANameLeaveItOpenUntilOneIsNamed() throws {
    let files = [("a.yaml", Self.network), ("b.yaml", Self.network)]
    let estate = Self.estate(Self.user("net-SubnetId"), files)
    let value = try #require(estate.value("Subnet", of: "Use"))
    #expect(value.kind == .unknown)
    let unknown = estate.estate.heap.unknown(value)
    #expect(unknown.subject == "export 'net-SubnetId'")
    #expect(unknown.settle == "--parameter a.yaml#AWS::StackName=net")
  }

  /// One stack has one name.
  @Test(
    arguments: [
      ("net-SubnetId", "other-VpcId"),
      ("!Sub '${Network}-SubnetId'", "{'Fn::Sub': '${Other}-VpcId'}"),
    ]
  )
  func importsThatWouldGiveOneStackTwoNamesStayOpen(subnet: String, vpc: String) {
    let estate = Self.estate(Self.user(subnet, vpc: vpc))
    #expect(estate.value("Subnet", of: "Use")?.kind == .unknown)
    #expect(estate.value("Vpc", of: "Use")?.kind == .unknown)
  }

  @Test func importsThatAgreeOnTheNameAreJoined() {
    let estate = Self.estate(
      Self.user("!Sub '${Network}-SubnetId'", vpc: "{'Fn::Sub': '${Network}-VpcId'}")
    )
    #expect(estate.outline("Subnet", of: "Use") == "~->A")
    #expect(estate.outline("Vpc", of: "Use") == "~->Vpc")
  }

  @Test func aNameThatRestsOnADefaultSaysSo() throws {
    let user = Self.user("!Sub '${Network}-SubnetId'", type: "{Type: String, Default: net}")
    let estate = Self.estate(user)
    let value = try #require(estate.value("Subnet", of: "Use"))
    #expect(estate.estate.assumptions(of: value.origin).first == "Network = net")
  }

  @Test func theNameOfANestedStackThatIsPassedOnIsItsName() {
    let main = """
      Resources:
        Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: network.yaml}}
        Twin: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: network.yaml}}
        App:
          Type: AWS::CloudFormation::Stack
          Properties:
            TemplateURL: app.yaml
            Parameters: {Network: !GetAtt Net.Outputs.Name, Other: x}
      """
    let network = Self.network + "\n  Name: {Value: !Ref AWS::StackName}"
    let estate = TemplateEstate([
      ("app.yaml", Self.user("!Sub '${Network}-SubnetId'")), ("main.yaml", main),
      ("network.yaml", network),
    ])
    #expect(estate.outline("Subnet", of: "Use") == "->A")
  }

  @Test func aNameWithAChoiceIsExportedInTheWorldsOfItsCase() throws {
    let network = """
      Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
      Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}}
      Outputs: {Vpc: {Value: !Ref Vpc, Export: {Name: !Sub '${Env}-vpc'}}}
      """
    let estate = Self.estate(Self.user("dev-vpc"), [("network.yaml", network)])
    let value = try #require(estate.value("Subnet", of: "Use"))
    #expect(estate.outline(value, in: estate.world(["Env": "dev"])) == "->Vpc")
    #expect(estate.outline(value, in: estate.world(["Env": "prod"])) == "?condition")
  }

  /// What is passed to a nested stack is read before all stacks are declared; a later one might have
  /// the name, too.
  @Test(arguments: [
    ("", "~->A"), ("Outputs: {B: {Value: b, Export: {Name: x}}}", "?imported-value"),
  ])
  func whatIsPassedBelowIsJoinedWhereNothingBelowCanBeMeant(outputs: String, expected: String) {
    let main = """
      Resources:
        Part:
          Type: AWS::CloudFormation::Stack
          Properties: {TemplateURL: part.yaml, Parameters: {Id: !ImportValue net-SubnetId}}
      """
    let part = """
      Parameters: {Id: {Type: String}}
      Resources: {Use: {Type: Custom::Use, Properties: {Subnet: !Ref Id}}}
      \(outputs)
      """
    let estate = TemplateEstate([
      ("main.yaml", main), ("network.yaml", Self.network), ("part.yaml", part),
    ])
    #expect(estate.outline("Subnet", of: "Use") == expected)
  }
}
