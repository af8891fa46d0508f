import Findings
import Infrastructure
import TemplateEstates
import Testing
import Values

/// Stack sets: their templates are judged as they are deployed.
@Suite struct StackSetTests {
  static let part = """
    Parameters:
      Kind: {Type: String, Default: own}
      Size: {Type: Number, Default: 1}
    Conditions:
      IsHome: !Equals [!Ref AWS::Region, eu-west-1]
    Resources:
      Use:
        Type: Custom::Use
        Properties:
          Kind: !Ref Kind
          Size: !Ref Size
          Account: !Ref AWS::AccountId
          Region: !Ref AWS::Region
          Home: !If [IsHome, yes-home, not-home]
    """

  private static func estate(_ properties: String, url: Bool = true) -> TemplateEstate {
    let main = """
      Parameters: {Ids: {Type: CommaDelimitedList}}
      Resources:
        Set:
          Type: AWS::CloudFormation::StackSet
          Properties: {StackSetName: s, PermissionModel: SELF_MANAGED, \(url ? "TemplateURL: part.yaml," : "") \(properties)}
      """
    return TemplateEstate([("main.yaml", main), ("part.yaml", Self.part)])
  }

  private static func group(_ accounts: String, _ regions: String, _ rest: String = "") -> String {
    "{DeploymentTargets: {Accounts: \(accounts)}, Regions: \(regions)\(rest)}"
  }

