/// The names that a template declares: what references can hit.
struct DeclaredNames {
  let resources: [String]
  let parameters: [String]
  let conditions: [String]
  let mappings: [String]

  init(of template: Draft) {
    func names(_ section: String) -> [String] {
      template[section]?.entries.compactMap(\.key.text) ?? []
    }
    resources = names("Resources")
    parameters = names("Parameters")
    conditions = names("Conditions")
    mappings = names("Mappings")
  }

  private static let pseudoParameters = [
    "AWS::NoValue", "AWS::Region", "AWS::AccountId", "AWS::Partition", "AWS::URLSuffix",
    "AWS::StackName", "AWS::StackId", "AWS::NotificationARNs", "Nothing", "",
  ]
  private static let attributes = [
    "Arn", "GroupId", "VpcId", "CidrBlock", "Name", "Id", "DefaultSecurityGroup", "KeyId",
    "Outputs.Vpc", "PrimaryRegion", "", "arn", "Arn.Arn",
  ]

  func target(_ random: inout RandomNumbers) -> String {
    let names = random.pick([resources, resources, parameters, Self.pseudoParameters], or: [])
    return random.pick(names, or: "Nothing")
  }

  func attribute(_ random: inout RandomNumbers) -> String {
    random.pick(resources, or: "Nothing") + "." + random.pick(Self.attributes, or: "Arn")
  }

  func condition(_ random: inout RandomNumbers) -> String {
    random.chance(90) ? random.pick(conditions, or: "IsProd") : "Undeclared"
  }
}
