package import Infrastructure
import Permissions
package import Values

/// What a request is about.
package struct Target: Sendable {
  /// Whose it is.
  enum Owner: Sendable {
    /// The account of a stack or description.
    case scope(ScopeID)
    case account(String)
    /// Nobody says: the caller's own, as far as the estate knows.
    case callers
  }

  let arn: Text
  /// The resource of the estate, or the one that the object is in.
  let resource: ResourceID?
  let owner: Owner

  init(arn: Text, resource: ResourceID?, owner: Owner) {
    self.arn = arn
    self.resource = resource
    self.owner = owner
  }

  /// No resource: a call that is about none, `*`.
  static let none = Target(arn: "*", resource: nil, owner: .callers)
}

extension EstateTexts {
  /// A resource of the estate with what follows its ARN, `/reports/day.csv`; nil for types whose ARNs
  /// are not known.
  package mutating func target(
    _ id: ResourceID,
    followedBy rest: String = "",
    _ context: inout EvaluationContext
  ) -> Target? {
    guard let arn = arn(of: id, &context) else { return nil }
    let pieces = arn + text(rest)
    return Target(arn: Text(pieces), resource: id, owner: .scope(estate[id].scope))
  }

  /// What an ARN names: a resource of the estate, or one outside.
  package mutating func target(arn: String, _ context: inout EvaluationContext) -> Target {
    if arn == "*" { return .none }
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      .map(String.init)
    let text = Text(text(arn))
    guard parts.count == 6 else { return Target(arn: text, resource: nil, owner: .callers) }
    if let id = resource(arn: arn, parts, &context) {
      return Target(arn: text, resource: id, owner: .scope(estate[id].scope))
    }
    let owner: Target.Owner = Self.isAccountID(parts[4]) ? .account(parts[4]) : .callers
    return Target(arn: text, resource: nil, owner: owner)
  }

  /// The types of resources that have policies of their own, by their service.
  private static let types: [String: [String]] = [
    "ecr": ["AWS::ECR::Repository"], "elasticfilesystem": ["AWS::EFS::FileSystem"],
    "iam": ["AWS::IAM::Role"], "kms": ["AWS::KMS::Key"], "lambda": ["AWS::Lambda::Function"],
    "s3": ["AWS::S3::Bucket", "AWS::S3::AccessPoint"],
    "sagemaker": ["AWS::SageMaker::ModelPackageGroup"],
    "secretsmanager": ["AWS::SecretsManager::Secret"], "sns": ["AWS::SNS::Topic"],
    "sqs": ["AWS::SQS::Queue"],
  ]

  /// The resource of the estate that an ARN names, or that holds what it names.
  private mutating func resource(
    arn: String,
    _ parts: [String],
    _ context: inout EvaluationContext
  ) -> ResourceID? {
    for type in Self.types[parts[2]] ?? [] {
      for id in estate.resources(ofType: type) where estate.exists(id, &context) != false {
        guard let own = self.arn(of: id, &context), let known = Text(own).known else { continue }
        if arn == known || (parts[2] == "s3" && arn.hasPrefix(known + "/")) { return id }
      }
    }
    return nil
  }

  /// A text that an asker writes: its wildcards stand for any text.
  private mutating func text(_ written: String) -> [Text.Piece] {
    var pieces: [Text.Piece] = []
    for part in Pattern.pieces(of: written, variables: false) {
      switch part {
      case .text(let text): pieces.append(.text(text))
      case .symbol(let symbol): pieces.append(.symbol(symbol))
      case .anyText, .anyCharacter: pieces.append(.symbol(wildcard(written, pieces.count)))
      }
    }
    return pieces
  }
}
