import Findings

/// What a key that does not exist was probably meant to be.
enum KeyHints {
  /// - Parameter owner: What has no such key: a type, or words for a section.
  static func help(
    for key: String,
    of owner: String,
    among known: some Sequence<String>
  ) -> String? {
    if let help = table[owner]?[key] { return help }
    if let usual = synonyms[key], known.contains(usual) { return "did you mean '\(usual)'?" }
    if let help = Suggestion.help(for: key, among: known) { return help }
    let text = key.lowercased()
    let sorted = known.sorted { ($0.count, $0) < ($1.count, $1) }
    let found =
      sorted.first { text.count > 2 && $0.lowercased().hasPrefix(text) }
      ?? sorted.first { text.count > 1 && initials(of: $0) == text }
      ?? sorted.first { text.count > 4 && $0.lowercased().hasSuffix(text) }
    return found.map { "did you mean '\($0)'?" }
  }

  /// `az` of `availabilityZone`
  private static func initials(of key: String) -> String {
    key.prefix(1).lowercased() + key.dropFirst().filter(\.isUppercase).lowercased()
  }

  /// Words that people write for a key, where there is one.
  private static let synonyms = [
    "classify": "classification", "instances": "instanceCount", "machine": "instanceType",
    "managedPolicyArn": "managedPolicies", "rotation": "enableKeyRotation",
    "routes": "routeTables", "sgs": "securityGroups", "zone": "availabilityZone",
  ]

  /// Keys that people write where the language says it elsewhere.
  private static let table: [String: [String: String]] = [
    "AWS::EC2::RouteTable": [
      "subnets": "a subnet says which table it follows: {routeTable: NAME}",
      "vpc": "a route table stands in its VPC, under 'routeTables'",
    ],
    "AWS::EC2::InternetGateway": ["vpc": "a gateway stands in its VPC, under 'internetGateways'"],
    "AWS::S3::Bucket": [
      "encryption": "write 'key: NAME' for default encryption with a key",
      "kmsKey": "write 'key: NAME' for default encryption with a key",
      "public": "write 'publicAccessBlock: true' to keep the public out",
    ],
    "AWS::IAM::Role": [
      "permissions": "write 'allows: [{actions: [...], resources: [...]}]'",
      "statements": "write 'allows: [{actions: [...], resources: [...]}]'",
      "assumedBy": "write 'trusts: [sagemaker.amazonaws.com]'",
    ],
    "a statement": [
      "effect": "the key above says it: 'allows' or 'denies'",
      "principal": "who may use a role stands under 'trusts'",
    ],
  ]
}
