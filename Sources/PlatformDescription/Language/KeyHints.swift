import Findings

/// What a key that does not exist was probably meant to be.
enum KeyHints {
  /// The most keys that a help names one by one.
  private static let most = 9

  /// - Parameter owner: What has no such key: a type, or words for a section.
  static func help(
    for key: String,
    of owner: String,
    among known: some Sequence<String>
  ) -> String? {
    if let help = table[owner]?[key] { return help }
    if let meant = meant(by: key, of: owner, among: known) { return "did you mean '\(meant)'?" }
    let keys = Set(known).sorted()
    return keys.isEmpty || keys.count > most ? nil : "it takes \(keys.joined(separator: ", "))"
  }

  /// The key that somebody probably meant; nil if none is near.
  static func meant(
    by key: String,
    of owner: String,
    among known: some Sequence<String>
  ) -> String? {
    if let key = replacements[owner]?[key] { return key }
    if table[owner]?[key] != nil { return nil }
    if let usual = synonyms[key]?.first(where: { known.contains($0) }) { return usual }
    if let closest = Suggestion.closest(to: key, among: known) { return closest }
    let text = key.lowercased()
    let sorted = known.sorted { ($0.count, $0) < ($1.count, $1) }
    return sorted.first { text.count > 2 && $0.lowercased().hasPrefix(text) }
      ?? sorted.first { text.count > 1 && initials(of: $0) == text }
      ?? sorted.first { text.count > 4 && $0.lowercased().hasSuffix(text) }
  }

  /// `az` of `availabilityZone`
  private static func initials(of key: String) -> String {
    key.prefix(1).lowercased() + key.dropFirst().filter(\.isUppercase).lowercased()
  }

  /// Words that people write for a key, where there is one.
  private static let synonyms: [String: [String]] = [
    "classify": ["classification"],
    "dnsHostnames": ["enableDnsHostnames"],
    "dnsSupport": ["enableDnsSupport"],
    "ecrRepositories": ["repositories"],
    "efs": ["fileSystems"],
    "encryption": ["encryptionConfiguration"],
    "iamRoles": ["roles"],
    "iamUsers": ["users"],
    "instances": ["instanceCount"],
    "internetGateway": ["internetGateways"],
    "kmsKeys": ["keys"],
    "lambdas": ["functions"],
    "machine": ["instanceType"],
    "managedPolicyArn": ["managedPolicies"],
    "notebookInstances": ["notebooks"],
    "privateDns": ["privateDnsEnabled"],
    "rotation": ["enableKeyRotation"],
    "routes": ["routeTables"],
    "s3Buckets": ["buckets"],
    "sagemakerDomains": ["domains"],
    "sgs": ["securityGroups"],
    "snsTopics": ["topics"],
    "studioDomains": ["domains"],
    "versioning": ["versioningConfiguration"],
    "volumeSize": ["volumeSizeInGB"],
    "vpcEndpoints": ["endpoints"],
    "zone": ["availabilityZone"],
  ]

  /// The keys that say what another says in more words, which ``table`` explains.
  private static let replacements: [String: [String: String]] = [
    "AWS::S3::Bucket": ["encryption": "key", "kmsKey": "key", "public": "publicAccessBlock"],
    "AWS::IAM::Role": ["permissions": "allows", "statements": "allows", "assumedBy": "trusts"],
    "AWS::SageMaker::Pipeline": [
      "definition": "pipelineDefinition", "steps": "pipelineDefinition",
    ],
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
    "AWS::SageMaker::Model": ["image": "write 'primaryContainer: {image: …}'"],
    "AWS::SageMaker::Pipeline": [
      "definition": "name the JSON file that holds them: 'pipelineDefinition: FILE.json'",
      "steps": "name the JSON file that holds them: 'pipelineDefinition: FILE.json'",
    ],
    "AWS::SageMaker::ProcessingJob": ["image": "write 'appSpecification: {imageUri: …}'"],
    "AWS::SageMaker::TrainingJob": [
      "image": "write 'algorithmSpecification: {trainingImage: …}'"
    ],
    "a statement": [
      "effect": "the key above says it: 'allows' or 'denies'",
      "principal": "who may use a role stands under 'trusts'",
    ],
  ]
}
