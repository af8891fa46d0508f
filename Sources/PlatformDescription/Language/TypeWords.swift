/// How the words of a type's name are written in a description.
enum TypeWords {
  /// `AWS::SageMaker::EndpointConfig` as `endpointConfigs`
  static func plural(of type: String) -> String {
    plural(camelCase(lastWord(of: type)))
  }

  /// `AWS::CodeCommit::Repository` as `codeCommitRepositories`
  static func pluralWithService(of type: String) -> String {
    let parts = type.split(separator: ":").map(String.init)
    let service = parts.count > 2 ? camelCase(parts[1]) : ""
    return plural(service + lastWord(of: type))
  }

  /// `NotebookInstance` of `AWS::SageMaker::NotebookInstance`
  static func lastWord(of type: String) -> String {
    type.split(separator: ":").last.map(String.init) ?? type
  }

  /// `NatGateway` as `natGateway`, `VPCEndpoint` as `vpcEndpoint`; the same rule makes the keys of
  /// properties in `schemas/blob.py`.
  static func camelCase(_ word: String) -> String {
    let capitals = word.prefix { $0.isUppercase }
    let next = word.dropFirst(capitals.count).first
    guard capitals.count > 1, let next, next.isLowercase else {
      return capitals.lowercased() + word.dropFirst(capitals.count)
    }
    let head = capitals.dropLast()
    return head.lowercased() + word.dropFirst(head.count)
  }

  /// `SubnetId` as `subnetId`
  static func lowercased(_ name: String) -> String {
    (name.first?.lowercased() ?? "") + name.dropFirst()
  }

  /// `subnetId` as `SubnetId`
  static func capitalized(_ key: String) -> String {
    (key.first?.uppercased() ?? "") + key.dropFirst()
  }

  /// `buckets` of `bucket`
  static func plural(_ word: String) -> String {
    if word.hasSuffix("y"), !word.hasSuffix("ay"), !word.hasSuffix("ey") {
      return word.dropLast() + "ies"
    }
    if word.hasSuffix("Options") { return word }
    return word + (word.hasSuffix("s") || word.hasSuffix("x") || word.hasSuffix("h") ? "es" : "s")
  }
}
