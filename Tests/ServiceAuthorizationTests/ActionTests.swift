import ServiceAuthorization
import Testing

struct ActionTests {
  let reference = ServiceAuthorization.builtIn

  @Test func anActionIsFoundWhateverItsCase() throws {
    let action = try #require(reference.action(named: "S3:getOBJECT"))
    #expect(reference.name(of: action) == "s3:GetObject")
    #expect(reference.level(of: action) == .read)
    #expect(reference.isCurrent(action))
    #expect(reference.resourceTypes(of: action).map(\.name).contains("object"))
  }

  @Test(arguments: ["", ":", "s3", "s3:", "s3:GetObjec", "s3:GetObject*", "sss:GetObject", "*"])
  func whatIsNoActionIsNotFound(_ text: String) {
    #expect(reference.action(named: text) == nil)
  }

  @Test func everyActionIsFoundByItsName() {
    for action in reference.actions.elements {
      #expect(reference.action(named: reference.name(of: action)) == action)
    }
    #expect(reference.actions.count > 20_000)
  }

  @Test(arguments: [
    "sagemaker:*", "sagemaker:Create*", "s3:Get?bject", "s3:*Object*", "S3:GET*acl", "iam:PassRole",
    "s?:*Role", "*:Create*Job", "ec2:*", "ec2:**", "ec2:Describe*s", "nosuch:*", "s3:Nothing",
    "??:List*", "bedrock*:Invoke*",
  ])
  func aPatternCoversWhatComparingEachNameFinds(_ pattern: String) throws {
    let expression = try Regex<Substring>(
      pattern.replacing("*", with: ".*").replacing("?", with: ".")
    ).ignoresCase()
    let names = reference.actions.elements.map(reference.name)
    let expected = try names.filter { try expression.wholeMatch(in: $0) != nil }
    #expect(reference.actions(matching: pattern).elements.map(reference.name) == expected)
  }

  @Test func everythingIsEveryAction() {
    #expect(reference.actions(matching: "*") == reference.actions)
    #expect(reference.actions(matching: "**") == reference.actions)
    #expect(reference.actions(matching: "s*") == .init())
  }

  @Test func anActionKnowsItsResourcesAndKeys() throws {
    let action = try #require(reference.action(named: "sagemaker:CreateTrainingJob"))
    let required = reference.resourceTypes(of: action).filter(\.isRequired)
    #expect(required.map(\.name) == ["training-job"])
    #expect(required.first?.pattern == "arn:*:sagemaker:*:*:training-job/*")
    let keys = reference.conditionKeys(of: action)
    #expect(keys.contains(.init(name: "sagemaker:VpcSubnets", kind: .strings)))
    #expect(keys.contains { $0.isNamed(by: "aws:requesttag/Project") })
    #expect(!keys.contains { $0.isNamed(by: "sagemaker:KeepAlive") })
    let dependents = reference.dependents(of: action).map(reference.name)
    #expect(dependents.contains("iam:PassRole"))
  }

  @Test func anActionWithoutResourceTypesHasNone() throws {
    let action = try #require(reference.action(named: "sagemaker:Search"))
    #expect(reference.resourceTypes(of: action).isEmpty)
    #expect(reference.dependents(of: action).isEmpty)
  }

  @Test func anActionOfThePastIsKnownAsThat() throws {
    let action = try #require(reference.action(named: "codestar:CreateProject"))
    #expect(!reference.isCurrent(action))
  }

  @Test func servicesHavePrefixesAndTitles() throws {
    let service = try #require(reference.service(named: "SageMaker"))
    #expect(reference.prefix(of: service) == "sagemaker")
    #expect(reference.title(of: service) == "Amazon SageMaker")
    #expect(reference.actions(of: service).count > 400)
    #expect(reference.resourceTypes(of: service).contains { $0.name == "notebook-instance" })
    for service in reference.services {
      #expect(reference.service(named: reference.prefix(of: service)) == service)
    }
    #expect(
      reference.services.reduce(0) { $0 + reference.actions(of: $1).count }
        == reference.actions.count
    )
  }

  @Test func globalKeysAreOfEveryService() {
    let keys = reference.globalConditionKeys
    #expect(keys.contains(.init(name: "aws:PrincipalOrgID", kind: .string)))
    #expect(keys.contains { $0.isNamed(by: "aws:principaltag/Team") && !$0.kind.isMultivalued })
  }
}
