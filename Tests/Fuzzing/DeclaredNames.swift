/// The names that a template or description declares: what references can hit.
struct DeclaredNames {
  let resources: [String]
  let parameters: [String]
  let conditions: [String]
  let mappings: [String]

  init(of template: Draft) {
    func names(_ section: String) -> [String] {
      template[section]?.entries.compactMap(\.key.text) ?? []
    }
    resources = template.isDescription ? Self.entities(of: template) : names("Resources")
    parameters = names("Parameters")
    conditions = names("Conditions")
    mappings = names("Mappings")
  }

  /// The names of all that is described: accounts, and what they hold.
  private static func entities(of description: Draft) -> [String] {
    var names: Set<String> = []
    description.visit { _, node in
      names.formUnion(node.entries.filter(\.value.isCollection).compactMap(\.key.text))
    }
    return names.sorted()
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