  @Test func theTemplateIsJudgedWithWhatIsPassed() {
    let estate = Self.estate("Parameters: [{ParameterKey: Kind, ParameterValue: given}]")
    #expect(
      estate.estate.resources.map(\.address).sorted() == ["main.yaml#Set", "main.yaml/Set#Use"]
    )
    #expect(estate.outline("Kind", of: "Use") == "'given'")
    #expect(estate.outline("Size", of: "Use") == "'1'")
    #expect(estate.outline("Account", of: "Use") == "?pseudo-parameter")
  }

  @Test func anUnknownPlaceIsSettledByTheNameOfTheSet() throws {
    let estate = Self.estate("Parameters: []")
    let value = try #require(estate.value("Account", of: "Use"))
    let unknown = estate.estate.heap.unknown(value)
    #expect(unknown.settle == "--parameter main.yaml/Set#AWS::AccountId=VALUE")
  }

  @Test func oneInstanceIsInItsAccountAndRegion() throws {
    let group = Self.group("['111122223333']", "[eu-west-1]")
    let estate = Self.estate("StackInstancesGroup: [\(group)]")
    #expect(estate.outline("Account", of: "Use") == "'111122223333'")
    #expect(estate.outline("Home", of: "Use") == "'yes-home'")
    let scope = estate.estate.scope(of: try #require(estate.id("Use")))
    #expect(scope.account == "111122223333" && scope.region == "eu-west-1" && scope.above == nil)
  }

  @Test func severalInstancesAreTheWorldsOfOneStack() throws {
    let first = Self.group("['111122223333', '444455556666']", "[eu-west-1]")
    let second = Self.group(
      "['777788889999']",
      "[us-east-1]",
      ", ParameterOverrides: [{ParameterKey: Kind, ParameterValue: other}]"
    )
    let estate = Self.estate("StackInstancesGroup: [\(first), \(second)]")
    #expect(estate.estate.resources.count == 2)
    let worlds = [
      ("111122223333 eu-west-1", ["'111122223333'", "'eu-west-1'", "'yes-home'", "'own'"]),
      ("444455556666 eu-west-1", ["'444455556666'", "'eu-west-1'", "'yes-home'", "'own'"]),
      ("777788889999 us-east-1", ["'777788889999'", "'us-east-1'", "'not-home'", "'other'"]),
    ]
    for (name, expected) in worlds {
      let world = estate.world(["instance of Set": name])
      for (property, text) in zip(["Account", "Region", "Home", "Kind"], expected) {
        let value = try #require(estate.value(property, of: "Use"))
        #expect(estate.outline(value, in: world) == text, "\(property) in \(name)")
      }
    }
  }

  @Test(
    arguments: [
      "{DeploymentTargets: {OrganizationalUnitIds: [ou-1]}, Regions: [eu-west-1]}",
      "{DeploymentTargets: {Accounts: !Ref Ids}, Regions: [eu-west-1]}",
      "{DeploymentTargets: {Accounts: ['111122223333'], AccountFilterType: DIFFERENCE}, Regions: [eu-west-1]}",
    ]
  )
  func accountsThatAreNotWrittenAreNotKnown(group: String) throws {
    let estate = Self.estate("StackInstancesGroup: [\(group)]")
    #expect(estate.outline("Account", of: "Use") == "?pseudo-parameter")
    #expect(estate.outline("Home", of: "Use") == "'yes-home'")
    #expect(estate.estate.scope(of: try #require(estate.id("Use"))).account == nil)
  }

  @Test func whatIsPassedByAFunctionIsOpenAndNoDefault() {
    let estate = Self.estate("Parameters: !If [C, [{ParameterKey: Kind, ParameterValue: a}], []]")
    #expect(estate.outline("Kind", of: "Use") == "?parameter")
  }

  @Test(
    arguments: [
      (
        "TemplateBody: '{\"Resources\": {\"Inner\": {\"Type\": \"Custom::Use\", \"Properties\": {\"Kind\": 7}}}}'",
        "7"
      ),
      ("TemplateBody: '{\"Resources\": []}'", nil), ("TemplateBody: !Ref Ids", nil),
    ] as [(String, String?)]
  )
  func aTemplateMayStandInTheProperties(body: String, kind: String?) {
    let estate = Self.estate(body, url: false)
    let id = estate.estate.resources.first { $0.address == "main.yaml/Set#Inner" }
    #expect((id == nil) == (kind == nil))
    if kind != nil { #expect(estate.outline("Kind", of: "Inner") == kind) }
  }

  @Test(arguments: [#"{Resources: {"#, #""{Resources: {"#, "|\n            {Resources: {"])
  func aPolicyThatIsATextInATemplateBodyIsRead(start: String) throws {
    let isDoubled = start.hasPrefix("\"")
    let quote = isDoubled ? #"\""# : #"""#
    let inner = isDoubled ? #"\\\""# : #"\""#
    let policy =
      "\(quote){\(inner)Statement\(inner): {\(inner)Action\(inner): \(inner)kms:*\(inner)}}\(quote)"
    let resource = "Use: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: \(policy)}}"
    let body =
      start.hasPrefix("{")
      ? "'\(start)\(resource)}}'" : start + resource + "}}" + (isDoubled ? "\"" : "")
    let main = """
      Resources:
        Set:
          Type: AWS::CloudFormation::StackSet
          Properties:
            StackSetName: s
            PermissionModel: SELF_MANAGED
            TemplateBody: \(body)
      """
    let estate = TemplateEstate(main, path: "main.yaml")
    #expect(estate.diagnostics.isEmpty, "\(main)")
    #expect(
      estate.outline("PolicyDocument", of: "Use") == "{Statement: {Action: 'kms:*'}}",
      "\(main)"
    )
  }

  @Test func placesInATemplateBodyAreThoseOfItsLines() throws {
    let main = """
      Resources:
        Set:
          Type: AWS::CloudFormation::StackSet
          Properties:
            StackSetName: s
            PermissionModel: SELF_MANAGED
            TemplateBody: |
              Resources:
                Use:
                  Type: Custom::Use
                  Properties:
                    Kind: !Sub '${AWS::Region}-x'
      """
    let estate = TemplateEstate(main, path: "main.yaml")
    #expect(estate.diagnostics.isEmpty)
    let value = try #require(estate.value("Kind", of: "Use"))
    #expect(estate.source(of: value) == "!Sub '${AWS::Region}-x'")
  }
}
